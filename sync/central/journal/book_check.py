"""The books held against what events say: every document, shift and movement, the sums, the balances. Reads only.

`compare` takes the facts of a page of events, `end` judges what concerns all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from sync.central.journal import bulk, effects
from sync.central.journal.arrived import Arrived
from sync.central.journal.facts import Document, Fact, Movement
from sync.central.journal.heads import Place
from sync.central.journal.report import Problem, Report
from sync.central.journal.tables import document, shift_fact, tax_total, tender_total
from sync.central.stock.opening import OPENING
from sync.central.stock.tables import stock_balance, stock_movement

_SUMS: Final = ((tender_total, 4), (tax_total, 3))


class Books:
    """Compares the books of all locations."""

    def __init__(self, connection: sa.Connection, report: Report) -> None:
        self._connection, self._report = connection, report
        self._seen: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by location: documents, shifts, movements
        self._carried: set[tuple[str, str]] = set()
        self._sums: tuple[dict[tuple[str | int, ...], list[int]], ...] = ({}, {})

    def compare(self, place: Place, facts: Sequence[tuple[Arrived, Fact]]) -> None:
        """Compare the facts of some events with the rows they should have."""
        fresh = [pair for pair in facts if not self._is_repeated(place, *pair)]
        if not fresh:
            return
        for void in effects.resolve(self._connection, place.location_id, [fact for _item, fact in fresh]):
            self._found("sale_missing", place, void)
        names = [fact.event_id for _item, fact in fresh]
        rows = self._rows(place.location_id, names)
        moved = self._movements(place.location_id, names)
        seen = self._seen[place.location_id]
        for _item, fact in fresh:
            row = rows.get(fact.event_id)
            if row is None:
                self._found("effect_missing", place, fact)
            elif row != fact.row:
                self._found("effect_differs", place, fact)
            if isinstance(fact, Document):
                seen["document"] += 1
                seen["stock_movement"] += len(fact.movements)
                if sorted(moved[fact.event_id]) != sorted(fact.movements):
                    self._found("movements_differ", place, fact)
            else:
                seen["shift_fact"] += 1
        self._add(place, [fact for _item, fact in fresh if isinstance(fact, Document)])

    def _is_repeated(self, place: Place, item: Arrived, fact: Fact) -> bool:
        """Whether a carried event was met before, itself or at its own place: it has its effects once."""
        if item.header.id == fact.event_id:
            return False
        name = (place.location_id, fact.event_id)
        stands = sa.text(
            "SELECT 1 FROM event WHERE location_id = :location_id AND register_id = :register_id"
            " AND epoch = :epoch AND seq = :seq AND id = :id"
        )
        given = {
            "location_id": place.location_id,
            "register_id": place.register_id,
            "epoch": fact.row[2],
            "seq": fact.row[3],
            "id": fact.event_id,
        }
        repeated = name in self._carried or self._connection.execute(stands, given).first() is not None
        self._carried.add(name)
        return repeated

    def _add(self, place: Place, documents: Sequence[Document]) -> None:
        found = effects.sums_of((place.register_id, fact) for fact in documents)
        for sums, more in zip(self._sums, found, strict=True):
            for key, figures in more.items():
                had = sums.setdefault((place.location_id, *key), [0] * len(figures))
                sums[place.location_id, *key] = [old + new for old, new in zip(had, figures, strict=True)]

    def _rows(self, location_id: str, names: Sequence[str]) -> dict[str, tuple[object, ...]]:
        found: dict[str, tuple[object, ...]] = {}
        for table in (document, shift_fact):
            columns = ", ".join(f'd."{column.name}"' for column in list(table.columns)[1:])
            statement = (
                f"SELECT {columns} {bulk.from_given(self._connection)} {table.name} d"
                " ON d.location_id = :location_id AND d.event_id = given.value"
            )
            given = {"location_id": location_id, "names": bulk.listed(self._connection, names)}
            found |= {row[0]: tuple(row) for row in self._connection.execute(sa.text(statement), given)}
        return found

    def _movements(self, location_id: str, names: Sequence[str]) -> defaultdict[str, list[Movement]]:
        statement = (
            "SELECT m.event_id, m.line, m.sku, m.quantity, m.unavailable, m.reason, m.at"
            f" {bulk.from_given(self._connection)} stock_movement m"
            " ON m.location_id = :location_id AND m.event_id = given.value"
        )
        given = {"location_id": location_id, "names": bulk.listed(self._connection, names)}
        found: defaultdict[str, list[Movement]] = defaultdict(list)
        for name, line, sku, quantity, aside, reason, at in self._connection.execute(sa.text(statement), given):
            found[name].append((line, sku, quantity, aside, reason, at))
        return found

    def _found(self, code: str, place: Place, fact: Fact) -> None:
        epoch, seq = int(fact.row[2]), int(fact.row[3])
        self._report.add(Problem(code, place.location_id, place.register_id, epoch, seq, fact.event_id))

    def _say(self, code: str, location_id: str, detail: str) -> None:
        self._report.add(Problem(code, location_id, detail=detail[:200]))

    def end(self) -> None:
        """Judge what no single event tells."""
        self._check_counts()
        for (table, figures), sums in zip(_SUMS, self._sums, strict=True):
            self._check_sums(table, figures, sums)
        self._check_balances()
        self._check_shifts()

    def _check_counts(self) -> None:
        for table in (document, shift_fact, stock_movement):
            select = sa.select(table.c.location_id, sa.func.count()).group_by(table.c.location_id)
            if table is stock_movement:  # what was there on the first day is of no document
                select = select.where(stock_movement.c.reason != OPENING)
            rows = self._connection.execute(select)
            held = {row[0]: row[1] for row in rows}
            for location_id in sorted(held.keys() | self._seen.keys()):
                expected = self._seen[location_id][table.name]
                if held.get(location_id, 0) != expected:
                    self._say("rows_differ", location_id, f"{table.name}: {held.get(location_id, 0)} of {expected}")

    def _check_sums(self, table: sa.Table, figures: int, sums: dict[tuple[str | int, ...], list[int]]) -> None:
        held = {tuple(row[:-figures]): list(row[-figures:]) for row in self._connection.execute(sa.select(table))}
        for key in sorted(held.keys() | sums.keys()):
            if held.get(key) != sums.get(key):
                self._say("sums_differ", str(key[0]), f"{table.name} {key[1:]}: {held.get(key)} of {sums.get(key)}")

    def _check_balances(self) -> None:
        """What is on hand is the sum of movements (invariant 8)."""
        m, b = stock_movement.c, stock_balance.c
        sums = {
            (row[0], row[1]): (int(row[2]), int(row[3]))
            for row in self._connection.execute(
                sa.select(m.location_id, m.sku, sa.func.sum(m.quantity), sa.func.sum(m.unavailable)).group_by(
                    m.location_id, m.sku
                )
            )
        }
        held = {
            (row[0], row[1]): (row[2], row[3])
            for row in self._connection.execute(sa.select(b.location_id, b.sku, b.on_hand, b.unavailable))
        }
        for key in sorted(held.keys() | sums.keys()):
            if held.get(key, (0, 0)) != sums.get(key, (0, 0)):
                self._say("balance_differs", key[0], f"{key[1]}: {held.get(key)}, movements {sums.get(key)}")

    def _check_shifts(self) -> None:
        """A Z's sums are those of the documents of its shift (invariant 12), as far as all of them could be read."""
        statement = sa.text(
            "SELECT z.location_id, z.register_id, z.shift_id, z.sales, z.sales_total, z.returns, z.returns_total,"
            " z.post_voids, z.post_voids_total, d.kind, count(d.event_id), sum(d.total)"
            " FROM shift_fact z LEFT JOIN document d ON d.location_id = z.location_id"
            " AND d.register_id = z.register_id AND d.shift_id = z.shift_id WHERE z.kind = 'z_report' GROUP BY"
            " z.location_id, z.register_id, z.shift_id, z.sales, z.sales_total, z.returns, z.returns_total,"
            " z.post_voids, z.post_voids_total, d.kind"
        )
        stated: dict[tuple[str, str, str], dict[str, tuple[int, int]]] = {}
        held: defaultdict[tuple[str, str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
        for row in self._connection.execute(statement):
            key = (row[0], row[1], row[2])
            stated[key] = {"sale": (row[3], row[4]), "return": (row[5], row[6]), "post_void": (row[7], row[8])}
            if row[9] is not None:
                held[key][row[9]] = (row[10], int(row[11]))
        for key, figures in sorted(stated.items()):
            found = {kind: held[key].get(kind, (0, 0)) for kind in figures}
            if found != figures:
                self._say("z_differs", key[0], f"{key[1]} {key[2]}: {found}, the Z says {figures}")
