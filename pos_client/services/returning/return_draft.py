"""A return in the making, and the journal's list of those whose lines are taken: money moved, or a basket waits.

A draft on that list counts as returned for every other return of its sale, so that a crash, a second attempt or a
repeated click never gives the same goods back twice. Functions with a writer run on the journal's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import Reader, Writer
from pos_client.domain.catalogue import TaxBasis
from pos_client.domain.returns import Chosen, LooseItem, Return, ReturnError, ReturnLine, return_lines
from pos_client.domain.sale import Sale
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.papers.documents import return_of
from pos_client.services.returning.refund_journal import KIND
from pos_client.services.returning.returns_views import PendingView
from pos_client.services.selling.marks import mark_key

PENDING_KEY = "returns.pending"


class Draft(Struct, frozen=True):
    """What was chosen and approved; `lines` are fixed once the money begins to move.

    `in_cash` are payments of the sale (by index) whose share goes in cash after all. `exchange_for` is the basket that
    this return is a credit for. With a `post_void_reason` it stands for a whole sale that is being taken back.
    """

    return_id: str
    opened_at: datetime
    opened_by: str
    sale_id: str = ""
    original_receipt: str = ""
    chosen: tuple[Chosen, ...] = ()
    loose: tuple[LooseItem, ...] = ()
    lines: tuple[ReturnLine, ...] = ()
    approved_by: str = ""
    in_cash: tuple[int, ...] = ()
    exchange_for: str = ""
    credit: int = 0  # what that basket takes of it, once the rest begins to go back
    post_void_reason: str = ""

    @property
    def total(self) -> int:
        """What its lines are worth."""
        return sum(line.refund for line in self.lines)

    def as_earlier(self) -> Return:
        """Return it as another return of the sale has to see it: its goods are taken, its cash is not yet given."""
        return Return(
            self.return_id, "", "", "", "", self.opened_at, "", "", "", self.lines, (), (), 0, 0, 0, self.sale_id
        )


def pending(reader: Reader) -> tuple[Draft, ...]:
    """Return the drafts whose lines are taken, oldest first."""
    data = reader.value(PENDING_KEY)
    return msgspec.json.decode(data, type=tuple[Draft, ...]) if data else ()


def committed(reader: Reader, sale_id: str) -> tuple[Return, ...]:
    """Return what was given back of a sale of this register. `ServiceError("sale_post_voided")`."""
    rows = reader.corrections_of(sale_id) if sale_id else ()
    if any(row.kind == "post_void" for row in rows):
        raise ServiceError("sale_post_voided")
    return tuple(return_of(reader, row) for row in rows)


def earlier(reader: Reader, sale_id: str, but: str = "") -> tuple[Return, ...]:
    """Return every return of a sale that counts before another one: written, or with its lines taken."""
    taken = tuple(d.as_earlier() for d in pending(reader) if d.sale_id == sale_id and d.return_id != but)
    return committed(reader, sale_id) + taken if sale_id else ()


def reserve(desk: Desk, writer: Writer, draft: Draft, sale: Sale | None, basis: TaxBasis) -> None:
    """Take the draft's lines, in the transaction of whatever begins to move money; a taken draft is brought up to date.

    `ServiceError("return_changed")` when something of them came back meanwhile.
    """
    reader = desk.journal.reader()
    waiting = pending(reader)
    if all(other.return_id != draft.return_id for other in waiting):
        check(reader, draft, sale, basis)
        waiting = (*waiting, draft)
    kept = tuple(draft if other.return_id == draft.return_id else other for other in waiting)
    writer.put_value(PENDING_KEY, msgspec.json.encode(kept))


def reserve_whole(desk: Desk, writer: Writer, draft: Draft) -> None:
    """Take a whole sale of which nothing came back. `ServiceError`: sale_returned, code_returned."""
    reader = desk.journal.reader()
    waiting = pending(reader)
    if all(other.return_id != draft.return_id for other in waiting):
        if earlier(reader, draft.sale_id):
            raise ServiceError("sale_returned")
        refuse_codes(reader, (code for line in draft.lines for code in line.codes))
        waiting = (*waiting, draft)
    kept = tuple(draft if other.return_id == draft.return_id else other for other in waiting)
    writer.put_value(PENDING_KEY, msgspec.json.encode(kept))


def release(desk: Desk, writer: Writer, return_id: str) -> None:
    """Give the lines of a draft free again: it is written, or dropped before any money moved."""
    waiting = pending(desk.journal.reader())
    if any(draft.return_id == return_id for draft in waiting):
        kept = tuple(draft for draft in waiting if draft.return_id != return_id)
        writer.put_value(PENDING_KEY, msgspec.json.encode(kept))


def release_later(desk: Desk, return_id: str, watch: Callable[[Future[Any]], None]) -> None:
    """Give taken lines free again behind the caller's back, as after a card that was declined. Main thread."""
    if any(draft.return_id == return_id for draft in pending(desk.journal.reader())):
        watch(desk.record(lambda writer: release(desk, writer, return_id)))


def pending_views(reader: Reader, wanted: Callable[[Draft], bool]) -> tuple[PendingView, ...]:
    """Return the drafts that wait, as a screen lists them, oldest first."""
    unknown = {row.basket_id for row in reader.open_intents() if row.kind == KIND and row.state in ("open", "unknown")}
    return tuple(
        PendingView(d.return_id, d.original_receipt, d.total, d.opened_by, d.opened_at, d.return_id in unknown)
        for d in pending(reader)
        if wanted(d)
    )


def check(reader: Reader, draft: Draft, sale: Sale | None, basis: TaxBasis) -> None:
    """Judge the draft's lines against what was given back until now. `ServiceError`: return_changed, code_returned."""
    if reader.correction_by_id(draft.return_id) is not None:
        raise ServiceError("return_changed")
    if any(waiting.return_id == draft.return_id for waiting in pending(reader)):
        return
    refuse_codes(reader, (code for line in draft.lines for code in line.codes))
    if sale is None:
        return
    try:
        now = return_lines(sale, earlier(reader, sale.sale_id, draft.return_id), draft.chosen, basis)
    except ReturnError as error:
        raise ServiceError("return_changed") from error
    if now != draft.lines:
        raise ServiceError("return_changed")


def refuse_codes(reader: Reader, codes: Iterable[str]) -> None:
    """A unit that came back, or waits to, is not taken back again, with its receipt or without it: code_returned."""
    taken = {mark_key(code) for draft in pending(reader) for line in draft.lines for code in line.codes}
    if any(key in taken or reader.mark(key) == "returned" for key in map(mark_key, codes)):
        raise ServiceError("code_returned")


def with_cash(draft: Draft, of: int) -> Draft:
    """Return the draft with the share of a payment going in cash."""
    return replace(draft, in_cash=tuple(sorted({*draft.in_cash, of})))
