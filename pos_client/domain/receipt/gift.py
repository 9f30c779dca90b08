"""The gift receipt: what was bought, no prices, and the code by which it can be returned or exchanged. Pure."""

from __future__ import annotations

from collections.abc import Collection

from pos_client.domain.receipt import figures
from pos_client.domain.receipt.compose import INDENT, ReceiptContext, mark, store_header
from pos_client.domain.receipt.layout import Layout
from pos_client.domain.receipt.model import Align, Barcode, Block, Cut, Document, Feed, Image, Rule, Size, Text
from pos_client.domain.receipt.text import clean
from pos_client.domain.sale import Sale


def compose_gift(
    sale: Sale, context: ReceiptContext, layout: Layout, language: str, *, line_ids: Collection[int] = ()
) -> Document:
    """The gift receipt of the chosen lines of `sale`, of all goods for none chosen."""
    words = layout.in_language(language)
    blocks: list[Block] = mark(words.label("training")) if sale.training else []
    if layout.logo:
        blocks.append(Image(layout.logo))
    blocks.extend(store_header(context.store, words))
    blocks.extend((Rule(), Text(words.label("gift_receipt"), align=Align.CENTER, bold=True, size=Size.TALL)))
    when = figures.moment(sale.completed_at, context.store.timezone, words)
    blocks.extend((Text(f"{words.label('receipt')} {clean(sale.receipt_number)}", when), Rule()))
    for line in sale.lines:
        product, chosen = line.line.product, not line_ids or line.line.line_id in line_ids
        if not line.priced.is_charge and not product.is_empties and chosen:
            blocks.append(Text(clean(dict(product.names).get(words.language) or product.name("en"))))
            blocks.append(Text(figures.quantity(line.line.quantity, words), indent=INDENT))
    blocks.extend((Rule(), Text(words.label("gift_note"), align=Align.CENTER)))
    if context.barcode:
        blocks.extend((Feed(1), Barcode(context.barcode, sale.receipt_number)))
    return Document((*blocks, Feed(1), Cut()), clean(sale.receipt_number))
