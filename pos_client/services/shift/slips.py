"""Papers of the till that are no receipt: put into the spool in the act's own transaction, out after its commit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any

from msgspec import Struct

from pos_client.db.journal import Writer
from pos_client.domain import receipt
from pos_client.services.desk import Desk
from pos_client.services.papers.receipts import Receipts
from pos_client.services.papers.spool import Spooler


class Slips(Struct, frozen=True):
    """Composes and queues slips of one register; without a `spooler` nothing comes out and no drawer opens.

    `read_layout` as in `Receipts`.
    """

    desk: Desk
    receipts: Receipts
    read_layout: Callable[[], receipt.Layout]
    spooler: Spooler | None

    @property
    def layout(self) -> receipt.Layout:
        """The layout of this register's papers."""
        return self.read_layout()

    @property
    def has_printer(self) -> bool:
        """False where papers cannot come out."""
        return self.spooler is not None

    def context(self, *, by: str = "", at: datetime | None = None, shift: str = "") -> receipt.SlipContext:
        """Return where, when and by whom: the person at the till and this moment unless said otherwise."""
        desk = self.desk
        return receipt.SlipContext(
            store=desk.store,
            register_name=desk.replica.live.register.name,
            staff_name=by or (desk.cashier.short_name if desk.cashier else ""),
            at=at or desk.clock(),
            shift=shift,
            training=desk.training,
        )

    def queue(self, writer: Writer, kind: str, document: receipt.Document, reference: str) -> None:
        """Put a slip into the spool; nothing without a printer."""
        self.receipts.queue_document(writer, kind, document, reference)

    def after_commit(self, written: Future[Any], *, drawer: bool = False) -> None:
        """Once `written` is durable, and only then, open the drawer and print."""

        def out(done: Future[Any]) -> None:
            if done.exception() is None and self.spooler is not None:
                if drawer:
                    self.spooler.open_drawer()
                self.spooler.wake()

        written.add_done_callback(out)

    def name_of(self, staff_id: str) -> str:
        """Return how a person is called on paper; the id of somebody who is no longer known here."""
        member = self.desk.replica.live.by_staff_id(staff_id)
        return member.short_name if member else staff_id
