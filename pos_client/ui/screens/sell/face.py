"""What the sell screen shows: its parts, and a `BasketView` rendered in them. Main thread only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.services.views import AgePrompt, BasketView, ErrorRow, LineView
from pos_client.ui.frame.screen import Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.sell.age import AgeBanner
from pos_client.ui.screens.sell.basket_table import BasketTable, TableHead
from pos_client.ui.screens.sell.empty import EmptyBasket
from pos_client.ui.screens.sell.one_box import Mode, OneBox
from pos_client.ui.screens.sell.ports import Checkout, LastReceipt
from pos_client.ui.screens.sell.side import SidePane
from pos_client.ui.screens.sell.totals import CountStrip, TotalsSlab
from pos_client.ui.widgets import TearLine, panel

_AGE = "age"


class SellFace(Screen):
    """The table with its totals, the box, the pane beside it, and the banner that asks for the papers.

    Signal: `age_answered(bool)`, True when the papers were seen.
    """

    age_answered = Signal(bool)

    def __init__(self, checkout: Checkout, last: LastReceipt, *, features: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._checkout = checkout
        self._last = last
        self._features = features
        self._view: BasketView = checkout.view()
        self._showing = False
        self._counted: tuple[BasketView | None, int] = (None, 0)
        self._age_shown: AgePrompt | None = None
        self.table = BasketTable()
        self.head = TableHead()
        self.count = CountStrip()
        self.totals = TotalsSlab()
        self.box = OneBox()
        self.side = SidePane()
        self.empty = EmptyBasket()
        self._build()

    def _build(self) -> None:
        # from the outside in: whatever is put into something gets the style anew with all that it holds already
        left = panel()
        self._right = QWidget()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, 1)
        self._row.addWidget(self._right)
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._middle = QStackedWidget()
        for part, stretch in ((self.head, 0), (self._middle, 1), (TearLine(), 0), (self.count, 0), (self.totals, 0)):
            column.addWidget(part, stretch)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.addWidget(self.box)
        self._right_column.addWidget(self.side, 1)
        self.setFocusProxy(self.box.field)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._show_count())

    # what it shows

    @property
    def view(self) -> BasketView:
        """The state on the screen."""
        return self._view

    def show_view(self, view: BasketView) -> None:
        """Render a state; also called from outside after another screen changed the basket."""
        self._view = view
        self._showing = True  # the table scrolls while it takes the view: the counts follow once, below
        is_empty = not view.lines and not view.errors
        self._middle.setCurrentWidget(self.empty if is_empty else self.table)
        if is_empty:
            self.empty.show_last(self._last.last_receipt(), self.formatter)
        self.table.show_view(view, self.formatter)
        self.totals.show_view(view, self.formatter)
        self._showing = False
        self._show_count()
        self._show_age()
        if self.box.mode is Mode.PRODUCT and not self.box.text:
            self._say_rest()
        self.keys_changed.emit()

    def refresh(self) -> None:
        """Ask the service and render."""
        self.show_view(self._checkout.view())

    def show_news(self) -> None:
        """Another catalogue holds: its quick keys, and the basket as it stands now."""
        self.side.quick.show_keys(self._checkout.quick_keys(), self.formatter)
        self.refresh()

    def _show_count(self) -> None:
        """Show the counts, unless they are shown: a table that lays itself out scrolls more than once."""
        if self._showing:
            return
        above = self.table.lines_above()
        if self._counted[0] is not self._view or self._counted[1] != above:
            self._counted = (self._view, above)
            self.count.show_view(self._view, above, self.formatter)

    def _show_age(self) -> None:
        if not self.is_attached:
            return
        prompt = self._view.age_prompt
        if prompt == self._age_shown:
            return
        self._age_shown = prompt
        if prompt is None:
            self.shell.clear_banner(_AGE)
            return
        banner = AgeBanner(prompt, self.formatter)
        banner.answered.connect(self.age_answered)
        self.shell.show_banner(_AGE, banner)

    def _drop_age(self) -> None:
        self._age_shown = None
        if self.is_attached:
            self.shell.clear_banner(_AGE)

    def _rest_words(self) -> str:
        return self.tr("Find by name") if self._view.errors else self.tr("Scan or type")

    def _say_rest(self) -> None:
        self.box.say(self._rest_words())

    def entered(self) -> None:
        self.refresh()
        self.box.field.setFocus()

    def left(self) -> None:
        self._drop_age()

    def retranslate(self) -> None:
        self.side.retranslate(self.formatter)
        self.side.quick.show_keys(self._checkout.quick_keys(), self.formatter)
        self.table.strip.retranslate()
        later = message("later_release", formatter=self.formatter).what
        self.table.strip.key("elsewhere").setEnabled(6 in self._features)
        self.table.strip.key("elsewhere").setToolTip("" if 6 in self._features else later)
        self.head.update()
        self._drop_age()

    def restyle(self) -> None:
        theme = self.theme
        self._right.setFixedWidth(theme.frame("side"))
        self._right_column.setSpacing(theme.px(8 if theme.is_small else 12))
        self._row.setSpacing(theme.frame("gap"))
        for part in (self.head, self.count, self.totals, self.box, self.side, self.table):
            part.restyle()
        self.refresh()

    def side_opened(self) -> None:
        self._right.hide()
        self.table.set_keys_shown(False)
        self.count.set_keys_act(act=False)
        self.empty.set_narrow(narrow=self.theme.is_small)

    def side_closed(self) -> None:
        self._right.show()
        self.table.set_keys_shown(True)
        self.count.set_keys_act(act=True)
        self.empty.set_narrow(narrow=False)

    # what stands in it

    def _line(self, line_id: int) -> LineView | None:
        return next((line for line in self._view.lines if line.line_id == line_id and not line.is_voided), None)

    @property
    def target_line(self) -> int:
        """The line that keys are for, 0 for none."""
        return self._target()

    def _target(self) -> int:
        """The line that keys are for: the chosen one, else the last one, 0 for none."""
        if self._line(self.table.chosen_line) is not None:
            return self.table.chosen_line
        return next((line.line_id for line in self._view.lines if line.is_last and not line.is_voided), 0)

    def _open_error(self) -> ErrorRow | None:
        return self._view.errors[-1] if self._view.errors else None
