"""Elsewhere (F6): a product, what is here, and who else has it, each figure with its age. Nothing is sold here.

A scan or a name shows another product. Figures are read on a worker; F5 asks the centre for every location.
Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.catalogue import Product
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.network.stock import LocationStock, StockAnswer, StockView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.models.basket_rows import shown_code
from pos_client.ui.screens.line.words import LineWords
from pos_client.ui.screens.sell.one_box import Mode, OneBox
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, TearLine, empty, hint, label, margins, panel, restyle
from pos_client.ui.widgets.row_table import Column, RowTable, RowTexts

SEARCH_AFTER_MS = 60
AGES_MS = 5_000
RESULT_ROWS = {"small": 5, "wide": 6}
OLD_SECONDS = 15 * 60  # a figure above this age is marked
AGE_COLUMN = 3
SIDE = {"small": 350, "middle": 404, "wide": 616}


class ElsewhereScreen(Screen):
    """Signals: `back_wanted()`, `help_wanted()`, `more_wanted()`, `lock_wanted()`, `line_wanted()`.

    `tone_wanted(str)` with "good" or "bad".
    """

    name = "elsewhere"
    back_wanted = Signal()
    help_wanted = Signal()
    more_wanted = Signal()
    lock_wanted = Signal()
    line_wanted = Signal()
    tone_wanted = Signal(str)

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._words = LineWords()
        self._product: Product | None = None
        self._asking = False
        self.view: StockView | None = None
        self.title = ElidedLabel("", "heading")
        self.codes = ElidedLabel("", "body", "ink_2")
        self.here = label("", "figure", align=Qt.AlignmentFlag.AlignRight)
        self.here_caption = label("", "small", "ink_2", align=Qt.AlignmentFlag.AlignRight)
        self.state = label("", "small", "ink_2", wrap=True)
        self.table = RowTable(marked_column=AGE_COLUMN, mark_tone="warn")
        self.box = OneBox()
        self._hints = QVBoxLayout()
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self._search_now)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES_MS)
        self._ages.timeout.connect(self._read)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        margins(row, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(look().theme.px(8))
        head = panel("plain")
        inner = QHBoxLayout(head)
        margins(inner, 20, 10, 20, 10, 16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.codes)
        inner.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self.here)
        figures.addWidget(self.here_caption)
        inner.addLayout(figures)
        left.addWidget(head)
        left.addWidget(self.state)
        left.addWidget(self.table, 1)
        row.addLayout(left, 1)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        margins(column, 0, 0, 0, 0, 8)
        column.addWidget(self.box)
        self._side = panel("plain")
        self._side.setLayout(self._hints)
        margins(self._hints, 16, 14, 16, 14, 10)
        column.addWidget(self._side)
        column.addStretch(1)
        row.addWidget(self._right)
        self.setFocusProxy(self.box.field)
        self.box.edited.connect(self._edited)
        self.box.results.taken.connect(self._take_hit)

    # the product

    def show_product(self, sku: str) -> None:
        """Show the stock of a product; "" asks for one."""
        self._product = self._services.desk.replica.catalogue.product(sku) if sku else None
        self.view = None
        self._rest()
        self._show()
        self._read()

    def entered(self) -> None:
        """The box takes what is typed."""
        self.box.field.setFocus()
        self._ages.start()
        self._show()

    def left(self) -> None:
        """Look no more."""
        self._ages.stop()
        self._search.stop()

    def _read(self) -> None:
        """Read the region's figures, on a worker."""
        product = self._product
        if product is None:
            return
        stock = self._services.network_stock
        price = self._services.checkout.shelf_price(product)

        def found(view: StockView) -> None:
            if product is not self._product:
                return  # another one was asked for meanwhile
            if self.view is None or self.view.asked_at is None:
                self.view = view
            self._show()

        self._bridge.run(lambda: stock.look(product, price), found, self._failed)

    def _failed(self, error: Exception) -> None:
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        self.shell.toast(message(code, formatter=self.formatter).text, state="refused")
        if not isinstance(error, ServiceError):
            raise error

    def ask(self) -> None:
        """Ask the centre for every location."""
        product, stock = self._product, self._services.network_stock
        if product is None or self._asking:
            return
        try:
            future = stock.ask(product.sku)
        except ServiceError as error:
            self._failed(error)
            return
        self._asking = True
        self._bridge.deliver(future, lambda answer: self._answered(product, answer), self._not_answered)
        self.keys_changed.emit()

    def _answered(self, product: Product, answer: StockAnswer) -> None:
        self._asking = False
        if product is self._product and self.view is not None:
            self.view = self._services.network_stock.take_answer(self.view, answer)
        self._show()

    def _not_answered(self, _error: Exception) -> None:
        self._asking = False
        self.shell.toast(message("stock_no_answer", formatter=self.formatter).text, state="waiting")
        self._show()

    # the box

    def _edited(self, text: str) -> None:
        if text.strip():
            self._search.start()
        else:
            self._search.stop()
            self.box.clear_hits()
            self._say_rest()

    def _search_now(self) -> None:
        self._search.stop()
        text = self.box.text.strip()
        hits = self._services.checkout.search(text, self.formatter.language) if text else ()
        rows = RESULT_ROWS["wide" if look().theme.is_wide else "small"]
        self.box.results.show_hits(hits, rows, self.formatter, self._services.desk.store.currency)
        self.box.say_found(len(hits))

    def _take_hit(self, at: int) -> None:
        self.show_product(self.box.results.hits[at].sku)

    def _enter(self) -> None:
        if self._search.isActive():
            self._search_now()
        text, hits = self.box.text.strip(), self.box.results.hits
        named = self._services.checkout.product_of(text) if text else None
        if named is not None:
            self.show_product(named.sku)
        elif hits:
            self._take_hit(self.box.results.chosen)
        elif text:
            self._unknown()

    def handle_scan(self, scan: ScanLike) -> None:
        """Show the scanned product; nothing is sold."""
        named = self._services.checkout.product_of(scan.text, scan.symbology)
        if named is None:
            self._unknown()
            return
        self.tone_wanted.emit("good")
        self.show_product(named.sku)

    def _unknown(self) -> None:
        self.tone_wanted.emit("bad")
        self.shell.toast(self.tr("No product has this code. Find it by its name."), state="waiting")

    def _rest(self) -> None:
        self._search.stop()
        self.box.set_mode(Mode.PRODUCT)
        self._say_rest()

    def _say_rest(self) -> None:
        self.box.say(self.tr("Scan or type"))

    # what is shown

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self._say_rest()
        if self.is_attached:
            self._show()
            self._show_hints()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self._right.setFixedWidth(theme.px(SIDE["small" if theme.is_small else "wide" if theme.is_wide else "middle"]))
        restyle(self.title, kind="heading" if theme.is_wide else "title")
        self.box.restyle()
        self.table.restyle()
        if self.is_attached:
            self._show()
            self._show_hints()

    def _show(self) -> None:
        self._show_columns()
        self._show_head()
        view = self.view
        rows = view.rows if view is not None else ()
        self.table.show_rows([self._row(place, row) for place, row in enumerate(rows)], keep=True)
        self.state.setText(self._state_text())
        self.keys_changed.emit()

    def _show_columns(self) -> None:
        narrow = look().theme.is_small
        self.table.set_columns(
            Column(self.tr("Stores and warehouses"), 0),
            Column(self.tr("Available"), 96 if narrow else 130, right=True),
            Column(self.tr("Reserved"), 96 if narrow else 130, right=True),
            Column(self.tr("Figure is"), 184 if narrow else 210, right=True),
        )

    def _show_head(self) -> None:
        product = self._product
        if product is None:
            self.title.setText(self.tr("Who has it?"))
            self.codes.setText(self.tr("Scan a product, or type its name."))
            self.here.setText("")
            self.here_caption.setText("")
            return
        self.title.setText(self.formatter.name(product.names))
        price = self._services.checkout.shelf_price(product)
        currency = self._services.desk.store.currency
        parts = [f"sku {product.sku}", shown_code(product.gtin) if product.gtin else ""]
        parts.append(self.formatter.money(price, currency, symbol=True) if price else "")
        self.codes.setText(" · ".join(part for part in parts if part))
        here = self.view.here if self.view is not None else None
        known = self.view is not None and self.view.is_known
        told = here is not None and here.is_told
        self.here.setText(self._quantity(here.available) if here is not None and told else "—" if known else "")
        restyle(self.here, tone="ink" if here is not None and here.available > 0 else "warn")
        self.here_caption.setText(self.tr("available here") if known else "")

    def _quantity(self, thousandths: int) -> str:
        text = self.formatter.thousandths(thousandths)
        unit = self._product.unit if self._product is not None else None
        return text if unit is None or unit.value == "pc" else f"{text} {self.formatter.unit(unit)}"

    def _row(self, place: int, row: LocationStock) -> RowTexts:
        name = row.name or row.location_id
        kind = self.tr("here") if row.is_here else self.tr("warehouse") if row.is_warehouse else ""
        now = self._services.desk.clock()
        as_of = row.as_of
        old = as_of is None or (now - as_of).total_seconds() > OLD_SECONDS
        if as_of is None:
            age = self.tr("age unknown") if row.is_told else self.tr("not told yet")
        elif row.is_here and not old:
            age = self.tr("now")
        else:
            age = self.tr("{age} old").format(age=self._words.span(now - as_of))
        available, reserved = self._quantity(row.available), self._quantity(row.reserved)
        texts = (name, available, reserved, age) if row.is_told else (name, "—", "—", age)
        aside = self.tr("{count} unavailable").format(count=self._quantity(row.unavailable)) if row.unavailable else ""
        silent = ""
        if row.tills_heard_at is not None:
            silent = self.tr("its tills were last heard {age} ago").format(
                age=self._words.span(now - row.tills_heard_at)
            )
        under = " · ".join(part for part in (kind, aside, silent) if part)
        return RowTexts(place, texts, (under, "", "", ""), marked=old)

    def _state_text(self) -> str:
        if self._product is None:
            return ""
        if self.view is None:
            return self.tr("Reading")
        if not self.view.is_known:
            return message("stock_not_followed", formatter=self.formatter).text
        if self.view.asked_at is not None:
            return self.tr("The whole network, asked {time}").format(time=self.formatter.time(self.view.asked_at))
        online = self._services.line.is_online
        told = self.tr("This region; F5 asks the whole network.") if online else self.tr("This region, as last told.")
        return told if online else f"{self._words.title(self._services.line.view)}. {told}"

    def _show_hints(self) -> None:
        empty(self._hints)
        self._hints.addWidget(label(self.tr("What the figures say"), "strong"))
        for icon, text in (
            ("store", self.tr("Available is on hand less reserved and unavailable.")),
            ("receipt-text", self.tr("Sales of this register count here at once, online or not.")),
            ("clock", self.tr("A figure is as old as its last word from the centre; old ones are marked.")),
        ):
            self._hints.addWidget(hint(icon, text)[0])
        self._hints.addWidget(TearLine())
        scan = self.tr("A scan goes to the one box and sells nothing.")
        self._hints.addWidget(hint("scan-barcode", scan)[0])

    # keys

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = "" if self._product is not None else self.tr("Scan a product first")
        if not cause and not self._services.line.is_online:
            cause = self.tr("Needs the line")
        if not cause and self._asking:
            cause = self.tr("The centre is being asked")
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            5: FunctionKey(self.tr("Ask all"), cause=cause),
            6: FunctionKey(self.tr("The line")),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return what else acts here."""
        return (("↑ ↓", self.tr("Walk the results, else the locations")), ("Esc", self.tr("Back to the basket")))

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            2: self._find,
            5: self.ask,
            6: self.line_wanted.emit,
            11: self.more_wanted.emit,
            12: self.lock_wanted.emit,
        }
        if number in acts:
            acts[number]()

    def _find(self) -> None:
        self._rest()
        self.box.field.setFocus()

    def handle_escape(self) -> None:
        """Clear the box; else back to the basket, which is as it was."""
        if self.box.text or self.box.results.hits:
            self._rest()
        else:
            self.back_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.box.results.hits:
            self.box.results.move_choice(-1 if key == Qt.Key.Key_Up else 1)
        elif not self.table.take_key(key):
            super().keyPressEvent(event)
