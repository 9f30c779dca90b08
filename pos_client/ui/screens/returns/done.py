"""What to hand over after a return: the cash large, every tender, the paper. The next sale already accepts scans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from pos_client.services.bundle import Services
from pos_client.services.returning.returns_views import ReturnedView
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.done import DoneScreen, Paper
from pos_client.ui.screens.returns.refund_rows import ICONS
from pos_client.ui.widgets import ListRow, Rule, empty, label, margins, panel


class ReturnedScreen(DoneScreen):
    """Shows the return or the post-void just written; `shown` is its view."""

    name = "returned"

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._read: Callable[[], ReturnedView] | None = None
        self.shown: ReturnedView | None = None
        self.note = label("", "small", "ink_2", wrap=True)
        words = panel("plain")
        inner = QVBoxLayout(words)
        margins(inner, 16, 12, 16, 12, 4)
        inner.addWidget(self.note)
        self._beside.addWidget(words)
        self._beside.addStretch(1)

    def show_what(self, read: Callable[[], ReturnedView]) -> None:
        """Take what was just written, asked anew by `read` as its paper fares; call before the screen is shown."""
        self._read = read
        self.refresh()

    def refresh(self) -> None:
        """Show the return and what is known of its paper by now."""
        if self._read is None or not self.is_attached:
            return
        view = self.shown = self._read()
        self.caption.setText(
            self.tr("Give the customer") if view.cash > 0
            else self.tr("Take from the customer") if view.cash
            else self.tr("Given back, no cash")
        )  # fmt: skip
        self.amount.set_style("change" if view.cash else "total")
        self.amount.set_parts(self.formatter.money_parts(abs(view.cash) or view.total, view.currency))
        done = self.tr("Post-void · {receipt}") if view.is_post_void else self.tr("Returned · {receipt}")
        self.done.setText(done.format(receipt=view.receipt_number))
        notes_from = int(self._services.desk.replica.live.settings.get("notes_from", "0"))
        self.show_pieces(sorted(Counter(view.cash_pieces).items(), reverse=True), view.currency, notes_from)
        self._show_refunds(view)
        self._show_print(view)
        self.box.set_text(self.tr("Scan the next product"))
        self.note.setText(
            self.tr("Receipt {receipt} is taken back whole. The first scan begins the next sale.").format(
                receipt=view.original_receipt
            )
            if view.is_post_void
            else self.tr("The customer gets the money and this receipt. The first scan begins the next sale.")
        )
        self.keys_changed.emit()

    def _show_refunds(self, view: ReturnedView) -> None:
        empty(self._listed)
        classes = {kind.names: kind.tender_class.value for kind in self._services.desk.replica.live.tender_kinds()}
        for names, amount in view.refunds:
            icon = ICONS.get(classes.get(names, ""), "wallet")
            figure = self.formatter.money(amount, view.currency)
            name = self.formatter.name(names) if names else self.tr("Exchange: paid new goods")
            second = self.tr("Given back") if amount > 0 else self.tr("Taken in")
            self._listed.addWidget(ListRow(name, second, icon=icon, icon_tone="good", figure=figure))
            self._listed.addWidget(Rule())
        if view.cash_rounding:
            figure = self.formatter.money(view.cash_rounding, view.currency)
            self._listed.addWidget(ListRow(self.tr("Cash rounding"), icon="scale", figure=figure))

    def _show_print(self, view: ReturnedView) -> None:
        self.show_paper(Paper(view.receipt_number, view.print_state, view.print_job), self._paper_texts(view))

    def _paper_texts(self, view: ReturnedView) -> dict[str, tuple[str, str, str]]:
        lines = self.tr("%n line(s)", "", view.line_count) if view.line_count else ""
        failed = device_message("printer", view.print_code).second
        if view.is_post_void:
            of = self.tr("of receipt {receipt}").format(receipt=view.original_receipt)
            return {
                "printed": (self.tr("Slip of the post-void printed"), of, "good"),
                "printing": (self.tr("Slip of the post-void is being printed"), of, "ink_2"),
                "failed": (self.tr("Slip of the post-void not printed"), failed, "bad"),
                "unknown": self.unknown_texts(),
                "off": (self.tr("No printer"), self.tr("The post-void is in the journal."), "ink_2"),
            }
        return {
            "printed": (self.tr("Return receipt printed"), lines, "good"),
            "printing": (self.tr("Return receipt is being printed"), lines, "ink_2"),
            "failed": (self.tr("Return receipt not printed"), failed, "bad"),
            "unknown": self.unknown_texts(),
            "off": (self.tr("No printer"), self.tr("The return is in the journal."), "ink_2"),
        }
