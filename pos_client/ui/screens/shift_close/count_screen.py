"""Counting a till at the end of a shift, blind: own cash by pieces, foreign cash, then every other tender.

Every figure goes to the service at once, which keeps it: after a power cut the screen comes back with what was
counted. Nothing here knows what is expected.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.shift.shift_views import CountKind, CountView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.screens.counting import CountSide, PiecesPage
from pos_client.ui.screens.counting.notes import is_note
from pos_client.ui.screens.shift_close.figures_page import FiguresPage
from pos_client.ui.screens.shift_close.head import CASH, TENDERS, CloseHead
from pos_client.ui.screens.shift_close.overview import Overview
from pos_client.ui.widgets import KeyGuard, margins


class CountScreen(Screen):
    """Signals: `compare_wanted()`, `give_up_wanted()` (Esc on the first page), `read_wanted(str)` with a tender id,
    `drawer_wanted()`, `refused(str, object)` with a message code and details, and what every screen has.

    Attributes: `pages`, one for each tender in pieces, and `figures` (None when every tender is counted in pieces).
    """  # noqa: D205 - the list of signals is long

    name = "shift_count"
    compare_wanted = Signal()
    give_up_wanted = Signal()
    read_wanted = Signal(str)
    drawer_wanted = Signal()
    refused = Signal(str, object)
    lock_wanted = Signal()
    more_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, guard: KeyGuard) -> None:
        super().__init__()
        self._services = services
        self._shape: tuple[tuple[str, tuple[int, ...]], ...] = ()
        self._view: CountView | None = None
        self._at = 0
        self._is_narrow = False  # a side panel stands in the right column
        self._round = ("", 0)  # the shift and the count that were in front last
        self.pages: list[tuple[str, PiecesPage]] = []
        self.figures: FiguresPage | None = None
        self.overview: Overview | None = None
        self.head = CloseHead()
        self.side = CountSide(guard)
        self._stack = QStackedWidget()
        outer = QHBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.head)
        self._switch_place = QHBoxLayout()
        left.addLayout(self._switch_place)
        left.addWidget(self._stack, 1)
        outer.addLayout(left, 1)
        outer.addWidget(self.side)
        self.side.drawer_key.show()
        self.side.drawer_key.clicked.connect(lambda _c=False: self.drawer_wanted.emit())
        self.side.confirm_key.clicked.connect(lambda _c=False: self._confirmed())

    # --- its pages

    def _shape_of(self, view: CountView) -> tuple[tuple[str, tuple[int, ...]], ...]:
        return tuple((kind.tender_id, tuple(field.value for field in kind.fields)) for kind in view.kinds)

    def _build_pages(self, view: CountView) -> None:
        """Make the pages of this count; another store's rules may have other tenders."""
        for old in filter(None, [self._stack.widget(at) for at in range(self._stack.count())]):
            self._stack.removeWidget(old)
            old.deleteLater()
        for _tender, page in self.pages:
            page.switch.hide()
            page.switch.deleteLater()
        self.pages, self._at, self._shape = [], 0, self._shape_of(view)
        self.overview = Overview(view.kinds)
        for kind in view.kinds:
            if kind.fields:
                self._add_page(kind, self.overview if not self.pages else None)
        plain = [kind for kind in view.kinds if not kind.fields]
        self.figures = FiguresPage(plain, self._set_amount) if plain else None
        if self.figures is not None:
            self.figures.read_wanted.connect(self.read_wanted)
            self.figures.finished.connect(self._page_done)
            self.figures.focused.connect(self._show_side)
            self._stack.addWidget(self.figures)
        self._fit_pages()

    def _add_page(self, kind: CountKind, below: QWidget | None) -> None:
        values = [field.value for field in kind.fields]
        page = PiecesPage(values, is_note=is_note(self._services.desk, kind.currency), below=below)
        page.typed.connect(partial(self._set_pieces, kind.tender_id))
        page.finished.connect(self._page_done)
        page.focused.connect(lambda _value: self._show_side())
        self._switch_place.addWidget(page.switch)
        self.pages.append((kind.tender_id, page))
        self._stack.addWidget(page)

    def _fit_pages(self) -> None:
        self.side.fit(self.theme)
        self.side.setHidden(self._is_narrow)
        for _tender, page in self.pages:
            page.set_small(self.theme.is_small or self._is_narrow, compact=self.theme.is_small and self._is_narrow)
            page.switch.setVisible(page.needs_switch and page is self._stack.currentWidget())

    def _page(self) -> PiecesPage | None:
        return self.pages[self._at][1] if self._at < len(self.pages) else None

    @property
    def _last(self) -> int:
        return self._stack.count() - 1

    def show_page(self, at: int) -> None:
        """Bring a page to the front and the cursor into what is missing there."""
        self._at = max(0, min(self._last, at))
        self._stack.setCurrentIndex(self._at)
        self._fit_pages()
        page = self._page()
        missing = page.focus_first() if page is not None else self.figures is not None and self.figures.focus_first()
        if page is None and self.figures is not None:
            for row in self.figures.rows:
                if row.kind.can_read and row.kind.state == "waiting":
                    self.read_wanted.emit(row.kind.tender_id)
        self.refresh()
        if not missing and self._at == self._last and not self._cause():
            self.side.offer_confirm()

    def show_tender(self, tender_id: str) -> None:
        """Bring the page of a tender to the front, to be counted again."""
        self.refresh(fill=True)
        places = [tender for tender, _page in self.pages]
        self.show_page(places.index(tender_id) if tender_id in places else self._last)

    def entered(self) -> None:
        """Show the count as it is kept; go where something is missing."""
        if not self._services.closing.is_counting or self._services.closing.is_compared:
            return
        view = self._services.closing.count_view()
        if self._shape != self._shape_of(view):
            self._build_pages(view)
        self.refresh(fill=True)
        round_now = (view.shift.shift_id, view.round)
        is_new = round_now != self._round or not any(page.counted() for _tender, page in self.pages)
        self._round = round_now
        first = next((n for n, (_tender, page) in enumerate(self.pages) if page.rows_left), self._last)
        self.show_page(first if is_new else self._at)

    # --- what is counted

    def _set_pieces(self, tender_id: str, value: int, pieces: int | None) -> None:
        try:
            self._services.closing.set_pieces(tender_id, value, pieces)
        except ServiceError as error:
            self.refused.emit(error.code, error.details)
        self.refresh()

    def _set_amount(self, tender_id: str, amount: int | None, slips: int | None) -> CountKind | None:
        try:
            view = self._services.closing.set_amount(tender_id, amount, slips)
        except ServiceError as error:
            if error.code != "bad_count":
                self.refused.emit(error.code, error.details)
            return None
        self._view = view
        self._show_side()
        return next(kind for kind in view.kinds if kind.tender_id == tender_id)

    def terminal_answered(self) -> None:
        """The terminal said something: show it, and go on to what is still missing."""
        self.refresh()
        row = self.figures.row_at_work() if self.figures is not None else None
        if self.figures is not None and row is not None and not row.kind.fields_left and self._view is not None:
            if self._cause():
                self.figures.focus_first()
            else:
                self.side.offer_confirm()

    def refresh(self, *, fill: bool = False) -> None:
        """Show the count as the service has it; `fill` writes the fields too."""
        closing = self._services.closing
        if not closing.is_counting or closing.is_compared or not self.is_attached or not self._shape:
            return
        view = self._view = closing.count_view()
        by_id = {kind.tender_id: kind for kind in view.kinds}
        for tender_id, page in self.pages:
            if fill:
                page.set_pieces({field.value: field.pieces for field in by_id[tender_id].fields})
            page.show_in(self.formatter, by_id[tender_id].currency)
        if self.figures is not None:
            plain = [kind for kind in view.kinds if not kind.fields]
            self.figures.show_kinds(plain, self.formatter, fill=fill)
        if self.overview is not None:
            self.overview.show_kinds(view.kinds, self.formatter, self._kind_at_work(view).tender_id)
        self.head.show_shift(view.shift, CASH if self._at == 0 else TENDERS, self)
        self._show_side()

    def _kind_at_work(self, view: CountView) -> CountKind:
        tender_id = self.pages[self._at][0] if self._at < len(self.pages) else ""
        if not tender_id and self.figures is not None:
            row = self.figures.row_at_work() or self.figures.rows[0]
            tender_id = row.kind.tender_id
        return next((kind for kind in view.kinds if kind.tender_id == tender_id), view.kinds[0])

    # --- beside the count

    def _show_side(self) -> None:
        view = self._view
        if view is None or not self.is_attached:
            return
        kind, side, page = self._kind_at_work(view), self.side, self._page()
        name = self.formatter.name(kind.names)
        if page is not None:
            done = len(page.rows) - page.rows_left
            side.progress.setText(self.tr("{done} of {all} kinds counted").format(done=done, all=len(page.rows)))
            row = page.row_at_work()
            value = self.formatter.money(row.value, kind.currency, trim=True) if row is not None else ""
            side.asked.setText(self.tr("Pieces of {value}").format(value=value) if row is not None else "")
            side.set_rule(self.tr("empty counts 0"))
        else:
            left = sum(bool(one.fields_left) for one in view.kinds)
            side.progress.setText(self.tr("%n tender(s) left", "", left) if left else self.tr("everything is counted"))
            side.asked.setText("")
            side.set_rule("")
        side.so_far.setText(self.tr("{tender}, counted so far").format(tender=name) if page is not None else name)
        side.set_note(self.tr("blind: expected comes after the count"))
        side.amount.set_parts(self.formatter.money_parts(kind.so_far, kind.currency))
        side.set_money(page is None)
        cause = self._cause()
        side.confirm_key.set_caption(self._confirm_caption())
        side.confirm_key.set_cause(cause)
        side.set_ready(not cause)
        self.keys_changed.emit()

    def _confirm_caption(self) -> str:
        return self.tr("Confirm count") if self._at == self._last else self.tr("Next step")

    def _cause(self) -> str:
        page, view = self._page(), self._view
        if self._at < self._last:
            left = page.rows_left if page is not None else 0
            return self.tr("%n kind(s) left", "", left) if left else ""
        if view is None:
            return self.tr("Nothing is counted")
        if any(kind.state == "reading" for kind in view.kinds):
            return self.tr("The terminal is being asked")
        left = view.fields_left
        return self.tr("%n field(s) left", "", left) if left else ""

    def _page_done(self) -> None:
        """Enter in the last field: to the next page, or to what is left, or to the confirming key."""
        if self._at < self._last:
            self.show_page(self._at + 1)
        elif not self._cause():
            self.side.offer_confirm()
        else:
            self._go_to_missing()

    def _go_to_missing(self) -> None:
        place = next((n for n, (_tender, page) in enumerate(self.pages) if page.rows_left), self._last)
        self.show_page(place)

    def _confirmed(self) -> None:
        if self._cause():
            return
        if self._at < self._last:
            self.show_page(self._at + 1)
        else:
            self.compare_wanted.emit()

    # --- what a screen is

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.side.drawer_key.set_caption(self.tr("Drawer"))
        self.side.retranslate(self.tr("Next"), self.formatter.decimal_sign)
        self.refresh()

    def side_opened(self) -> None:
        """A panel takes the right column."""
        self._set_narrow(True)

    def side_closed(self) -> None:
        """The right column is free again."""
        self._set_narrow(False)

    def _set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - the room there is
        self._is_narrow = self.head.is_narrow = narrow
        self._fit_pages()
        self.refresh()

    def restyle(self) -> None:
        """Two lists side by side where they fit, one with a switch at 1024."""
        self._fit_pages()
        self.refresh()

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._cause()
        last = self._at == self._last
        keys = {
            1: FunctionKey(self.tr("Help")),
            4: FunctionKey(self.tr("Clear")),
            7: FunctionKey(self.tr("Drawer")),
            9: FunctionKey(self.tr("Confirm") if last else self.tr("Next"), cause, primary=not cause, finishing=True),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }
        if self._page() is None and self.figures is not None and any(r.kind.can_read for r in self.figures.rows):
            keys[5] = FunctionKey(self.tr("Terminal"))
        return keys

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of counting."""
        return (
            ("0–9", self.tr("Pieces, or an amount; comma and point are one key")),
            ("Enter", self.tr("Next field; an empty field of pieces or slips counts 0")),
            ("↑ ↓", self.tr("Another field")),
        )

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            4: self._clear,
            5: self._read,
            7: self.drawer_wanted.emit,
            9: self._confirmed,
            11: self.more_wanted.emit,
            12: self.lock_wanted.emit,
        }
        acts[number]()

    def _clear(self) -> None:
        page = self._page()
        if page is not None:
            page.clear_row()
        elif self.figures is not None:
            self.figures.clear()

    def _read(self) -> None:
        """Ask the terminal of the row at work, else the first that can be asked."""
        if self.figures is None:
            return
        row = self.figures.row_at_work()
        rows = [row] if row is not None and row.kind.can_read else [r for r in self.figures.rows if r.kind.can_read]
        if rows and rows[0].kind.state != "reading":
            self.read_wanted.emit(rows[0].kind.tender_id)

    def handle_scan(self, scan: ScanLike) -> None:
        """Nothing is sold during a count."""
        self.refused.emit("counting", ())

    def handle_escape(self) -> None:
        """To the page before; from the first one ask whether the count is given up."""
        if self._at > 0:
            self.show_page(self._at - 1)
        else:
            self.give_up_wanted.emit()
