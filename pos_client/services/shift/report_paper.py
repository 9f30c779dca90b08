"""X and Z on paper: figures turned into groups of rows, in the store's language. Pure but for the names it looks up.

A blind X shows how often each tender was used and nothing that tells what should be in the drawer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from pos_client.db.replica import Live
from pos_client.domain.money import Currency, currency
from pos_client.domain.receipt import ReportGroup, ReportRow, Words, figures
from pos_client.domain.tender import TenderClass
from pos_client.services.reasons import reason_on_paper
from sync.protocol.events import ShiftFigures, TaxPart, TenderFigures, ZBody, ZTenderPart, parse_instant

OWN_CASH = "cash"


def blind(found: ShiftFigures) -> ShiftFigures:
    """Return figures without what each tender took, and so without what it should hold now."""
    tenders = tuple(
        TenderFigures(
            tender_id=row.tender_id,
            tender_class=row.tender_class,
            currency=row.currency,
            payments=row.payments,
            refunds=row.refunds,
        )
        for row in found.tenders
    )
    kept = {name: getattr(found, name) for name in found.__struct_fields__}
    return ShiftFigures(**(kept | {"tenders": tenders, "expected_cash": 0, "slips_taken_total": 0}))


class ReportPaper(Struct, frozen=True):
    """Groups of one report. `name_of` gives the short name of a staff id."""

    live: Live
    words: Words
    name_of: Callable[[str], str]

    def x_groups(self, found: ShiftFigures, *, shows_expected: bool, head_seq: int, head: str) -> list[ReportGroup]:
        """Return the groups of an X report."""
        tenders = self._tenders(found) if shows_expected else self._tender_counts(found)
        drawer = [self._cash_moves(found, shows_expected=shows_expected)]
        return [*self._turnover(found), tenders, *drawer, *self._tables(found), self._chain(head_seq, head)]

    def z_groups(self, body: ZBody, seq: int, short_hash: str) -> list[ReportGroup]:
        """Return the groups of a Z report, whose own event is `seq`."""
        found = body.figures
        return [
            self._span(body),
            *self._turnover(found),
            self._tenders(found),
            self._cash_moves(found, shows_expected=True),
            self._comparison(body),
            *self._left_open(body),
            *self._tables(found),
            self._chain(seq, short_hash, body),
        ]

    # --- groups

    def _span(self, body: ZBody) -> ReportGroup:
        store = self.live.store
        rows = [ReportRow("report_forgotten", bold=True)] if body.forgotten else []
        for code, at, who in (("opened", body.opened_at, body.opened_by), ("closed", body.closed_at, body.closed_by)):
            moment = figures.moment(parse_instant(at), store.timezone, self.words)
            rows += [ReportRow(f"report_{code}", value=moment), ReportRow("report_by", value=self.name_of(who))]
        if body.approved_by:
            rows.append(ReportRow("approved_by", value=self.name_of(body.approved_by)))
        return ReportGroup("", tuple(rows))

    def _turnover(self, found: ShiftFigures) -> list[ReportGroup]:
        net = found.sales_total - found.returns_total - found.post_voids_total
        rows = [
            self._counted("report_sales", found.sales, found.sales_total),
            self._counted("report_returns", found.returns, -found.returns_total),
            self._counted("report_post_voids", found.post_voids, -found.post_voids_total),
            ReportRow("report_turnover", net, bold=True),
        ]
        more = (
            ("report_rounding", found.sale_rounding - found.refund_rounding),
            ("report_exchanged", found.exchanged),
            ("discounts", -found.saved),
            ("charges", found.charges),
            ("report_empties", -found.empties),
        )
        rows += [ReportRow(code, amount) for code, amount in more if amount]
        if found.slips_issued:
            rows.append(self._counted("report_slips_issued", found.slips_issued, found.slips_issued_total))
        if found.slips_taken:
            taken, label = found.slips_taken_total, "report_slips_taken"
            count = ReportRow(label, value=str(found.slips_taken))  # a blind X does not say what lies in the drawer
            rows.append(self._counted(label, found.slips_taken, taken) if taken else count)
        if found.first_receipt:
            rows.append(ReportRow("report_receipts", value=f"{found.first_receipt} .. {found.last_receipt}"))
        taxes = [ReportGroup("vat", tuple(self._taxes(found.taxes, 1)))] if found.taxes else []
        back = self._taxes(found.correction_taxes, -1)
        if found.correction_taxes:
            taxes.append(ReportGroup("report_vat_back", tuple(back)))
        return [ReportGroup("report_turnover", tuple(rows)), *taxes]

    def _taxes(self, taxes: Iterable[TaxPart], sign: int) -> list[ReportRow]:
        rows = []
        for tax in taxes:
            rate = self.words.label("exempt") if tax.kind == "exempt" else figures.percent(tax.rate, self.words)
            rows.append(ReportRow(f"{tax.category} {rate} {self.words.label('gross')}", sign * tax.gross))
            rows.append(ReportRow(f"  {self.words.label('net')}", sign * tax.net))
            rows.append(ReportRow(f"  {self.words.label('tax')}", sign * tax.tax))
        return rows

    def _tenders(self, found: ShiftFigures) -> ReportGroup:
        rows = []
        for row in found.tenders:
            name = self._tender(row.tender_id)
            rows.append(ReportRow(f"{name} ({row.payments})", row.paid))
            if row.refunds:
                rows.append(ReportRow(f"  {self.words.label('report_returns')} ({row.refunds})", -row.refunded))
        return ReportGroup("paid", tuple(rows))

    def _tender_counts(self, found: ShiftFigures) -> ReportGroup:
        rows = [ReportRow(self._tender(row.tender_id), value=str(row.payments + row.refunds)) for row in found.tenders]
        return ReportGroup("report_payments_count", tuple(rows))

    def _cash_moves(self, found: ShiftFigures, *, shows_expected: bool) -> ReportGroup:
        rows = [
            ReportRow("opening_cash", found.opening_cash),
            self._counted("report_paid_in", found.paid_in_count, found.paid_in),
            self._counted("report_paid_out", found.paid_out_count, -found.paid_out),
            self._counted("report_safe_drops", found.safe_drop_count, -found.safe_drops),
        ]
        if shows_expected:
            rows.append(ReportRow("report_expected", found.expected_cash, bold=True))
        return ReportGroup("report_drawer", tuple(rows))

    def _comparison(self, body: ZBody) -> ReportGroup:
        rows: list[ReportRow] = []
        for part in sorted(body.tenders, key=lambda part: part.tender_class != OWN_CASH):  # the drawer first
            rows += self._compared(part)
        together = sum(part.over_short for part in body.tenders if not part.currency)
        rows += [
            ReportRow("report_over_short_all", together, bold=True),
            ReportRow("report_cash_left", body.cash_left),
            ReportRow("report_cash_removed", body.cash_removed),
        ]
        if body.bag_number:
            rows.append(ReportRow("report_bag", value=body.bag_number))
        if body.rounds > 1:
            rows.append(ReportRow("report_rounds", value=str(body.rounds)))
        if body.explanation:
            language = self.live.store.language
            reason = reason_on_paper(self.live, "over_short", body.explanation, language)
            rows.append(ReportRow("reason", value=reason))
        return ReportGroup("report_counted", tuple(rows))

    def _compared(self, part: ZTenderPart) -> list[ReportRow]:
        money = self._money(part.currency)
        name = self._tender(part.tender_id)

        def row(code: str, amount: int, *, bold: bool = False) -> ReportRow:
            return ReportRow(f"  {self.words.label(code)}", value=figures.amount(amount, money, self.words), bold=bold)

        unit = f", {part.currency}" if part.currency else ""
        rows = [
            ReportRow(
                f"{name}{unit}", value=self.words.label("report_unreconciled") if part.unreconciled else "", bold=True
            )
        ]
        rows.append(row("report_expected", part.expected))
        if part.first_count is not None:
            rows.append(row("report_first_count", part.first_count))
        if part.counted is not None:
            source = {"terminal": "report_read", "typed": "report_typed"}.get(part.source, "report_counted")
            rows += [row(source, part.counted), row("report_over_short", part.over_short, bold=bool(part.over_short))]
        rows += [
            ReportRow(f"    {figures.amount(value, money, self.words)} × {pieces}", value * pieces)
            for value, pieces in part.denominations
            if pieces
        ]
        return rows

    def _left_open(self, body: ZBody) -> list[ReportGroup]:
        zone, groups = self.live.store.timezone, []
        if body.carried_baskets:
            rows = [
                ReportRow(
                    f"{figures.moment(parse_instant(one.suspended_at), zone, self.words)} {self.name_of(one.by)}",
                    one.total,
                )
                for one in body.carried_baskets
            ]
            groups.append(ReportGroup("report_carried_baskets", tuple(rows)))
        if body.carried_payments:
            rows = [
                ReportRow(f"{figures.moment(parse_instant(one.asked_at), zone, self.words)} {one.kind}", one.amount)
                for one in body.carried_payments
            ]
            groups.append(ReportGroup("report_carried_payments", tuple(rows)))
        return groups

    def _tables(self, found: ShiftFigures) -> list[ReportGroup]:
        categories = [
            ReportRow(self._category(row.category), row.sold - row.returned - row.post_voided)
            for row in found.categories
        ]
        cashiers = []
        for who in found.cashiers:
            cashiers.append(ReportRow(f"{self.name_of(who.cashier_id)} ({who.sales})", who.sales_total))
            back, given = who.returns + who.post_voids, who.returns_total + who.post_voids_total
            if back:
                cashiers.append(ReportRow(f"  {self.words.label('report_returns')} ({back})", -given))
        discounts = [
            self._counted(f"report_discount_{row.kind}", row.count, -(row.amount - row.back)) for row in found.discounts
        ]
        acts = [
            ReportRow("report_no_sales", value=str(found.no_sales)),
            self._counted("report_line_voids", found.line_voids, found.line_voids_total),
            self._counted("report_lowered", found.lowered, found.lowered_total),
            self._counted("report_cancelled", found.cancelled, found.cancelled_total),
            self._counted("report_after_pay", found.cancelled_after_pay, found.cancelled_after_pay_total),
            self._counted("report_dropped", found.dropped, found.dropped_total),
            self._counted("report_price_changes", found.price_changes, found.price_changes_total),
            ReportRow("report_reprints", value=str(found.reprints)),
            ReportRow("report_approvals", value=str(found.approvals)),
        ]
        tables = (
            ("report_categories", categories),
            ("cashier", cashiers),
            ("discounts", discounts),
            ("report_acts", acts),
        )
        return [ReportGroup(heading, tuple(rows)) for heading, rows in tables if rows]

    def _chain(self, seq: int, short_hash: str, body: ZBody | None = None) -> ReportGroup:
        rows = [ReportRow("report_chain", value=f"{seq} {short_hash}")]
        if body is not None:
            rows.append(ReportRow("report_figures_to", value=str(body.head_seq)))
        return ReportGroup("", tuple(rows))

    # --- words

    def _counted(self, code: str, count: int, amount: int) -> ReportRow:
        return ReportRow(f"{self.words.label(code)} ({count})", amount)

    def _tender(self, tender_id: str) -> str:
        if tender_id == TenderClass.EXCHANGE.value:  # no store has it among its own
            return self.words.label("exchange")
        kind = next((kind for kind in self.live.tender_kinds() if kind.tender_id == tender_id), None)
        return kind.name(self.words.language) if kind else tender_id

    def _category(self, category: str) -> str:
        name = self.live.settings.get(f"category.{category}.{self.words.language}", "")
        return name or category or self.words.label("report_no_category")

    def _money(self, code: str) -> Currency:
        return currency(code) if code else self.live.store.currency
