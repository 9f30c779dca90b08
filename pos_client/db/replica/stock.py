"""Stock of the region's locations as the centre told it. Any thread; an answer is read from the file as it is now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from msgspec import Struct

from pos_client.db.replica import codec
from pos_client.db.replica.files import ReplicaDamagedError, ReplicaFile
from pos_client.domain.settings import Place
from sync.protocol.base import parse_instant
from sync.protocol.feeds import TILLS, bucket_of, stock_feed

_T = TypeVar("_T")
_PREFIX: Final = stock_feed("")
_FIGURES: Final = """SELECT f.feed, f.number, s.on_hand, s.reserved, s.unavailable, s.at FROM feeds f
    CROSS JOIN stock s ON s.number = f.number AND s.bucket = ? AND s.sku = ? WHERE s.at > 0 ORDER BY f.feed"""
_PLACE: Final = """SELECT r.body FROM feeds f JOIN rows r ON r.number = f.number AND r.bucket = ? AND r.key = ?
    WHERE f.feed GLOB 'store:*' LIMIT 1"""
_TILLS: Final = """SELECT f.feed, r.body FROM feeds f JOIN rows r ON r.number = f.number AND r.bucket = ? AND r.key = ?
    WHERE f.followed = 1 AND f.feed GLOB 'stock:*'"""
_INCLUDED: Final = "SELECT body FROM rows WHERE number = ? AND bucket = ? AND key = ?"


class Included(Struct, frozen=True):
    """Up to which own event a location's figures go: all of `epoch` up to `seq`, but those in `quarantined` (seqs)."""

    epoch: int
    seq: int
    quarantined: frozenset[int]


class StockFigure(Struct, frozen=True):
    """Stock of a product at one location, in thousandths of its unit, as the centre had it `at` that instant.

    `included` None: nothing of this register is in the figures. Shown stock is the figure and the register's own
    events above `included.seq` or named in its quarantine.
    """

    location_id: str
    on_hand: int
    reserved: int
    unavailable: int
    at: datetime
    included: Included | None

    @property
    def free(self) -> int:
        """What could be promised to somebody: never below zero."""
        return max(0, self.on_hand - self.reserved - self.unavailable)


class Stock:
    """The stock of the followed locations, as seen by register `register_id`."""

    def __init__(self, file: ReplicaFile, register_id: str) -> None:
        self._file = file
        self._key: Final = f"register/{register_id}"

    def figures(self, sku: str) -> tuple[StockFigure, ...]:
        """Every location that has or had the product, by location. Figures and `included` are of one moment."""
        with self._file.together():
            rows = self._file.rows(_FIGURES, (bucket_of(f"sku/{sku}"), sku))
            included = [self._included(row[1]) for row in rows]
        return tuple(
            StockFigure(feed.removeprefix(_PREFIX), on_hand, reserved, unavailable, codec.from_micros(at), counted)
            for (feed, _, on_hand, reserved, unavailable, at), counted in zip(rows, included, strict=True)
        )

    def told(self) -> frozenset[str]:
        """The locations whose stock has been read; of the others nothing is known, not even that there is none."""
        rows = self._file.rows("SELECT feed FROM feeds WHERE generation > 0 AND feed GLOB 'stock:*'")
        return frozenset(feed.removeprefix(_PREFIX) for (feed,) in rows)

    def locations(self) -> tuple[str, ...]:
        """The locations whose stock is followed."""
        rows = self._file.rows("SELECT feed FROM feeds WHERE followed = 1 AND feed GLOB 'stock:*' ORDER BY feed")
        return tuple(feed.removeprefix(_PREFIX) for (feed,) in rows)

    def silent_since(self) -> dict[str, datetime]:
        """When the registers of a location were last heard, for locations whose registers are all silent."""
        rows = self._file.rows(_TILLS, (bucket_of(TILLS), TILLS))
        return {feed.removeprefix(_PREFIX): self._read(_heard_at, body) for feed, body in rows}

    def place(self, location_id: str) -> Place | None:
        """What is known of a location of the region, None for one farther away."""
        key = f"location/{location_id}"
        row = self._file.row(_PLACE, (bucket_of(key), key))
        return None if row is None else self._read(codec.decode_place, row[0])

    def _read(self, decode: Callable[[bytes], _T], body: bytes) -> _T:
        try:
            return decode(body)
        except ValueError as error:
            raise ReplicaDamagedError("damaged", self._file.path, str(error)) from error

    def _included(self, number: int) -> Included | None:
        row = self._file.row(_INCLUDED, (number, bucket_of(self._key), self._key))
        if row is None:
            return None
        found = self._read(codec.decode_included, row[0])
        return Included(found.epoch, found.seq, frozenset(found.quarantined))


def _heard_at(body: bytes) -> datetime:
    return parse_instant(codec.decode_tills(body).heard_at)
