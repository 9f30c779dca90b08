"""Papers that are no receipt: shift and cash slips, X and Z reports, the test page, any text.

Each says whose it is, when and by whom, and in training that it is none. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.receipt import figures
from pos_client.domain.receipt.compose import mark, store_header
from pos_client.domain.receipt.layout import Layout, Words
from pos_client.domain.receipt.model import (
    Align,
    Barcode,
    Block,
    Cut,
    Document,
    Drawer,
    Feed,
    Qr,
    Rule,
    Size,
    Text,
)
from pos_client.domain.receipt.text import clean

CASH_MOVES = ("paid_in", "paid_out", "safe_drop")

_ALPHABETS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz",
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż",
    "0123456789 .,:;+-*/%()[]#&@ € £ № ×",
    "Молоко Śmietana 3,20 €",  # three code pages in one line
)


class SlipContext(Struct, frozen=True):
    """Where, when (aware instant) and by whom a paper was made. `shift` is how the shift is called, or ""."""

    store: StoreProfile
    register_name: str
    staff_name: str
    at: datetime
    shift: str = ""
    training: bool = False


class ReportRow(Struct, frozen=True):
    """A row of a report: a label's code or a finished text, and an amount in minor units or a finished value."""

    label: str
    amount: int | None = None
    value: str = ""
    bold: bool = False


class ReportGroup(Struct, frozen=True):
    """Rows under a heading (a label's code or a finished text); no heading when ""."""

    heading: str
    rows: tuple[ReportRow, ...]


def compose_shift_opened(context: SlipContext, layout: Layout, language: str, *, opening_cash: int) -> Document:
    """The slip of an opened shift: who, when, and the cash counted at the start."""
    words = layout.in_language(language)
    cash = figures.money(opening_cash, context.store.currency, words)
    body: list[Block] = [Text(words.label("opening_cash"), cash, bold=True)]
    return _slip("shift_opened", context, words, [*body, *_signature(words)])


def compose_cash_move(
    kind: str,
    context: SlipContext,
    layout: Layout,
    language: str,
    *,
    amount: int,
    reason: str = "",
    reference: str = "",
    approved_by: str = "",
) -> Document:
    """The slip of cash put in, taken out or dropped; `kind` is one of `CASH_MOVES`, `reference` a bag's number."""
    if kind not in CASH_MOVES:
        raise ValueError(f"unknown cash move {kind!r}")
    words = layout.in_language(language)
    value = figures.money(amount, context.store.currency, words)
    body: list[Block] = [Text(words.label("amount"), value, bold=True, size=Size.TALL)]
    body.extend(_facts(words, reason=reason, reference=reference, approved_by=approved_by))
    return _slip(kind, context, words, [*body, *_signature(words)])


def compose_no_sale(
    context: SlipContext, layout: Layout, language: str, *, reason: str = "", approved_by: str = "", opens: bool = True
) -> Document:
    """The slip of a drawer opened without a sale; `opens` puts the opening itself on the job."""
    words = layout.in_language(language)
    slip = _slip("no_sale", context, words, _facts(words, reason=reason, approved_by=approved_by))
    return Document((Drawer(), *slip.blocks), slip.title) if opens else slip


def compose_report(
    kind: str,
    context: SlipContext,
    layout: Layout,
    language: str,
    groups: Sequence[ReportGroup],
    *,
    number: int | None = None,
    copy: bool = False,
) -> Document:
    """An X or Z report (`kind` "x_report" or "z_report") of finished figures, group by group."""
    words = layout.in_language(language)
    body: list[Block] = []
    for group in groups:
        if group.heading:
            body.append(Text(clean(words.label(group.heading)), bold=True))
        for row in group.rows:
            value = clean(row.value) if row.amount is None else _amount(row.amount, context, words)
            body.append(Text(clean(words.label(row.label)), value, bold=row.bold))
        body.append(Rule())
    heading = words.label(kind) if number is None else f"{words.label(kind)} {words.label('number')} {number}"
    marks = mark(words.label("copy")) if copy else []
    return _slip(kind, context, words, [*body, *_signature(words)], heading=heading, marks=marks)


