"""Entries and people of the register of exceptions as texts of the screen. Main thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_client.domain.money import Currency
from pos_client.services.people.exception_entries import OPENING, Entry, Kind
from pos_client.services.people.exceptions import PATTERN, PersonTotals
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.i18n.event_words import kind_name
from pos_client.ui.widgets.row_table import RowTexts

GROUPS: dict[str, frozenset[Kind]] = {
    "all": frozenset(),
    "voids": frozenset({Kind.LINE_VOID, Kind.LOWERED, Kind.CANCELLED, Kind.DROPPED, Kind.PARKED}),
    "prices": frozenset({Kind.DISCOUNT, Kind.PRICE_CHANGE, Kind.OPEN_ITEM, Kind.EMPTIES}),
    "returns": frozenset({Kind.RETURN, Kind.NO_RECEIPT_RETURN, Kind.POST_VOID}),
    "cash": frozenset(
        {Kind.NO_SALE, Kind.PAID_IN, Kind.PAID_OUT, Kind.SAFE_DROP, Kind.RECOUNT, Kind.OVER_SHORT, Kind.REPRINT}
    ),
    "approvals": frozenset({Kind.APPROVAL}),
    "register": frozenset(
        {Kind.WRONG_PIN, Kind.THROTTLED, Kind.CLOCK, Kind.UNCLEAN_STOP, Kind.TRAINING, Kind.SETTINGS}
    ),
    "looks": frozenset({Kind.LOOKED, Kind.EXPORTED}),
}
"""What the screen is narrowed to; every kind stands in one of them."""


class Words(QObject):
    """Texts in the language in force. `name_of` a person's id, `reason_of` a journalled reason."""

    def __init__(self, currency: Currency, name_of: Callable[[str], str], reason_of: Callable[[str], str]) -> None:
        super().__init__()
        self._currency = currency
        self._name_of = name_of
        self._reason_of = reason_of

    def who(self, staff_id: str) -> str:
        """Return a person's name."""
        return self._name_of(staff_id) if staff_id else self.tr("nobody logged in")

    def row(self, place: int, entry: Entry, formatter: Formatter) -> RowTexts:
        """Return the row of an entry."""
        amount = "" if entry.amount is None else formatter.money(entry.amount, self._currency)
        approved = (
            self.tr("approved: {name}").format(name=self._name_of(entry.approved_by)) if entry.approved_by else ""
        )
        return RowTexts(
            place,
            (formatter.time(entry.at), kind_name(entry.kind), self.who(entry.staff_id), amount),
            (formatter.date(entry.at, short=True), self._why(entry, formatter), approved, ""),
            marked=entry.grave,
        )

    def _why(self, entry: Entry, formatter: Formatter) -> str:
        parts = [self.mark(entry), self.note(entry, formatter), self._reason_of(entry.reason) if entry.reason else ""]
        return " · ".join(part for part in parts if part)

    def mark(self, entry: Entry) -> str:
        """Say why an entry is marked, where its kind does not say it."""
        shown = {Kind.LINE_VOID, Kind.LOWERED, Kind.CANCELLED, Kind.DROPPED}
        if entry.grave and entry.kind in shown:
            return self.tr("after Pay was opened")
        return self.tr("since an earlier day") if entry.grave and entry.kind is Kind.PARKED else ""

    def note(self, entry: Entry, formatter: Formatter) -> str:
        """Return what an entry notes besides, in words."""
        if entry.kind in (Kind.WRONG_PIN, Kind.THROTTLED):
            whose = self.tr("PIN of {name}").format(name=self._name_of(entry.about))
            act = message(f"approve_{entry.note}", (), formatter=formatter).what if entry.note else self.tr("login")
            return f"{whose}, {act}"
        if entry.kind is Kind.APPROVAL:
            return message(f"approve_{entry.note}", (), formatter=formatter).what
        if entry.kind in (Kind.CLOCK, Kind.RECOUNT, Kind.EXPORTED):
            return self._counted(entry.kind, int(entry.note))
        said = (Kind.LOOKED, Kind.TRAINING, Kind.OVER_SHORT)
        return self._word(entry.note) if entry.kind in said else entry.note

    def _counted(self, kind: Kind, count: int) -> str:
        if kind is Kind.CLOCK:
            return self.tr("%n second(s)", "", count)
        return self.tr("%n time(s)", "", count) if kind is Kind.RECOUNT else self.tr("%n event(s)", "", count)

    def _word(self, note: str) -> str:
        return {
            "exceptions": self.tr("register of exceptions"),
            "journal": self.tr("journal"),
            "receipts": self.tr("receipts"),
            "entered": self.tr("entered"),
            "left": self.tr("left"),
            OPENING: self.tr("opening cash"),
        }.get(note, note)

    def group(self, group: str) -> str:
        """Return the name of a group of kinds."""
        return {
            "all": self.tr("Everything"),
            "marked": self.tr("Only what is marked"),
            "voids": self.tr("Voids and cancelled baskets"),
            "prices": self.tr("Prices, discounts, open items, empties"),
            "returns": self.tr("Returns and post-voids"),
            "cash": self.tr("Cash, counts and copies"),
            "approvals": self.tr("Approvals"),
            "register": self.tr("PINs, clock, settings, training"),
            "looks": self.tr("Who looked and exported"),
        }[group]

    def person(self, totals: PersonTotals, formatter: Formatter) -> tuple[str, str]:
        """Return (name, sums and rates) of a person: "Line voided 4 (3.3)", the bracket per 100 sales."""
        head = [self.tr("%n sale(s)", "", totals.sales)] if totals.sales else []
        if totals.grave:
            head.append(self.tr("%n marked", "", totals.grave))
        parts = []
        for kind, count, _amount in totals.counts:
            rate = totals.per_hundred(kind) if kind in PATTERN else None
            per = f" ({formatter.thousandths(rate * 100)})" if rate is not None else ""
            parts.append(f"{kind_name(kind)} {count}{per}")
        return self.who(totals.staff_id), " · ".join([*head, *parts])
