"""The shift is closed: its Z, how its paper fares, what stays and what goes, the fiscal day, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.shift.shift_views import ZDone
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.shift_close.head import DONE, CloseHead
from pos_client.ui.theme import look
from pos_client.ui.widgets import IconLabel, Key, KeyGuard, ListRow, Role, Rule, label, margins, panel, restyle

_PAPER = {
    "printing": ("loader-circle", "accent_text"),
    "printed": ("circle-check", "good"),
    "failed": ("circle-x", "bad"),
    "unknown": ("circle-help", "warn"),
    "off": ("printer", "ink_2"),
}
_FISCAL = {
    "open": ("receipt-text", "ink_2"),
    "closing": ("loader-circle", "accent_text"),
    "closed": ("circle-check", "good"),
    "trouble": ("triangle-alert", "warn"),
}


class ClosedScreen(Screen):
    """Shows the `ZDone` given to `show_z`. Signals: `out_wanted()`, `fiscal_wanted()`, `copy_wanted(int)`, help."""

    name = "shift_closed"
    out_wanted = Signal()
    fiscal_wanted = Signal()
    copy_wanted = Signal(int)
    help_wanted = Signal()

    def __init__(self, services: Services, guard: KeyGuard) -> None:
        super().__init__()
        self._services = services
        self._done: ZDone | None = None
        self._bag = ""
        self._fiscal = ("open", "", "")  # state, device's code or document number, its own words
        self.head = CloseHead()
        self.caption = label("", "title", "on_slab_2")
        self.number = label("", "total", "on_slab")
        self.said = label("", "strong", "slab_good")
        self.paper = ListRow("", "", icon="printer", height=72)
        self.stays = ListRow("", "", icon="wallet", height=72)
        self.bag = ListRow("", "", icon="lock", height=72)
        self.difference = ListRow("", "", icon="banknote", height=72)
        self.fiscal = ListRow("", "", icon="receipt-text", height=72)
        self.copy_key = Key(keycaps=("Ctrl+P",), minimum=48)
        self.fiscal_key = Key(keycaps=("F5",), minimum=48)
        self.out_key = Key(role=Role.PRIMARY, icon="lock", keycaps=("F9",), minimum=76)
        for key in (self.fiscal_key, self.out_key, self.copy_key):
            key.set_guard(guard)
        self._build()
        self.copy_key.clicked.connect(lambda _c=False: self._copy())
        self.fiscal_key.clicked.connect(lambda _c=False: self.fiscal_wanted.emit())
        self.out_key.clicked.connect(lambda _c=False: self.out_wanted.emit())

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 10)
        outer.addWidget(self.head)
        slab = panel("slab")
        inner = QHBoxLayout(slab)
        margins(inner, 28, 8, 28, 8, 16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.caption)
        words.addWidget(self.number)
        inner.addLayout(words, 1)
        inner.addWidget(IconLabel("circle-check", 26, "slab_good"))
        inner.addWidget(self.said)
        outer.addWidget(slab)
        rows = panel("plain")
        column = QVBoxLayout(rows)
        margins(column, 16, 4, 12, 4, 0)
        self.paper.add(self.copy_key)
        self.fiscal.add(self.fiscal_key)
        self._fiscal_rule = Rule()
        for row in (self.paper, self.stays, self.bag, self.difference):
            if row is not self.paper:
                column.addWidget(Rule())
            column.addWidget(row)
        column.addWidget(self._fiscal_rule)
        column.addWidget(self.fiscal)
        column.addStretch(1)
        outer.addWidget(rows, 1)
        foot = QWidget()
        keys = QHBoxLayout(foot)
        margins(keys, 0, 0, 0, 0, 12)
        keys.addStretch(1)
        keys.addWidget(self.out_key)
        outer.addWidget(foot)

    def show_z(self, done: ZDone, bag_number: str) -> None:
        """Take the shift just closed."""
        self._done, self._bag = done, bag_number
        self._fiscal = ("open", "", "")
        if self.is_attached:
            self.refresh()

    def show_fiscal(self, state: str, code: str = "", words: str = "") -> None:
        """Show how the fiscal day stands: "closing", "closed" (with its document), "trouble" (with the code)."""
        self._fiscal = (state, code, words)
        self.refresh()

    def entered(self) -> None:
        """The way out has the keys; its dead time keeps a stray Enter out."""
        self.refresh()
        self.out_key.setFocus()

    def refresh(self) -> None:
        """Write everything anew; also when the printer told something."""
        done = self._done
        if done is None or not self.is_attached:
            return
        money, currency = self.formatter, done.currency
        self.head.title.setText(self.tr("Shift {number} is closed").format(number=done.z_number))
        self.head.who.setText("")
        self.head.show_step(DONE)
        self.caption.setText(self.tr("Z report"))
        self.number.setText(str(done.z_number))
        self.said.setText(self.tr("on record, nothing can change it"))
        self._show_paper(done)
        self.stays.set_texts(self.tr("Stays in the drawer"), "", money.money(done.cash_left, currency, symbol=True))
        told = self.tr("bag {number}").format(number=self._bag) if self._bag else ""
        self.bag.set_texts(self.tr("Into the bag"), told, money.money(done.cash_removed, currency, symbol=True))
        self.bag.setVisible(bool(done.cash_removed))
        over_short = done.over_short
        word = self.tr("Cash agrees") if not over_short else (
            self.tr("Over in cash") if over_short > 0 else self.tr("Short in cash")
        )  # fmt: skip
        figure = money.money(over_short, currency, symbol=True, sign=True)
        self.difference.set_texts(word, self.tr("the till's, not one person's") if over_short else "", figure)
        tone = "good" if not over_short else "warn" if over_short > 0 else "bad"
        restyle(self.difference.figure, tone=tone)
        self._show_fiscal(done)
        self.out_key.set_caption(self.tr("To the login"))
        self.keys_changed.emit()

    def _show_paper(self, done: ZDone) -> None:
        state, code = self._services.reports.z_print(done.z_number)
        title = {
            "printing": self.tr("Being printed"),
            "printed": self.tr("Printed"),
            "failed": self.tr("Not printed yet"),
            "unknown": self.tr("Is it on paper?"),
            "off": self.tr("No printer is set up"),
        }.get(state, state)
        second = ""
        if state in ("failed", "unknown"):
            second = device_message("printer", code).text
        icon, tone = _PAPER.get(state, _PAPER["printing"])
        if self.paper.icon is not None:
            self.paper.icon.set_icon(icon, tone)
        self.paper.set_texts(title, second)
        self.copy_key.set_caption(self.tr("Copy"))
        self.copy_key.set_cause("" if state == "printed" else title)

    def _show_fiscal(self, done: ZDone) -> None:
        self.fiscal.setVisible(done.fiscal_step)
        self._fiscal_rule.setVisible(done.fiscal_step)
        if not done.fiscal_step:
            return
        state, code, words = self._fiscal
        title = {
            "open": self.tr("The fiscal day is still open"),
            "closing": self.tr("The device closes its day"),
            "closed": self.tr("The fiscal day is closed"),
            "trouble": self.tr("The fiscal day could not be closed"),
        }[state]
        second = {
            "open": self.tr("Close it when nobody sells here any more today."),
            "closing": self.tr("Its report is being printed."),
            "closed": self.tr("document {number}").format(number=code) if code else "",
        }.get(state)
        if second is None:
            second = device_message("fiscal", code or "error", detail=words).text
        icon, tone = _FISCAL[state]
        if self.fiscal.icon is not None:
            self.fiscal.icon.set_icon(icon, tone)
        self.fiscal.set_texts(title, second)
        self.fiscal_key.set_caption(self.tr("Close the day") if state != "trouble" else self.tr("Try again"))
        self.fiscal_key.set_cause("" if state in ("open", "trouble") else title)

    def _copy(self) -> None:
        if self._done is not None:
            self.copy_wanted.emit(self._done.z_number)

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.number.setFixedHeight(look().theme.line("total"))
        self.refresh()

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        keys = {1: FunctionKey(self.tr("Help")), 9: FunctionKey(self.tr("Log out"), primary=True, finishing=True)}
        if self._done is not None and self._done.fiscal_step:
            keys[5] = FunctionKey(self.tr("Day"), cause=self.fiscal_key.cause, finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """F1 helps, F5 closes the fiscal day, F9 goes to the login."""
        acts = {1: self.help_wanted.emit, 5: self.fiscal_wanted.emit, 9: self.out_wanted.emit}
        acts[number]()

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other key of this screen."""
        return (("Ctrl+P", self.tr("Print a copy of Z")),)

    def handle_action(self, action: str) -> bool:
        """Ctrl+P prints a copy once the Z itself is out."""
        if action == "print" and self.copy_key.isEnabled():
            self._copy()
        return True

    def handle_scan(self, scan: ScanLike) -> None:
        """Nothing is sold without a shift."""
        self.shell.toast(self.tr("The shift is closed: nothing was added"), state="waiting")

    def handle_escape(self) -> None:
        """The way out."""
        self.out_wanted.emit()
