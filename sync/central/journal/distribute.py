"""How the tables are spread over a Citus cluster: by which column each, and the statements that do it. Pure.

What belongs to one location, register or feed lies on one node; what all of them read is on every node; what the
centre's processes keep about themselves stays on the coordinator. A table that is not named here is a defect that
`lint` tells: a new one is placed when it is made. Written for Citus 13 on PostgreSQL 15; the rules are checked on
plain PostgreSQL, the statements run where `citus` is installed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import sqlalchemy as sa

REFERENCE: Final = "*"
"""On every node: small, changed seldom, joined by all."""
LOCAL: Final = "-"
"""On the coordinator alone."""

_BY_LOCATION: Final = (
    "journal_head",
    "journal_epoch",
    "event",
    "carried_event",
    "carried_end",
    "quarantine",
    "fork_event",
    "rescue",
    "journal_alarm",
    "document",
    "tender_total",
    "tax_total",
    "shift_fact",
    "stock_movement",
    "stock_balance",
)
_BY_FEED: Final = ("feed_head", "feed_event", "feed_row", "feed_beneath", "feed_bucket", "snapshot")
_BY_REGISTER: Final = ("register_key", "register_epoch", "register_status")
_EVERYWHERE: Final = (
    "location",
    "register",
    "enrolment_code",
    "register_setup",
    "zone",
    "catalogue_item",
    "product_number",
    "publication",
    "publication_row",
    "person",
    "person_store",
    "role",
    "store_item",
)
_ON_THE_COORDINATOR: Final = ("centre_note", "operator", "operator_act", "alembic_version")

PLACED: Final[dict[str, str]] = {
    **dict.fromkeys(_BY_LOCATION, "location_id"),
    **dict.fromkeys(_BY_FEED, "feed"),
    **dict.fromkeys(_BY_REGISTER, "register_id"),
    **dict.fromkeys(_EVERYWHERE, REFERENCE),
    **dict.fromkeys(_ON_THE_COORDINATOR, LOCAL),
}
"""Table -> its distribution column, `REFERENCE` or `LOCAL`."""


def statements(tables: Iterable[sa.Table]) -> list[str]:
    """Return what a database of Citus is told, in the order that foreign keys ask for. Run once, before any data.

    Tables keyed alike lie together, so that a push touches one node for its journal and stock and one for its feed.
    The triggers that refuse changes look at their own row alone, which is what makes them safe there.
    """
    made = ["CREATE EXTENSION IF NOT EXISTS citus", "SET citus.enable_unsafe_triggers TO on"]
    first: dict[str, str] = {}
    ordered = sorted(tables, key=lambda table: PLACED.get(table.name) != REFERENCE)
    for table in ordered:
        column = PLACED.get(table.name, LOCAL)
        if column == REFERENCE:
            made.append(f"SELECT create_reference_table('{table.name}')")
        elif column != LOCAL:
            together = f", colocate_with => '{first[column]}'" if column in first else ""
            first.setdefault(column, table.name)
            made.append(f"SELECT create_distributed_table('{table.name}', '{column}'{together})")
    return made


def lint(tables: Collection[sa.Table]) -> list[str]:
    """Return what keeps the tables from being distributed, nothing when they can be.

    Every primary and unique key of a distributed table contains its column; a foreign key stays within one key, or
    points to a table that is on every node.
    """
    found: list[str] = []
    for table in tables:
        column = PLACED.get(table.name)
        if column is None:
            found.append(f"{table.name} is not placed")
            continue
        if column not in (REFERENCE, LOCAL):
            found += [
                f"{table.name}: {', '.join(sorted(key))} does not contain {column}"
                for key in _keys(table)
                if column not in key
            ]
        found += [
            f"{table.name}: a foreign key to {target}" for target in _targets(table) if not _may_point(table, target)
        ]
    return found


def _keys(table: sa.Table) -> list[set[str]]:
    constraints = [key for key in table.constraints if isinstance(key, (sa.PrimaryKeyConstraint, sa.UniqueConstraint))]
    unique = [index for index in table.indexes if index.unique]
    return [{column.name for column in key.columns} for key in (*constraints, *unique)]


def _targets(table: sa.Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


def _may_point(table: sa.Table, target: str) -> bool:
    column, other = PLACED[table.name], PLACED.get(target, LOCAL)
    if column in (REFERENCE, LOCAL):
        return other in (REFERENCE, LOCAL) and (column == LOCAL or other == REFERENCE)
    if other == REFERENCE:
        return True
    pairs = [(key.parent.name, key.column.name) for key in table.foreign_keys if key.column.table.name == target]
    return other == column and (column, column) in pairs
