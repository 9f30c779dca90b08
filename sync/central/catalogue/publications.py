"""Publications: an editing session collects changes, a check says what they contradict, publishing is one write.

A publication is known by its id and happens once: publishing the same id again returns what was done and changes
nothing. All its rows carry its id in the feeds and take effect together at its effective time; one that has not taken
effect is taken back by another that restores what stood before. Who did it is journalled. Any thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from msgspec import Struct

from pos_client.domain.money import currency
from sync.central.catalogue import rows, store
from sync.central.catalogue.changes import Edit, ItemKey, Kind, spell_all
from sync.central.catalogue.checks import Contradiction, contradictions
from sync.central.catalogue.tables import publication, publication_row, zone
from sync.central.catalogue.timeline import Timeline, companions_removed
from sync.central.catalogue.view import View
from sync.central.db import Database
from sync.central.feeds.publish import publish as publish_feeds
from sync.central.identity.tables import operator_act
from sync.central.stock import listing
from sync.protocol.base import instant

MOST_SHOWN: Final = 1_000
LARGE: Final = 5_000
_ANALYZE: Final = sa.text("ANALYZE catalogue_item, product_number, publication_row, feed_row, feed_event, feed_bucket")
OPEN: Final = "open"
PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")


class PublicationError(Exception):
    """Nothing was changed.

    `code`: "bad_id", "unknown_publication", "not_open", "contradictions" (see `report`), "nothing_to_publish",
    "not_published", "already_effective", "already_withdrawn", "changed_since", "known_zone".
    """

    def __init__(self, code: str, value: str = "", report: Report | None = None) -> None:
        super().__init__(f"{code} {value}".strip())
        self.code = code
        self.value = value
        self.report = report


class Counts(Struct, frozen=True):
    """What becomes of the items of one kind."""

    kind: str
    added: int = 0
    changed: int = 0
    removed: int = 0


class Report(Struct, frozen=True):
    """The answer of a check. `contradictions` are the first thousand of `contradiction_count`.

    `feeds` are the rows that each zone's catalogue feed would get, the closing row not counted.
    """

    counts: tuple[Counts, ...]
    unchanged: int
    feeds: tuple[tuple[str, int], ...]
    contradictions: tuple[Contradiction, ...]
    contradiction_count: int

    @property
    def can_publish(self) -> bool:
        """True when something would change and nothing is contradicted."""
        return bool(self.counts) and not self.contradiction_count


class Publication(Struct, frozen=True):
    """A publication as it stands; times are instants, "" while it is open. `rows` are feed rows of all zones.

    `published_at` is later than that of every publication made before it, also after a clock was set back.
    """

    publication_id: str
    state: str
    note: str
    opened_by: str
    opened_at: str
    published_by: str
    published_at: str
    effective_at: str
    items: int
    rows: int
    withdraws: str


def add_zone(database: Database, zone_id: str, code: str, name: str, *, by: str, now: datetime) -> None:
    """Add a price zone whose prices are in the currency `code`. `PublicationError` (bad_id, known_zone)."""
    try:
        currency(code)
    except ValueError:
        raise PublicationError("bad_id", code[:10]) from None
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", zone_id):
        raise PublicationError("bad_id", zone_id[:64])

    def work(connection: sa.Connection) -> None:
        if zone_id in store.lock_zones(connection):
            raise PublicationError("known_zone", zone_id)
        connection.execute(sa.insert(zone).values(zone_id=zone_id, currency=code, name=name[:200]))
        values = {"at": instant(now), "operator": by, "act": "add_zone", "subject": zone_id, "detail": code}
        connection.execute(sa.insert(operator_act).values(values))

    database.write(work)


# --- editing


def open_publication(database: Database, publication_id: str, *, by: str, now: datetime, note: str = "") -> Publication:
    """Begin an editing session; the one that is open already under this id is returned as it is. `PublicationError`."""
    _check_id(publication_id)

    def work(connection: sa.Connection) -> Publication:
        store.lock_zones(connection)
        known = _find(connection, publication_id)
        return known or _create(connection, publication_id, by=by, now=now, note=note)

    return database.write(work)


def edit(database: Database, publication_id: str, edits: Iterable[Edit]) -> int:
    """Collect `edits` in an open session and return how many items it has; of two edits of one item the later holds.

    `PublicationError` (not_open), `EditError` for an edit that no catalogue could hold.
    """
    items = spell_all(edits)

    def work(connection: sa.Connection) -> int:
        store.lock_zones(connection)
        _must_be_open(connection, publication_id)
        _put_draft(connection, publication_id, items)
        count = sa.select(sa.func.count()).where(publication_row.c.publication_id == publication_id)
        return int(connection.execute(count).scalar_one())

    return database.write(work)


def discard(database: Database, publication_id: str) -> None:
    """Forget an open session and all it collected. `PublicationError`."""

    def work(connection: sa.Connection) -> None:
        store.lock_zones(connection)
        _must_be_open(connection, publication_id)
        for table in (publication_row, publication):
            connection.execute(sa.delete(table).where(table.c.publication_id == publication_id))

    database.write(work)


def check(database: Database, publication_id: str) -> Report:
    """Dry run of an open session: what publishing it now would do, and what stands against it."""

    def work(connection: sa.Connection) -> Report:
        _must_be_open(connection, publication_id)
        return _judge(View(connection, store.draft(connection, publication_id)))[0]

    return database.read(work)


def check_edits(database: Database, edits: Iterable[Edit]) -> Report:
    """Dry run of `edits` that no session holds."""
    items = spell_all(edits)
    return database.read(lambda connection: _judge(View(connection, items))[0])


def find(database: Database, publication_id: str) -> Publication | None:
    """The publication, if there is one."""
    return database.read(lambda connection: _find(connection, publication_id))


def recent(database: Database, most: int = 50) -> list[Publication]:
    """The publications opened last, newest first."""
    newest = sa.select(publication).order_by(publication.c.opened_at.desc(), publication.c.publication_id).limit(most)
    return database.read(lambda connection: [_told(row) for row in connection.execute(newest)])


def pending(database: Database, now: datetime, most: int = 100) -> list[Publication]:
    """What is published and has not taken effect, the next first."""
    p = publication.c
    coming = sa.select(publication).where(p.state == PUBLISHED, p.effective_at > instant(now))
    coming = coming.order_by(p.effective_at, p.publication_id).limit(most)
    return database.read(lambda connection: [_told(row) for row in connection.execute(coming)])


# --- publishing


def publish(
    database: Database, publication_id: str, *, effective_at: datetime | None, by: str, now: datetime
) -> Publication:
    """Publish an open session in one write; None takes effect at once. Once done, returns what was done.

    `PublicationError` (unknown_publication, contradictions, nothing_to_publish).
    """

    def work(connection: sa.Connection) -> Publication:
        zones = store.lock_zones(connection)
        known = _find(connection, publication_id)
        if known is None:
            raise PublicationError("unknown_publication", publication_id)
        if known.state != OPEN:
            return known
        items = store.draft(connection, publication_id)
        return _publish(connection, zones, publication_id, items, _Act(by, now, effective_at))

    return _settled(database, database.write(work), now)


def publish_edits(
    database: Database,
    publication_id: str,
    edits: Iterable[Edit],
    *,
    effective_at: datetime | None,
    by: str,
    now: datetime,
    note: str = "",
) -> Publication:
    """Publish `edits` as they are, session and all in one write: for imports. Once done, returns what was done.

    `PublicationError` (bad_id; not_open: a session has this id; contradictions, nothing_to_publish), `EditError`.
    """
    _check_id(publication_id)
    items = spell_all(edits)

    def work(connection: sa.Connection) -> Publication:
        zones = store.lock_zones(connection)
        known = _find(connection, publication_id)
        if known is not None:
            if known.state == OPEN:
                raise PublicationError("not_open", publication_id)
            return known
        _create(connection, publication_id, by=by, now=now, note=note)
        return _publish(connection, zones, publication_id, items, _Act(by, now, effective_at))

    return _settled(database, database.write(work), now)


def withdraw(
    database: Database, publication_id: str, *, as_id: str, by: str, now: datetime, note: str = ""
) -> Publication:
    """Take back a publication before its effective time by another, `as_id`, which restores what stood before.

    Once done, returns what was done. `PublicationError`: not_published, already_withdrawn, already_effective;
    changed_since when a later publication changed one of the same items: that one has to be taken back first.
    """
    _check_id(as_id)

    def work(connection: sa.Connection) -> Publication:
        zones = store.lock_zones(connection)
        known, done = _find(connection, publication_id), _find(connection, as_id)
        if done is not None and done.withdraws == publication_id:
            return done
        if done is not None:
            raise PublicationError("not_open", as_id)
        if known is None or known.state == OPEN:
            raise PublicationError("not_published", publication_id)
        if known.state == WITHDRAWN:
            raise PublicationError("already_withdrawn", publication_id)
        if known.effective_at <= instant(now):
            raise PublicationError("already_effective", known.effective_at)
        restored = _restored(connection, publication_id)
        _create(connection, as_id, by=by, now=now, note=note, withdraws=publication_id)
        connection.execute(
            sa.update(publication).where(publication.c.publication_id == publication_id).values(state=WITHDRAWN)
        )
        return _publish(connection, zones, as_id, restored, _Act(by, now, None, publication_id))

    return database.write(work)


def _settled(database: Database, done: Publication, now: datetime) -> Publication:
    """After a large publication let PostgreSQL count anew: until it has, it searches full tables as if they were empty.

    Measured: 10,000 price changes right after a first import of 100,000 products took 47 s without it. Of products that
    were sold before anybody knew them the stock is told now; whatever ends this before, the day's upkeep does it.
    """
    if done.items >= LARGE and not database.is_sqlite:
        database.write(lambda connection: connection.execute(_ANALYZE))
    r = publication_row.c
    products = sa.select(r.item_key).where(
        r.publication_id == done.publication_id, r.kind == Kind.PRODUCT, r.body.is_not(None)
    )
    listing.catch_up(database, now, lambda connection: list(connection.execute(products).scalars()))
    return done


class _Act(Struct, frozen=True):
    """Who publishes, and when; `withdrawn` is the publication that ends by it."""

    by: str
    now: datetime
    effective_at: datetime | None
    withdrawn: str = ""

    @property
    def effective(self) -> str:
        """Never earlier than now: what is published late takes effect at once."""
        return max(instant(self.effective_at or self.now), instant(self.now))


def _publish(
    connection: sa.Connection,
    zones: Mapping[str, str],
    publication_id: str,
    items: Mapping[ItemKey, bytes | None],
    act: _Act,
) -> Publication:
    view = View(connection, items)
    report, changed = _judge(view, zones)
    if report.contradiction_count:
        first = report.contradictions[0]
        raise PublicationError("contradictions", f"{first.code} {first.kind} {first.key} {first.value}".strip(), report)
    if not report.counts:
        raise PublicationError("nothing_to_publish", publication_id)
    timeline = Timeline(connection, view, changed, act.effective, is_withdrawal=bool(act.withdrawn))
    timeline.settle(changed)
    changes = rows.feed_changes(connection, view, changed, publication_id, act.effective)
    changes += timeline.companions(publication_id)
    if act.withdrawn:
        changes += rows.closing_removed(connection, act.withdrawn)
        changes += companions_removed(connection, act.withdrawn, zones)
    rows.write(connection, view, publication_id)
    _record_rows(connection, publication_id, view)
    values = {
        "state": PUBLISHED,
        "published_by": act.by,
        "published_at": store.next_instant(connection, instant(act.now)),
        "effective_at": act.effective,
        "item_count": len(view.items),
        "row_count": sum(count for _, count in report.feeds),
    }
    connection.execute(sa.update(publication).where(publication.c.publication_id == publication_id).values(values))
    told = f"{len(view.items)} items from {act.effective}" + (f", withdraws {act.withdrawn}" if act.withdrawn else "")
    connection.execute(
        sa.insert(operator_act).values(
            at=instant(act.now), operator=act.by, act="publish", subject=publication_id, detail=told
        )
    )
    done = _find(connection, publication_id)
    publish_feeds(connection, changes, now=act.now)
    if done is None:  # made above, in this transaction
        raise PublicationError("unknown_publication", publication_id)
    return done


def _judge(view: View, zones: Mapping[str, str] | None = None) -> tuple[Report, rows.Changed]:
    known = store.zones(view.connection) if zones is None else zones
    wrong = list(contradictions(view, known, rows.taxes_of(view.connection)))
    changed = rows.changed_rows(view)
    feeds = tuple((zone, len(keys)) for zone, keys in sorted(changed.catalogue.items()) if keys)
    return Report(_counts(view), view.unchanged, feeds, tuple(wrong[:MOST_SHOWN]), len(wrong)), changed


def _counts(view: View) -> tuple[Counts, ...]:
    found: dict[str, list[int]] = {}
    for key, body in view.items.items():
        counts = found.setdefault(key.kind, [0, 0, 0])
        counts[2 if body is None else 1 if key in view.before else 0] += 1
    return tuple(Counts(kind, *counts) for kind, counts in sorted(found.items()))


# --- the session's rows


def _check_id(publication_id: str) -> None:
    if not _ID.fullmatch(publication_id):
        raise PublicationError("bad_id", publication_id[:100])


def _find(connection: sa.Connection, publication_id: str) -> Publication | None:
    row = connection.execute(sa.select(publication).where(publication.c.publication_id == publication_id)).first()
    return None if row is None else _told(row)


def _told(row: sa.Row[Any]) -> Publication:
    return Publication(*tuple(row))


def _must_be_open(connection: sa.Connection, publication_id: str) -> None:
    known = _find(connection, publication_id)
    if known is None:
        raise PublicationError("unknown_publication", publication_id)
    if known.state != OPEN:
        raise PublicationError("not_open", publication_id)


def _create(
    connection: sa.Connection, publication_id: str, *, by: str, now: datetime, note: str, withdraws: str = ""
) -> Publication:
    made = Publication(publication_id, OPEN, note[:200], by, instant(now), "", "", "", 0, 0, withdraws)
    columns = [column.name for column in publication.columns]
    values = (getattr(made, name) for name in Publication.__struct_fields__)
    connection.execute(sa.insert(publication).values(dict(zip(columns, values, strict=True))))
    return made


def _put_draft(connection: sa.Connection, publication_id: str, items: Mapping[ItemKey, bytes | None]) -> None:
    store.insert(
        connection,
        publication_row,
        ("publication_id", "kind", "scope", "item_key", "body"),
        ((publication_id, *key, body) for key, body in items.items()),
        replace=True,
    )


def _record_rows(connection: sa.Connection, publication_id: str, view: View) -> None:
    """Keep what changed and what stood before; what the session had and changes nothing is dropped."""
    connection.execute(sa.delete(publication_row).where(publication_row.c.publication_id == publication_id))
    store.insert(
        connection,
        publication_row,
        ("publication_id", "kind", "scope", "item_key", "body", "previous"),
        ((publication_id, *key, body, view.before.get(key)) for key, body in view.items.items()),
        replace=False,
    )


def _restored(connection: sa.Connection, publication_id: str) -> dict[ItemKey, bytes | None]:
    """What stood before a publication, if everything that it changed still stands as it left it."""
    mine = sa.select(
        publication_row.c.kind, publication_row.c.scope, publication_row.c.item_key,
        publication_row.c.body, publication_row.c.previous,
    ).where(publication_row.c.publication_id == publication_id)  # fmt: skip
    restored: dict[ItemKey, bytes | None] = {}
    left: dict[ItemKey, bytes | None] = {}
    for kind, scope, key, body, previous in connection.execute(mine):
        item = ItemKey(kind, scope, key)
        left[item] = None if body is None else bytes(body)
        restored[item] = None if previous is None else bytes(previous)
    later = store.changed_by_others(connection, publication_id)
    standing = View(connection, left)
    if later or standing.items:
        first = later or "/".join(next(iter(standing.items)))
        raise PublicationError("changed_since", first)
    return restored
