"""What documents and shifts do to the centre's books, set-wise, in a savepoint. Within a write of the caller.

An event has its effects once: the row of `document` or `shift_fact` under its id, or the id it had where it was first
stated when it is carried, is inserted with them and never goes away. A conflict of any key undoes all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import sqlalchemy as sa

from sync.central.db.driver import Statement, together
from sync.central.journal import bulk
from sync.central.journal.facts import Document, Fact, Movement, Shift
from sync.central.journal.tables import document, shift_fact, tax_total, tender_total
from sync.central.stock import balances
from sync.central.stock.balances import Balance
from sync.protocol.movements import Moved, reversed_of

Sums: TypeAlias = dict[tuple[str | int, ...], list[int]]


def done_already(
    connection: sa.Connection, location_id: str, event_ids: Iterable[str]
) -> dict[str, tuple[str, int, int]]:
    """Return which of the events have had their effects, and the (register, epoch, seq) that they were stated at."""
    statement = " UNION ALL ".join(
        f"SELECT d.event_id, d.register_id, d.epoch, d.seq {bulk.from_given(connection)}"
        f" {table} d ON d.location_id = :location_id AND d.event_id = given.value"
        for table in ("document", "shift_fact")
    )
    given = {"location_id": location_id, "names": bulk.listed(connection, list(event_ids))}
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(sa.text(statement), given)}


def resolve(connection: sa.Connection, location_id: str, facts: Sequence[Fact]) -> list[Document]:
    """Settle what hangs on sales, of this batch or held; return the post-voids whose sale is not known.

    A post-void moves back what its sale moved. Of a return nothing comes back that the sale did not move.
    """
    documents = [fact for fact in facts if isinstance(fact, Document)]
    wanted = {sale for fact in documents for sale in (fact.voids, fact.lines_of) if sale}
    if not wanted:
        return []
    sold = _held_sales(connection, location_id, wanted)
    sold |= {fact.document_id: fact.movements for fact in documents if fact.document_id in wanted}
    unknown = []
    for fact in documents:
        if fact.voids and fact.voids not in sold:
            unknown.append(fact)
        elif fact.voids:
            gone = (Moved(*moved[:4]) for moved in sold[fact.voids])
            fact.movements = [(*one, "post_void", fact.at) for one in reversed_of(gone)]
        elif fact.lines_of in sold:
            lines = {line for line, *_rest in sold[fact.lines_of]}
            fact.movements = [moved for moved in fact.movements if fact.returned[moved[0]] in lines]
    return unknown


def _held_sales(connection: sa.Connection, location_id: str, sales: set[str]) -> dict[str, list[Movement]]:
    statement = (
        "SELECT d.document_id, m.line, m.sku, m.quantity, m.unavailable, m.reason, m.at"
        f" {bulk.from_given(connection)}"
        " document d ON d.location_id = :location_id AND d.document_id = given.value AND d.kind = 'sale'"
        " LEFT JOIN stock_movement m ON m.location_id = d.location_id AND m.event_id = d.event_id"
    )
    given = {"location_id": location_id, "names": bulk.listed(connection, sales)}
    found: dict[str, list[Movement]] = {}
    with connection.begin_nested():  # a name may be refused, and what comes after is still to be done
        rows = connection.execute(sa.text(statement), given).all()
    for document_id, line, sku, quantity, aside, reason, at in rows:
        moved = found.setdefault(document_id, [])
        if line is not None:
            moved.append((line, sku, quantity, aside, reason, at))
    return found


def apply(connection: sa.Connection, location_id: str, facts: Sequence[Fact]) -> dict[str, Balance]:
    """Write the facts into the books and return the balances that changed.

    Raises what the database refuses (`driver.REFUSED`), of which nothing is done.
    """
    documents = [fact for fact in facts if isinstance(fact, Document)]
    shifts = [fact.row for fact in facts if isinstance(fact, Shift)]
    moved = [
        (fact.event_id, line, sku, quantity, aside, reason, at)
        for fact in documents
        for line, sku, quantity, aside, reason, at in fact.movements
    ]
    changes: dict[str, tuple[int, int]] = {}
    for _event, _line, sku, quantity, aside, _reason, _at in moved:
        had = changes.get(sku)
        changes[sku] = (quantity, aside) if had is None else (had[0] + quantity, had[1] + aside)
    changing = balances.changing(connection, location_id, changes)
    statements = [
        *bulk.inserting(connection, document, (location_id,), [fact.row for fact in documents]),
        *bulk.inserting(connection, shift_fact, (location_id,), shifts),
        *_totalling(connection, location_id, documents),
        *balances.recording(connection, location_id, moved),
        *changing,
    ]
    rows = together(connection, statements, savepoint=True)
    return balances.told(rows[-1]) if changing else {}


def _totalling(connection: sa.Connection, location_id: str, documents: Sequence[Document]) -> Iterator[Statement]:
    tenders, taxes = sums_of((str(fact.row[1]), fact) for fact in documents)
    for table, sums, conflict in ((tender_total, tenders, _ADD_TENDERS), (tax_total, taxes, _ADD_TAXES)):
        rows = [(*key, *sums[key]) for key in sorted(sums)]
        yield from bulk.inserting(connection, table, (location_id,), rows, conflict)


def sums_of(documents: Iterable[tuple[str, Document]]) -> tuple[Sums, Sums]:
    """Return the sums of tenders and of taxes of (register, document) by the keys of their tables."""
    tenders: Sums = {}
    taxes: Sums = {}
    for register_id, fact in documents:
        place = (register_id, fact.quarter, fact.kind)
        for part in fact.payments:
            key = (*place, part.tender_id, part.tender_class, fact.currency, part.foreign_currency)
            row = tenders.get(key)
            if row is None:
                row = tenders[key] = [0, 0, 0, 0]
            row[0] += 1
            row[1] += part.amount
            row[2] += part.given
            row[3] += part.foreign_amount
        for tax in fact.taxes:
            group = (*place, tax.category, tax.rate, tax.kind, fact.currency)
            row = taxes.get(group)
            if row is None:
                row = taxes[group] = [0, 0, 0]
            row[0] += tax.net
            row[1] += tax.tax
            row[2] += tax.gross
    return tenders, taxes


def _add(table: sa.Table, *figures: str) -> str:
    keys = ", ".join(column.name for column in table.primary_key)
    return f"ON CONFLICT ({keys}) DO UPDATE SET " + ", ".join(
        f"{name} = {table.name}.{name} + excluded.{name}" for name in figures
    )


_ADD_TENDERS = _add(tender_total, "parts", "amount", "given", "foreign_amount")
_ADD_TAXES = _add(tax_total, "net", "tax", "gross")