def compose_credit_slip(
    context: SlipContext,
    layout: Layout,
    language: str,
    *,
    number: str,
    code: str,
    amount: int,
    copy: bool = False,
) -> Document:
    """A credit slip: its number, what it is worth, and the code that pays with it, to scan and to type."""
    words = layout.in_language(language)
    value = figures.money(amount, context.store.currency, words)
    body: list[Block] = [
        Text(words.label("worth"), value, bold=True, size=Size.LARGE),
        Text(words.label("credit_slip_once")),
        Feed(1),
        Qr(code),
        Text(code, align=Align.CENTER, bold=True),
    ]
    heading = f"{words.label('credit_slip')} {clean(number)}"
    marks = mark(words.label("copy")) if copy else []
    return _slip("credit_slip", context, words, body, heading=heading, marks=marks)


def compose_test_page(
    context: SlipContext, layout: Layout, language: str, *, columns: int, details: Sequence[tuple[str, str]] = ()
) -> Document:
    """A page that shows what a printer can: width, alphabets, sizes, barcode and QR code, and its settings."""
    words = layout.in_language(language)
    ruler = "".join(str(i % 10) for i in range(1, columns + 1))
    body: list[Block] = [Text(words.label("columns"), str(columns)), Text(ruler), Rule()]
    body.extend(Text(alphabet) for alphabet in _ALPHABETS)
    body.append(Rule(double=True))
    body.extend(Text(f"{size.value} 123", bold=bold, size=size) for size in Size for bold in (False, True))
    body.append(Text("inverse 123", align=Align.CENTER, inverse=True))
    body.extend(Text(clean(key), clean(value)) for key, value in details)
    body.extend((Feed(1), Barcode("TEST-000123", "TEST-000123"), Feed(1), Qr("TEST PAGE тест żółw")))
    return _slip("test_page", context, words, body)


def compose_text(title: str, lines: Sequence[str], *, cut: bool = True) -> Document:
    """Any finished text, for instance a card terminal's own slip: one line a paragraph, nothing added."""
    blocks: list[Block] = [Text(clean(title), align=Align.CENTER, bold=True)] if title else []
    blocks.extend(Text(clean(line)) if line.strip() else Feed(1) for line in lines)
    if cut:
        blocks.extend((Feed(1), Cut()))
    return Document(tuple(blocks), clean(title))


def _amount(minor: int, context: SlipContext, words: Words) -> str:
    return figures.amount(minor, context.store.currency, words)


def _facts(words: Words, **facts: str) -> list[Block]:
    return [Text(f"{words.label(code)}:", clean(text)) for code, text in facts.items() if text]


def _signature(words: Words) -> list[Block]:
    return [Feed(2), Text("_" * 24, align=Align.CENTER), Text(words.label("signature"), align=Align.CENTER)]


def _slip(
    kind: str,
    context: SlipContext,
    words: Words,
    body: Sequence[Block],
    *,
    heading: str = "",
    marks: Sequence[Block] = (),
) -> Document:
    title = heading or words.label(kind)
    blocks: list[Block] = list(marks)
    if context.training:
        blocks.extend(mark(words.label("training")))
    blocks.extend(store_header(context.store, words))
    blocks.extend((Rule(), Text(title, align=Align.CENTER, bold=True, size=Size.TALL)))
    blocks.append(Text(f"{words.label('printed_at')}:", figures.moment(context.at, context.store.timezone, words)))
    register = f"{words.label('register')}: {clean(context.register_name)}"
    blocks.append(Text(f"{words.label('cashier')}: {clean(context.staff_name)}", register))
    if context.shift:
        blocks.append(Text(f"{words.label('shift')}:", clean(context.shift)))
    blocks.append(Rule())
    blocks.extend(body)
    blocks.extend((Feed(1), Cut()))
    return Document(tuple(blocks), title)
