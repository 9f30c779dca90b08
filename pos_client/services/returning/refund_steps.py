"""Giving a document's money back part by part, as the screens of returns and post-voids do it.

Main thread, except `run_refund` and `run_query`, which block; what they give is handed to `refund_answered`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from pos_client.db.journal import Writer
from pos_client.devices.ports import CardAnswer, PaymentTerminal
from pos_client.services.desk import Desk
from pos_client.services.limits import Limits
from pos_client.services.returning.refunds import Refunds
from pos_client.services.selling.checkout import Checkout

V = TypeVar("V")


class RefundSteps(ABC, Generic[V]):
    """What a service does with the `Refunds` of the document in hand; every step answers with its view.

    `trouble` is told message codes that a person must know, also on other threads.
    """

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        checkout: Checkout,
        terminals: dict[str, PaymentTerminal],
        *,
        trouble: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._checkout = checkout
        self._terminals = terminals
        self._trouble = trouble

    def _new_refunds(self, document_id: str) -> Refunds:
        return Refunds(self._desk, self._terminals, document_id, watch=self._checkout.watch, trouble=self._trouble)

    @abstractmethod
    def view(self) -> V:
        """Return the state of the document in hand."""

    @abstractmethod
    def _moving(self) -> Refunds:
        """Return the parts that are being given back; `ServiceError` when nothing is."""

    @abstractmethod
    def _reserve(self, writer: Writer) -> None:
        """Take what the document gives back, on the journal's thread, before a terminal is asked."""

    def begin_refund(self, part_id: str) -> str:
        """Put a part at the terminal; returns its id (a declined one gets a new one) for `run_refund`."""
        return self._moving().begin(part_id)

    def run_refund(self, part_id: str) -> CardAnswer:
        """Journal the intent, refund, journal the outcome. Blocks; not on the main thread."""
        return self._moving().run(part_id, self._reserve)

    def run_query(self, part_id: str) -> CardAnswer:
        """Ask the terminal what became of a refund. Blocks; not on the main thread."""
        return self._moving().run_query(part_id)

    def refund_answered(self, part_id: str, answer: CardAnswer) -> V:
        """Take the terminal's answer over."""
        self._moving().answered(part_id, answer)
        return self.view()

    def refund_lost(self, part_id: str) -> V:
        """The journal or the program failed while the terminal was asked: ask it, never refund again."""
        self._moving().lost(part_id)
        return self.view()

    def confirm_slip(self, part_id: str, *, refunded: bool, reference: str = "") -> V:
        """Say what the slip of a standalone terminal says."""
        self._moving().confirm_slip(part_id, refunded=refunded, reference=reference)
        return self.view()
