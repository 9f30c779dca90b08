"""Papers of what follows a sale: the receipt of a return, the slip of a post-void. Pure; figures as frozen."""

from __future__ import annotations

from collections.abc import Iterable

from pos_client.domain.catalogue import TaxKind
from pos_client.domain.money import Currency, currency
from pos_client.domain.post_void import PostVoid
from pos_client.domain.pricing.model import TaxTotal
from pos_client.domain.quantity import ONE_PIECE
from pos_client.domain.receipt import figures
from pos_client.domain.receipt.compose import INDENT, ReceiptContext, mark, store_header
from pos_client.domain.receipt.layout import Layout, Words
from pos_client.domain.receipt.model import (
    Align,
    Barcode,
    Block,
    Column,
    Cut,
    Document,
    Feed,
    Image,
    Qr,
    Rule,
    Size,
    Table,
    Text,
)
from pos_client.domain.receipt.text import clean
from pos_client.domain.returns import Refund, Return, ReturnLine
from pos_client.domain.tender import TenderClass


def compose_return(
    document: Return, context: ReceiptContext, layout: Layout, language: str, *, copy: bool = False
) -> Document:
    """The receipt of a return: what came back, what was given for it and how, and where the customer signs."""
    words = layout.in_language(language)
    own = currency(document.currency)
    body = _head("return", document, context, layout, words, copy=copy)
    if document.original_receipt:
        sold = document.original_at
        when = figures.moment(sold, context.store.timezone, words) if sold else ""
        body.append(Text(f"{words.label('to_receipt')} {clean(document.original_receipt)}", when))
    else:
        body.append(Text(words.label("without_receipt"), bold=True))
    if document.buyer_tax_number:
        body.append(Text(f"{words.label('buyer')}:", clean(document.buyer_tax_number), bold=True))
    body.append(Rule())
    for line in document.lines:
        body.extend(_line(line, layout, words, own))
    total = figures.money(document.total, own, words)
    body.extend((Rule(), Text(words.label("given_back"), total, bold=True, size=Size.LARGE)))
    body.extend(_taxes(document.taxes, words, own))
    body.extend(_refunds(document.refunds, document.cash_rounding, context, words, own))
    if document.approved_by:
        body.append(Text(f"{words.label('approved_by')}:", clean(document.approved_by)))
    body.extend((Feed(2), Text("_" * 24, align=Align.CENTER)))
    body.append(Text(words.label("customer_signature"), align=Align.CENTER))
    return Document((*body, *_foot(document.receipt_number, context)), clean(document.receipt_number))


def compose_post_void(
    document: PostVoid, context: ReceiptContext, layout: Layout, language: str, *, reason: str = "", copy: bool = False
) -> Document:
    """The slip of a sale taken back whole: which one, by whom, with whose yes, and what was given back how."""
    words = layout.in_language(language)
    own = currency(document.currency)
    body = _head("post_void", document, context, layout, words, copy=copy)
    sold = figures.moment(document.sold_at, context.store.timezone, words)
    body.append(Text(f"{words.label('sale_taken_back')} {clean(document.sale_receipt)}", sold, bold=True))
    body.append(Text(f"{words.label('reason')}:", clean(reason or document.reason)))
    body.append(Text(f"{words.label('approved_by')}:", clean(document.approved_by)))
    total = figures.money(document.total, own, words)
    body.extend((Rule(), Text(words.label("given_back"), total, bold=True, size=Size.LARGE)))
    body.extend(_taxes(document.taxes, words, own))
    body.extend(_refunds(document.refunds, document.cash_rounding, context, words, own))
    for slip in document.slips:
        name = f"{words.label('credit_slip_void')} {clean(slip.number)}"
        body.append(Text(name, figures.amount(slip.amount, own, words), bold=True))
    for label in ("signature", "customer_signature"):
        body.extend((Feed(2), Text("_" * 24, align=Align.CENTER), Text(words.label(label), align=Align.CENTER)))
    return Document((*body, *_foot(document.receipt_number, context)), clean(document.receipt_number))


def _head(
    kind: str, document: Return | PostVoid, context: ReceiptContext, layout: Layout, words: Words, *, copy: bool
) -> list[Block]:
    blocks = mark(words.label("copy")) if copy else []
    if document.training:
        blocks.extend(mark(words.label("training")))
    if context.store.fiscal_profile not in ("", "none"):
        blocks.append(Text(words.label("non_fiscal"), align=Align.CENTER, bold=True))
    if layout.logo:
        blocks.append(Image(layout.logo))
    blocks.extend(store_header(context.store, words))
    blocks.extend((Rule(), Text(words.label(kind), align=Align.CENTER, bold=True, size=Size.TALL)))
    when = figures.moment(document.completed_at, context.store.timezone, words)
    blocks.append(Text(f"{words.label('number')} {clean(document.receipt_number)}", when))
    register = f"{words.label('register')}: {clean(context.register_name)}"
    blocks.append(Text(f"{words.label('cashier')}: {clean(document.cashier_name)}", register))
    return blocks


def _foot(number: str, context: ReceiptContext) -> list[Block]:
    blocks: list[Block] = [Feed(1), Barcode(context.barcode, number)] if context.barcode else []
    if context.qr:
        blocks.extend((Feed(1), Qr(context.qr)))
    return [*blocks, Feed(1), Cut()]


def _line(line: ReturnLine, layout: Layout, words: Words, own: Currency) -> Iterable[Block]:
    name = clean(dict(line.product.names).get(words.language) or line.product.name("en"))
    total = figures.amount(line.refund, own, words)
    if layout.tax_letters:
        total += f" {clean(line.tax_category, 2)}"
    if line.quantity == ONE_PIECE and layout.single_on_name_line:
        yield Text(name, total)
    else:
        yield Text(name)
        yield Text(figures.quantity(line.quantity, words), total, indent=INDENT)


def _taxes(taxes: tuple[TaxTotal, ...], words: Words, own: Currency) -> Iterable[Block]:
    if not taxes:
        return
    rows = [tuple(words.label(code) for code in ("rate", "net", "tax", "gross"))]
    for group in taxes:
        rate = words.label("exempt") if group.kind is TaxKind.EXEMPT else figures.percent(group.rate, words)
        amounts = (figures.amount(minor, own, words) for minor in (group.net, group.tax, group.gross))
        rows.append((f"{clean(group.category, 4)} {rate}", *amounts))
    yield Rule()
    yield Table((Column(5), *(Column(4, Align.RIGHT),) * 3), tuple(rows), heading=True)


def _refunds(
    refunds: tuple[Refund, ...], rounding: int, context: ReceiptContext, words: Words, own: Currency
) -> Iterable[Block]:
    yield Rule()
    for refund in refunds:
        kind = next((kind for kind in context.tenders if kind.tender_id == refund.tender_id), None)
        name = clean(kind.name(words.language)) if kind else words.label(clean(refund.tender_id))
        yield Text(name, figures.amount(refund.amount, own, words))
        if refund.tender_class is TenderClass.CARD:
            for key, value in refund.details or (("rrn", refund.reference),):
                label = words.labels.get(f"slip_{key}") or clean(key)
                yield Text(f"{label}:", clean(value), indent=INDENT)
        elif refund.tender_class is TenderClass.EXCHANGE:
            yield Text(f"{words.label('receipt')}:", clean(refund.reference), indent=INDENT)
        elif refund.tender_class is TenderClass.CREDIT_SLIP:
            yield Text(f"{words.label('number')}:", clean(refund.reference), indent=INDENT)
    if rounding:
        yield Text(words.label("rounding"), figures.amount(rounding, own, words))
