"""A row of the receipts list, with what became of a sale since. Any thread."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pos_client.db.journal import CorrectionRow, Reader, SaleRow
from pos_client.domain.post_void import PostVoid
from pos_client.domain.returns import Return, returned_quantities, why_not
from pos_client.domain.sale import Sale
from pos_client.domain.search_text import words
from pos_client.services.returning.returns_views import DocumentRow


def document_row(reader: Reader, row: SaleRow | CorrectionRow) -> DocumentRow:
    """Return the row of a sale, a return or a post-void; "damaged" is one whose bytes cannot be read."""
    state, original, kind = "", "", "sale"
    try:
        if isinstance(row, SaleRow):
            state = _state(reader, row)
        elif row.kind == "return":
            original = msgspec.json.decode(row.data, type=Return).original_receipt
        else:
            original = msgspec.json.decode(row.data, type=PostVoid).sale_receipt
    except msgspec.DecodeError:
        state = "damaged"
    if isinstance(row, CorrectionRow):
        kind = row.kind
    about = (row.receipt_number, kind, state, row.completed_at, row.total, row.cashier_id)
    return DocumentRow(*about, original_receipt=original)


def names_goods(row: SaleRow | CorrectionRow, typed: Sequence[str]) -> bool:
    """Tell whether every one of the folded words `typed` begins a word in the name of one line, in one language."""
    try:
        if isinstance(row, SaleRow):
            products = [line.line.product for line in msgspec.json.decode(row.data, type=Sale).lines]
        elif row.kind == "return":
            products = [line.product for line in msgspec.json.decode(row.data, type=Return).lines]
        else:
            return False
    except msgspec.DecodeError:
        return False
    return any(_named(words(name), typed) for product in products for _language, name in product.names)


def _named(name: Sequence[str], typed: Sequence[str]) -> bool:
    return all(any(word.startswith(begun) for word in name) for begun in typed)


def _state(reader: Reader, row: SaleRow) -> str:
    """Return what became of a sale: nothing, partly or wholly returned, or void."""
    corrections = reader.corrections_of(row.sale_id)
    if not corrections:
        return ""
    if any(correction.kind == "post_void" for correction in corrections):
        return "void"
    sale = msgspec.json.decode(row.data, type=Sale)
    back = returned_quantities(msgspec.json.decode(correction.data, type=Return) for correction in corrections)
    left = any(not why_not(line, back.get(line.line.line_id, 0)) for line in sale.lines)
    return "partly" if left else "returned"
