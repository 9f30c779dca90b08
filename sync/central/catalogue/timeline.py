"""What a publication makes of rows that another one, which has not taken effect, changes too. One transaction.

The catalogue's items are what the last publication left of each, whenever it takes effect. A publication that takes
effect earlier than such must not bring that forth: its rows are made of what is in force at its own instant, and for
each later instant a companion, named "ID~INSTANT", brings the rows as they are from then on. Of two publications that
change the same item the one that was published last holds, as soon as it is in effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from sync.central.catalogue import store
from sync.central.catalogue.changes import CHAIN, ItemKey, Kind
from sync.central.catalogue.rows import Changed
from sync.central.catalogue.store import Step
from sync.central.catalogue.view import View
from sync.central.feeds.publish import Change
from sync.protocol.feeds import PUBLICATION, catalogue_feed
from sync.protocol.values import encode_plain

COMPANION: Final = "~"
"""Between a publication's id, which has no such sign, and the instant."""
_PRODUCT: Final = "product/"
Row = tuple[str, str]
"""Zone and key of a row."""


class Timeline:
    """Rows of `changed` by instant. `effective`: from when the publication holds; `is_withdrawal`: it only restores."""

    def __init__(
        self, connection: sa.Connection, view: View, changed: Changed, effective: str, *, is_withdrawal: bool
    ) -> None:
        self._connection, self._view, self._effective = connection, view, effective
        self._is_withdrawal = is_withdrawal
        names = {key.partition("/")[2] for told in changed.catalogue.values() for key in told}
        names |= {key.key for key in view.items if key.kind == Kind.PRODUCT}
        steps = store.steps_since(connection, effective, sorted(names))
        self._steps = {key: found for key, found in steps.items() if any(step.at > effective for step in found)}
        self._add_zones(changed)
        self._times: dict[Row, list[str]] = {}
        for zone, told in changed.catalogue.items():
            for key in told:
                later = {step.at for item in _items(zone, key) for step in self._steps.get(item, ())}
                if any(at > effective for at in later):
                    self._times[zone, key] = sorted(at for at in later if at > effective)
        self._told: dict[Row, bytes | None] = {}

    def _add_zones(self, changed: Changed) -> None:
        """A zone that will no longer sell a product sells it until then."""
        shared = {key.key for key in self._view.items if key.kind == Kind.PRODUCT}
        for item in self._steps:
            if item.kind == Kind.SOLD and item.key in shared:
                changed.catalogue.setdefault(item.scope, {}).setdefault(f"{_PRODUCT}{item.key}", None)

    def settle(self, changed: Changed) -> None:
        """Make the rows of `changed` what they are when the publication takes effect."""
        self._told = self._rows_at(self._effective, list(self._times))
        for (zone, key), body in self._told.items():
            changed.catalogue[zone][key] = body

    def companions(self, publication_id: str) -> list[Change]:
        """The rows of later instants, each instant's with a closing row; call it after `settle`."""
        changes: list[Change] = []
        for at in sorted({at for times in self._times.values() for at in times}):
            found = self._rows_at(at, [row for row, times in self._times.items() if at in times])
            found = {row: body for row, body in found.items() if body != self._told[row]}
            self._told |= found
            name = f"{publication_id}{COMPANION}{at}"
            for zone in sorted({zone for zone, _ in found}):
                feed = catalogue_feed(zone)
                told = [Change(feed, key, body, name) for (other, key), body in found.items() if other == zone]
                closing = encode_plain({"count": len(told), "effective_at": at})
                changes += [*told, Change(feed, f"{PUBLICATION}{name}", closing)]
        return changes

    def _rows_at(self, at: str, rows: list[Row]) -> dict[Row, bytes | None]:
        """The bodies of `rows` as they are from an instant on."""
        if not rows:
            return {}
        bodies = {item: self._body_at(item, steps, at) for item, steps in self._steps.items()}
        view = View(self._connection, {**self._view.items, **bodies})
        found: dict[Row, bytes | None] = {}
        for zone in sorted({zone for zone, _ in rows}):
            keys = [key for other, key in rows if other == zone]
            skus = [key.removeprefix(_PRODUCT) for key in keys if key.startswith(_PRODUCT)]
            made = view.product_rows(zone, skus) if skus else {}
            for key in keys:
                sku = key.removeprefix(_PRODUCT)
                found[zone, key] = made[sku][0] if key.startswith(_PRODUCT) else bodies[_items(zone, key)[0]]
        return found

    def _body_at(self, item: ItemKey, steps: list[Step], at: str) -> bytes | None:
        if item in self._view.items and not self._is_withdrawal:
            return self._view.items[item]
        body = steps[0].previous
        for step in steps:
            if step.at <= at:
                body = step.body
        return body


def _items(zone: str, key: str) -> tuple[ItemKey, ...]:
    """The items that a row of a zone's feed is made of."""
    kind, _, name = key.partition("/")
    if kind == Kind.PRODUCT:
        return ItemKey(Kind.PRODUCT, CHAIN, name), ItemKey(Kind.SOLD, zone, name)
    return (ItemKey(kind, zone, name),)


def companions_removed(connection: sa.Connection, publication_id: str, zones: Mapping[str, str]) -> list[Change]:
    """Tombstones of the closing rows of a withdrawn publication's companions."""
    changes: list[Change] = []
    first = f"{PUBLICATION}{publication_id}{COMPANION}"
    statement = sa.text(
        "SELECT key FROM feed_row WHERE feed = :feed AND key >= :first AND key < :after AND digest IS NOT NULL"
    )
    for zone in sorted(zones):
        feed = catalogue_feed(zone)
        given = {"feed": feed, "first": first, "after": first[:-1] + chr(ord(COMPANION) + 1)}
        changes += [Change(feed, key, None) for key in connection.execute(statement, given).scalars()]
    return changes
