"""Paper as a value: document model, bytes for the spool, layouts, and what is composed of a sale or a shift."""

from pos_client.domain.receipt.codec import DocumentError, decode, encode
from pos_client.domain.receipt.compose import FiscalMark, ReceiptContext, compose
from pos_client.domain.receipt.copies import as_copy
from pos_client.domain.receipt.corrections import compose_post_void, compose_return
from pos_client.domain.receipt.gift import compose_gift
from pos_client.domain.receipt.layout import Layout, LayoutError, Words, parse_layout
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
from pos_client.domain.receipt.slips import (
    ReportGroup,
    ReportRow,
    SlipContext,
    compose_cash_move,
    compose_credit_slip,
    compose_no_sale,
    compose_report,
    compose_shift_opened,
    compose_test_page,
    compose_text,
)

__all__ = [
    "Align",
    "Barcode",
    "Block",
    "Column",
    "Cut",
    "Document",
    "DocumentError",
    "Drawer",
    "Feed",
    "FiscalMark",
    "Image",
    "Layout",
    "LayoutError",
    "Qr",
    "ReceiptContext",
    "ReportGroup",
    "ReportRow",
    "Rule",
    "Size",
    "SlipContext",
    "Table",
    "Text",
    "Words",
    "as_copy",
    "compose",
    "compose_cash_move",
    "compose_credit_slip",
    "compose_gift",
    "compose_no_sale",
    "compose_post_void",
    "compose_report",
    "compose_return",
    "compose_shift_opened",
    "compose_test_page",
    "compose_text",
    "decode",
    "encode",
    "parse_layout",
]
