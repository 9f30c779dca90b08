"""Names that the centre's catalogue knows, for tests that sell without publishing a catalogue."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from sync.central.catalogue.tables import catalogue_item


def list_goods(connection: sa.Connection, skus: Iterable[str]) -> None:
    """Let the chain know products of these names and no more of them than that."""
    rows = [
        {"kind": "product", "scope": "", "item_key": sku, "body": b"{}", "publication_id": "before"} for sku in skus
    ]
    connection.execute(sa.insert(catalogue_item), rows)
