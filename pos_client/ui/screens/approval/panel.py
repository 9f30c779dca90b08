"""The approval panel: who, why, and the PIN. Main thread; the PIN is checked on a worker.

Up and Down choose who; Tab goes on to the reason, then to its words where it needs them, then back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos_client.domain.staff import UNLIMITED, Permission
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.people.staff import CHIP
from pos_client.services.views import Approval, NeedsApproval, StaffTile
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.i18n import message
from pos_client.ui.screens.login.pin_pad import PinPad
from pos_client.ui.screens.side import Choice, Side, scroll_area
from pos_client.ui.widgets import EntryField, KeyGuard, Rule, hint, label, margins, panel, restyle

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
PERCENTS = (Permission.DISCOUNT_PERCENT,)
MOST_PEOPLE, MOST_REASONS = 4, 6
MOST_WORDS = 120


class ApprovalPanel(Side):
    """Asks for `needed`; calls `granted(approval)` once, after the PIN was right."""

    icon = "shield-alert"

    takes_scans = True  # badges

    def __init__(
        self,
        services: Services,
        bridge: Bridge,
        guard: KeyGuard,
        needed: NeedsApproval,
        granted: Callable[[Approval], None],
        *,
        reason: str = "",
    ) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._guard = guard
        self._needed = needed
        self._granted = granted
        self._reason = reason
        self._is_open = True
        self._tiles: dict[str, StaffTile] = {}
        self.who_title = label("", "small", "ink_2", bold="medium")
        self.who = Choice()
        self.why_title = label("", "small", "ink_2", bold="medium")
        self.why = Choice()
        self._choosing = self.who
        self._wordy: frozenset[str] = frozenset()  # reasons that need words
        self.words = EntryField(style="row_s", height=48, longest=MOST_WORDS)
        self.words.field.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.words.hide()
        self.pin = PinPad(minimum=48, compact=True)  # they grow; under a banner there is no room for more
        self.slab = slab = panel("slab")
        grid = QGridLayout(slab)
        grid.setContentsMargins(14, 8, 14, 8)
        self.act = label("", "row_s", "on_slab_2", wrap=True)
        self.act_value = label("", "row_s", "on_slab", bold="true")
        self.limit = label("", "row_s", "on_slab_2")
        self.limit_value = label("", "row_s", "on_slab", bold="true")
        grid.addWidget(self.act, 0, 0)
        grid.addWidget(self.act_value, 0, 1, RIGHT)
        grid.addWidget(self.limit, 1, 0)
        grid.addWidget(self.limit_value, 1, 1, RIGHT)
        grid.setColumnStretch(0, 1)
        lists = QWidget()
        inner = QVBoxLayout(lists)
        margins(inner, 0, 0, 0, 0, 8)
        for widget in (self.who_title, self.who, Rule(), self.why_title, self.why):
            inner.addWidget(widget)
        inner.addStretch(1)
        self.area = scroll_area(lists)  # under banners there is less room than the lists need
        self.left_column.addWidget(self.area, 1)
        margins(self.right_column, 0, 12, 12, 12, 8)
        self.right_column.addWidget(slab)
        self.right_column.addWidget(self.words)
        self.right_column.addWidget(self.pin, 1)
        line, self.foot_text = hint("id-card", "")
        self.foot.addWidget(line, 1)
        self.watch(self.pin.entry.field)
        self.watch(self.words.field)
        self.who.changed.connect(lambda _who: self._ask())
        self.why.changed.connect(lambda _why: self._reason_chosen())
        self.pin.entered.connect(self._try)

    def entered(self) -> None:
        """Ask the first who may."""
        self.pin.clear()

    def left(self) -> None:
        """Whatever comes back from the worker now is nobody's."""
        self._is_open = False

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        told = message(
            self._needed.code,
            self._needed.details,
            formatter=self.formatter,
            currency=self._services.desk.store.currency,
        )
        self.title.setText(self.tr("Approval needed"))
        figure = self._asked_for
        self.subject.setText(told.what + (f" · {figure}" if figure else ""))
        self.act.setText(told.what)
        self.act_value.setText(figure)
        self.limit.setText(self.tr("Limit of {name}").format(name=self._services.desk.staff.short_name))
        own = self._needed.own_limit
        self.limit_value.setText(self.tr("none") if own is None else self._figure(own))
        self.who_title.setText(self.tr("Who approves"))
        self.why_title.setText(self.tr("Reason"))
        self.foot_text.setText(self.tr("A badge names, the PIN is always asked. Who, what and why are recorded."))
        self._show_choosing()
        tiles = self._services.staff.approvers(self._needed)
        may = [tile for tile in tiles if tile.allowed]
        self._tiles = {tile.staff_id: tile for tile in may}
        tiles = (*may[:MOST_PEOPLE], *(tile for tile in tiles if not tile.allowed))
        self.who.set_options([self._option(tile) for tile in tiles])
        reasons = self._services.staff.reasons(self._needed.permission)
        self._wordy = frozenset(reason.reason_id for reason in reasons if reason.text_needed)
        self.words.set_texts(self.tr("Reason in words"))
        self.why.set_options(
            [
                (r.reason_id, self.formatter.name(r.names), "", "")
                for r in (*reasons[: MOST_REASONS - 1], *reasons[MOST_REASONS - 1 :][-1:])
            ]
        )
        if self._reason:
            self.why.choose(self._reason)
        self._show_words()
        self._ask()

    def _option(self, tile: StaffTile) -> tuple[str, str, str, str]:
        role = self.formatter.name(tile.role)
        if not tile.allowed:
            return tile.staff_id, tile.name, role, self.tr("nobody approves their own act")
        limit = tile.limit or 0
        text = self.tr("no limit") if limit >= UNLIMITED else self.tr("up to {limit}").format(limit=self._figure(limit))
        return tile.staff_id, tile.name, f"{role}, {text}", ""

    @property
    def _asked_for(self) -> str:
        """How much the yes is for: what the right is measured in, or the money that is at stake."""
        needed = self._needed
        if needed.at_stake is not None:
            return self.formatter.money(needed.at_stake, self._services.desk.store.currency, symbol=True)
        return self._figure(needed.amount) if needed.amount else ""

    def _figure(self, amount: int) -> str:
        if amount >= UNLIMITED:
            return self.tr("no limit")
        if self._needed.permission in PERCENTS:
            return self.formatter.percent(amount)
        return self.formatter.money(amount, self._services.desk.store.currency)

    def _ask(self) -> None:
        tile = self._tiles.get(self.who.chosen)
        whose = self.tr("PIN: {name}").format(name=tile.name) if tile else self.tr("Nobody here may approve this")
        self.pin.ask(whose, self.tr("4 to 8 digits"), self.tr("Approve"), self._guard)
        self.pin.set_busy(tile is None)
        self.pin.entry.field.setFocus()

    def _show_choosing(self) -> None:
        """Mark which list the arrows walk."""
        for title, choice in ((self.who_title, self.who), (self.why_title, self.why)):
            restyle(title, tone="accent_text" if choice is self._choosing else "ink_2")

    def _reason_chosen(self) -> None:
        if not self._show_words():
            self.pin.entry.field.setFocus()

    def _show_words(self) -> bool:
        """Show the field for words where the reason needs them, in place of what the head says too."""
        needs = self.why.chosen in self._wordy
        self.slab.setVisible(not needs)
        self.words.setVisible(needs)
        outer = self.layout()
        if outer is not None:
            outer.activate()
        return needs

    @property
    def _words(self) -> str:
        """What is written as the reason; figures alone are no words, but a PIN typed into the wrong field."""
        said = self.words.text.strip() if self.why.chosen in self._wordy else ""
        return "" if said.isdigit() else said

    def accept(self) -> None:
        """Send the PIN; from the words go on to it."""
        if self.words.field.hasFocus():
            if self.words.text.strip().isdigit():
                self.words.field.clear()
            self.pin.entry.field.setFocus()
        elif self._guard.allows():
            self.pin.submit()

    def arrow(self, by: int) -> None:
        """Up and Down choose in the marked list, and bring the chosen one into view."""
        self._choosing.step(by)
        key = self._choosing.chosen_key
        if key is not None:
            self.area.ensureWidgetVisible(key, 0, 0)

    def tab(self) -> None:
        """Tab goes from who to why, to its words, and back."""
        if self._choosing is self.why and self.words.isVisible() and not self.words.field.hasFocus():
            self.words.field.setFocus()
            return
        self._choosing = self.why if self._choosing is self.who else self.who
        self._show_choosing()
        self.pin.entry.field.setFocus()

    def _try(self, pin: str) -> None:
        approver, reason, words = self.who.chosen, self.why.chosen, self._words
        if reason in self._wordy and not words:
            self.pin.say(self._said("reason_needed"), bad=True)
            self.words.field.clear()
            self.words.field.setFocus()
            return
        self.pin.set_busy(True)
        staff, needed = self._services.staff, self._needed
        self._bridge.run(lambda: staff.approve(approver, pin, needed, reason, words), self._yes, self._no)

    def _said(self, code: str, details: tuple[tuple[str, str | int], ...] = ()) -> str:
        return message(code, details, formatter=self.formatter).text

    def _yes(self, approval: Approval) -> None:
        if not self._is_open:
            return
        self.shell.close_side()
        self._granted(approval)

    def _no(self, error: Exception) -> None:
        if not self._is_open:
            return
        self.pin.set_busy(False)
        self.pin.clear()
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        details = error.details if isinstance(error, ServiceError) else ()
        wait = self._services.staff.wait(self.who.chosen)
        if wait.seconds:
            self.pin.say(self.tr("Too many wrong PINs. Wait %n second(s).", "", wait.seconds), bad=True)
        elif code == "wrong_pin":
            self.pin.say(self.tr("Wrong PIN. %n more tries.", "", wait.tries_left), bad=True)
        else:
            self.pin.say(self._said(code, details), bad=True)

    def handle_scan(self, scan: ScanLike) -> None:
        """A badge names who approves, a chip proves them too; anything else is told and sells nothing."""
        staff_id = self._services.staff.by_badge(scan.text)
        if staff_id in self._tiles and not self.pin.entry.field.isReadOnly():
            self._show_person(staff_id)
            if scan.symbology == CHIP:
                self._try_chip(scan)
        elif staff_id not in self._tiles:
            self.pin.say(self.tr("That is no badge that may approve this. Nothing was added."), bad=True)

    def _show_person(self, staff_id: str) -> None:
        """Choose somebody who may have been on no key: they get the first one."""
        tiles = [tile for tile in self._tiles.values() if tile.staff_id != staff_id]
        self.who.set_options([self._option(tile) for tile in (self._tiles[staff_id], *tiles)][:MOST_PEOPLE])
        self.who.choose(staff_id)
        self._ask()

    def _try_chip(self, scan: ScanLike) -> None:
        staff, needed, reason, words = self._services.staff, self._needed, self.why.chosen, self._words
        badge, symbology = scan.text, scan.symbology
        self.pin.set_busy(True)
        self._bridge.run(lambda: staff.approve_by_chip(badge, symbology, needed, reason, words), self._yes, self._no)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        return {1: FunctionKey(self.tr("Help")), 9: FunctionKey(self.tr("Approve"), primary=True, finishing=True)}

    def handle_function(self, number: int) -> None:
        """F9 sends the PIN."""
        if number == 1:
            self.pin.say(
                self.tr("Arrows choose who, Tab goes on to the reason; type the PIN, press Enter. Esc goes back.")
            )
        elif number == 9:
            self.pin.submit()
