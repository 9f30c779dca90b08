"""The books beside a till: its journal file read without the program's services, and paper held against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from pos_client.devices.simulators.terminal import TerminalSimulator
from sync.protocol import chain, schemas
from sync.protocol.events import Body, SaleBody
from tests.support.receipt_reader import PaperReceipt


def journal_events(directory: Path) -> list[tuple[str, Body]]:
    """Return (type, body) of every event in the register's journal file, oldest first."""
    raw = dbapi2.connect(f"file:{directory / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        rows = raw.execute("SELECT bytes FROM event ORDER BY epoch, seq").fetchall()
    finally:
        raw.close()
    found = []
    for (data,) in rows:
        header, body, _digest = chain.open_event(data)
        found.append((header.type, schemas.decode_body(header.type, header.version, body)))
    return found


def sales(events: Sequence[tuple[str, Body]]) -> list[SaleBody]:
    """Return the sales among `events`."""
    return [body for _kind, body in events if isinstance(body, SaleBody)]


def query(directory: Path, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows of a question to the journal file."""
    raw = dbapi2.connect(f"file:{directory / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        return list(raw.execute(statement).fetchall())
    finally:
        raw.close()


def compare_papers(papers: Sequence[PaperReceipt], sold: Sequence[SaleBody]) -> None:
    """Every paper says what the journal says, to the cent; each sale has exactly one."""
    assert [paper.number for paper in papers] == [sale.receipt_number for sale in sold]
    for paper, sale in zip(papers, sold, strict=True):
        compare_sale(paper, sale)


def compare_sale(paper: PaperReceipt, sale: SaleBody) -> None:
    """One paper says what the journal says of its sale, to the cent."""
    told = f"{sale.receipt_number}\n{paper.text}"
    merchandise = [line for line in sale.lines if not line.is_charge]
    assert paper.items == [line.gross for line in merchandise], told
    assert sum(paper.charges) == sum(line.to_pay for line in sale.lines if line.is_charge), told
    off = sum(discount.amount for line in sale.lines for discount in line.discounts)
    assert sum(paper.discounts) == off == paper.discounts_in_all, told
    assert paper.total == sale.total == sum(paper.items) + sum(paper.charges) - off, told
    assert dict(paper.taxes) == {tax.category: tax.tax for tax in sale.taxes}, told
    names = {"cash": "Наличные", "card": "Карта"}
    shown = [(names[p.tender_class], p.given if p.tender_class == "cash" else p.amount) for p in sale.payments]
    assert paper.payments == shown, told
    assert (paper.rounding, paper.change) == (sale.cash_rounding, sale.change), told
    assert sum(amount for _name, amount in paper.payments) - paper.change == paper.total + paper.rounding, told
    assert sale.receipt_number in paper.barcode, told


def numbers_without_gap(sold: Sequence[SaleBody]) -> bool:
    """True when receipt numbers count up by one from the first."""
    return [int(sale.receipt_number.rpartition("-")[2]) for sale in sold] == list(range(1, len(sold) + 1))


def charges_by_intent(terminal: TerminalSimulator) -> Iterator[tuple[str, int]]:
    """Return (intent, how often it was charged) for every intent that moved money."""
    for intent in {movement.intent for movement in terminal.movements}:
        yield intent, terminal.charges(intent)
