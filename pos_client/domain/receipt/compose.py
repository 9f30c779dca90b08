"""A completed sale as a document: what a receipt says and in which order, by a layout and in a language.

Pure. Every figure comes from the sale as frozen; nothing is priced again. Amounts are minor units of its currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from pos_client.domain.basket import LineOrigin
from pos_client.domain.catalogue import StoreProfile, TaxBasis, TaxKind
from pos_client.domain.money import Currency, currency
from pos_client.domain.pricing.model import AppliedDiscount, DiscountKind
from pos_client.domain.quantity import ONE_PIECE
from pos_client.domain.receipt import figures
from pos_client.domain.receipt.layout import Layout, Words
from pos_client.domain.receipt.model import (
    Align,
    Barcode,
    Block,
    Column,
    Cut,
    Document,
    Drawer,
    Feed,
    Image,
    Qr,
    Rule,
    Size,
    Table,
    Text,
)
from pos_client.domain.receipt.text import clean
from pos_client.domain.sale import Sale, SaleLine
from pos_client.domain.tender import Payment, TenderClass, TenderKind

INDENT = 2
_SHARED = (DiscountKind.BASKET_PROMOTION, DiscountKind.BASKET_MANUAL, DiscountKind.COUPON)


class FiscalMark(Struct, frozen=True):
    """What a fiscal device answered, as printed on our own paper beside it."""

    device: str
    document_number: str
    sign: str = ""


class ReceiptContext(Struct, frozen=True):
    """What a receipt needs beyond the sale. `barcode` is the receipt number as our own code table writes it.

    `qr` holds the journal's sequence and short hash. `notes` are finished lines (label, value) in the receipt's
    language, for instance points; `footer` the store's own lines. `opens_drawer` holds for the first print alone.
    """

    store: StoreProfile
    register_name: str
    tenders: tuple[TenderKind, ...]
    barcode: str = ""
    qr: str = ""
    fiscal: FiscalMark | None = None
    notes: tuple[tuple[str, str], ...] = ()
    footer: tuple[str, ...] = ()
    opens_drawer: bool = False


class _Page(Struct, frozen=True):
    """Everything a section reads."""

    sale: Sale
    context: ReceiptContext
    layout: Layout
    words: Words
    copy: bool

    @property
    def currency(self) -> Currency:
        return currency(self.sale.currency)

    @property
    def goods(self) -> list[SaleLine]:
        return [line for line in self.sale.lines if not line.priced.is_charge]

    @property
    def charges(self) -> list[SaleLine]:
        return [line for line in self.sale.lines if line.priced.is_charge]

    @property
    def is_exclusive(self) -> bool:
        return self.context.store.tax_basis is TaxBasis.EXCLUSIVE

    def amount(self, minor: int) -> str:
        return figures.amount(minor, self.currency, self.words)

    def label(self, code: str) -> str:
        return self.words.label(code)

    def name(self, names: tuple[tuple[str, str], ...], fallback: str) -> str:
        by_language = dict(names)
        return clean(by_language.get(self.words.language) or by_language.get("en") or fallback)


def compose(sale: Sale, context: ReceiptContext, layout: Layout, language: str, *, copy: bool = False) -> Document:
    """The receipt of `sale` in `language` (English when the layout has no words in it); `copy` marks a reprint."""
    page = _Page(sale, context, layout, layout.in_language(language), copy)
    blocks: list[Block] = []
    if context.opens_drawer and not copy:
        blocks.append(Drawer())
    for section in layout.sections:
        blocks.extend(_SECTIONS[section](page))
    blocks.extend((Feed(1), Cut()))
    return Document(tuple(blocks), clean(sale.receipt_number))


def store_header(store: StoreProfile, words: Words) -> list[Block]:
    """Name, company, address and tax number of the store, as every paper begins."""
    blocks: list[Block] = [Text(clean(store.name), align=Align.CENTER, bold=True, size=Size.TALL)]
    blocks.extend(Text(clean(text), align=Align.CENTER) for text in (store.company, store.address) if text)
    if store.tax_number:
        blocks.append(Text(f"{words.label('tax_number')} {clean(store.tax_number)}", align=Align.CENTER))
    return blocks


def mark(text: str) -> list[Block]:
    """A mark over the whole width that nobody overlooks."""
    return [Text(text, align=Align.CENTER, bold=True, inverse=True, size=Size.TALL)]


def _copy(page: _Page) -> Iterable[Block]:
    return mark(page.label("copy")) if page.copy else ()


def _training(page: _Page) -> Iterable[Block]:
    return mark(page.label("training")) if page.sale.training else ()


def _non_fiscal(page: _Page) -> Iterable[Block]:
    if page.context.store.fiscal_profile in ("", "none"):
        return ()
    return (Text(page.label("non_fiscal"), align=Align.CENTER, bold=True),)


def _logo(page: _Page) -> Iterable[Block]:
    return (Image(page.layout.logo),) if page.layout.logo else ()


def _store(page: _Page) -> Iterable[Block]:
    return store_header(page.context.store, page.words)


def _numbers(page: _Page) -> Iterable[Block]:
    sale = page.sale
    when = figures.moment(sale.completed_at, page.context.store.timezone, page.words)
    yield Rule()
    yield Text(f"{page.label('receipt')} {clean(sale.receipt_number)}", when)
    cashier = f"{page.label('cashier')}: {clean(sale.cashier_name)}"
    yield Text(cashier, f"{page.label('register')}: {clean(page.context.register_name)}")


def _buyer(page: _Page) -> Iterable[Block]:
    if not page.sale.buyer_tax_number:
        return ()
    return (Text(f"{page.label('buyer')}:", clean(page.sale.buyer_tax_number), bold=True),)


def _lines(page: _Page) -> Iterable[Block]:
    yield Rule()
    for line in page.goods:
        yield from _line(page, line)


def _line(page: _Page, line: SaleLine) -> Iterable[Block]:
    sold, priced = line.line, line.priced
    name = page.name(sold.product.names, sold.product.sku)
    total = page.amount(priced.gross)
    if page.layout.tax_letters:
        total += f" {clean(priced.tax_category, 2)}"
    if sold.quantity == ONE_PIECE and page.layout.single_on_name_line:
        yield Text(name, total)
    else:
        yield Text(name)
        counted = figures.quantity(sold.quantity, page.words)
        # A price label says the line's total; the quantity was derived for stock and its product may differ.
        by_label = sold.line_total is not None or sold.origin is LineOrigin.PRICE_LABEL
        left = counted if by_label else f"{counted} × {page.amount(priced.unit_price)}"
        yield Text(left, total, indent=INDENT)
    if priced.shelf_price > priced.unit_price and priced.is_tier_price:
        yield Text(f"({page.label('regular_price')} {page.amount(priced.shelf_price)})", indent=INDENT)
    for discount in priced.discounts:
        if not _is_shared(discount) and discount.amount:
            yield Text(_discount_name(page, discount), page.amount(-discount.amount), indent=INDENT)


def _is_shared(discount: AppliedDiscount) -> bool:
    """True for a discount that belongs to several lines and is named once, below them."""
    return discount.multi_item or discount.kind in _SHARED


def _discount_name(page: _Page, discount: AppliedDiscount) -> str:
    name = page.name(discount.names, "")
    if discount.kind is DiscountKind.MANUAL or discount.kind is DiscountKind.BASKET_MANUAL:
        return f"{page.label('discount')}: {name}" if name else page.label("discount")
    return name or page.label("discount")


def _promotions(page: _Page) -> Iterable[Block]:
    sums: dict[tuple[DiscountKind, str], int] = {}
    names: dict[tuple[DiscountKind, str], str] = {}
    for line in page.sale.lines:
        for discount in line.priced.discounts:
            if _is_shared(discount):
                key = (discount.kind, discount.source_id)
                sums[key] = sums.get(key, 0) + discount.amount
                names.setdefault(key, _discount_name(page, discount))
    shown = [(names[key], saved) for key, saved in sums.items() if saved]
    if shown:
        yield Text(f"{page.label('promotions')}:")
        for name, saved in shown:
            yield Text(name, page.amount(-saved), indent=INDENT)


def _charges(page: _Page) -> Iterable[Block]:
    if page.charges:
        yield Text(f"{page.label('charges')}:")
        for line in page.charges:
            name = page.name(line.line.product.names, line.line.product.sku)
            counted = figures.quantity(line.line.quantity, page.words)
            total = page.amount(line.priced.gross)
            if page.layout.tax_letters:
                total += f" {clean(line.priced.tax_category, 2)}"
            yield Text(f"{name} {counted} × {page.amount(line.priced.unit_price)}", total, indent=INDENT)


def _total(page: _Page) -> Iterable[Block]:
    yield Rule()
    discounts = sum(line.priced.discount for line in page.sale.lines)
    if discounts or page.is_exclusive:
        yield Text(page.label("subtotal"), page.amount(sum(line.priced.gross for line in page.sale.lines)))
    if discounts:
        yield Text(page.label("discounts"), page.amount(-discounts))
    if page.is_exclusive:
        yield Text(page.label("vat"), page.amount(page.sale.tax))
    total = figures.money(page.sale.total, page.currency, page.words)
    yield Text(page.label("total"), total, bold=True, size=Size.LARGE)


def _taxes(page: _Page) -> Iterable[Block]:
    if not page.sale.taxes:
        return
    rows = [(page.label("rate"), page.label("net"), page.label("tax"), page.label("gross"))]
    for group in page.sale.taxes:
        rate = page.label("exempt") if group.kind is TaxKind.EXEMPT else figures.percent(group.rate, page.words)
        name = f"{clean(group.category, 4)} {rate}"
        rows.append((name, page.amount(group.net), page.amount(group.tax), page.amount(group.gross)))
    columns = (Column(5), *(Column(4, Align.RIGHT),) * 3)
    yield Rule()
    yield Table(columns, tuple(rows), heading=True)


def _payments(page: _Page) -> Iterable[Block]:
    yield Rule()
    for payment in page.sale.payments:
        yield from _payment(page, payment)
    if page.sale.cash_rounding:
        yield Text(page.label("rounding"), page.amount(page.sale.cash_rounding))
    if page.sale.change:
        yield Text(page.label("change"), page.amount(page.sale.change), bold=True)
    for slip in page.sale.slips:
        yield Text(f"{page.label('credit_slip')} {clean(slip.number)}", page.amount(slip.amount), bold=True)


def _payment(page: _Page, payment: Payment) -> Iterable[Block]:
    kind = next((kind for kind in page.context.tenders if kind.tender_id == payment.tender_id), None)
    name = page.name(kind.names, kind.tender_id) if kind else page.label(clean(payment.tender_id))
    if payment.foreign_amount and payment.foreign_currency:
        foreign = currency(payment.foreign_currency)
        name += f" {figures.money(payment.foreign_amount, foreign, page.words)}"
    if payment.tender_class in (TenderClass.CASH, TenderClass.FOREIGN_CASH):
        yield Text(name, page.amount(payment.given))
        return
    yield Text(name, page.amount(payment.amount))
    if payment.tender_class is TenderClass.EXCHANGE:
        yield Text(f"{page.label('receipt')}:", clean(payment.reference), indent=INDENT)
    if payment.tender_class is TenderClass.CREDIT_SLIP:
        yield Text(f"{page.label('number')}:", clean(payment.reference), indent=INDENT)
    if payment.given > payment.amount:
        yield Text(page.label("face_value"), page.amount(payment.given), indent=INDENT)


def _card(page: _Page) -> Iterable[Block]:
    for payment in page.sale.payments:
        if payment.tender_class is TenderClass.CARD and (payment.details or payment.reference):
            details = payment.details or (("rrn", payment.reference),)
            for key, value in details:
                label = page.words.labels.get(f"slip_{key}") or clean(key)
                yield Text(f"{label}:", clean(value), indent=INDENT)


def _saved(page: _Page) -> Iterable[Block]:
    if page.sale.saved > 0:
        yield Text(page.label("saved"), figures.money(page.sale.saved, page.currency, page.words), bold=True)


def _fiscal(page: _Page) -> Iterable[Block]:
    fiscal = page.context.fiscal
    if fiscal is None:
        return
    yield Rule()
    yield Text(page.label("fiscal_document"), clean(fiscal.document_number))
    yield Text(page.label("fiscal_device"), clean(fiscal.device))
    if fiscal.sign:
        yield Text(page.label("fiscal_sign"), clean(fiscal.sign))


def _notes(page: _Page) -> Iterable[Block]:
    return [Text(clean(label), clean(value)) for label, value in page.context.notes]


def _footer(page: _Page) -> Iterable[Block]:
    lines = page.context.footer or (page.label("thanks"),)
    return [Feed(1), *(Text(clean(line), align=Align.CENTER) for line in lines)]


def _barcode(page: _Page) -> Iterable[Block]:
    return (Feed(1), Barcode(page.context.barcode, page.sale.receipt_number)) if page.context.barcode else ()


def _qr(page: _Page) -> Iterable[Block]:
    return (Feed(1), Qr(page.context.qr)) if page.context.qr else ()


_SECTIONS: dict[str, Callable[[_Page], Iterable[Block]]] = {
    "copy": _copy,
    "training": _training,
    "non_fiscal": _non_fiscal,
    "logo": _logo,
    "store": _store,
    "numbers": _numbers,
    "buyer": _buyer,
    "lines": _lines,
    "promotions": _promotions,
    "charges": _charges,
    "total": _total,
    "taxes": _taxes,
    "payments": _payments,
    "card": _card,
    "saved": _saved,
    "fiscal": _fiscal,
    "notes": _notes,
    "footer": _footer,
    "barcode": _barcode,
    "qr": _qr,
}
