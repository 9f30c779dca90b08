"""Telling a location's registers what a register's events changed. The last part of a write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa

from sync.central.feeds.publish import publish
from sync.central.journal import aside, quarantine
from sync.central.journal.heads import Head, Place
from sync.central.stock import balances, listing
from sync.central.stock.balances import Balance
from sync.protocol.base import instant


def tell(connection: sa.Connection, place: Place, head: Head, changed: Mapping[str, Balance], now: datetime) -> None:
    """Publish the balances that changed and what they include of the register; feed heads are locked last.

    Names that no catalogue has get no row: an alarm says so.
    """
    changes = balances.feed_rows(place.location_id, changed, instant(now))
    changes.append(quarantine.included_row(connection, place, head.epoch, head.seq))
    unlisted: set[str] = set()

    def may_begin(connection: sa.Connection, keys: Collection[str]) -> Collection[str]:
        kept = listing.listed(connection, keys)
        unlisted.update(set(keys) - kept)
        return kept

    publish(connection, changes, now=now, may_begin=may_begin)
    if unlisted:
        first = quarantine.as_text(min(unlisted).removeprefix("sku/"))
        detail = f"{len(unlisted)} names, {first[:100]}"
        aside.alarm(connection, place, head.epoch, listing.ALARM, detail, instant(now))
