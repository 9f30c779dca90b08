"""Rows of the feeds in the live file: those of store and register with what selling reads of them, and stock.

Used by the sync process alone, within its transactions. A row that this program cannot read is kept, so that checksums
hold, and what selling had before stays. Rows of these feeds take effect at once, whatever publication they name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from pos_client.db.replica import codec
from pos_client.db.replica.feed_rows import FeedRows, Known, Sums
from pos_client.db.replica.files import ReplicaFile
from pos_client.domain.barcode.restricted import parse_pattern
from sync.protocol import feeds
from sync.protocol.base import instant, parse_instant
from sync.protocol.messages import Row

_log = logging.getLogger(__name__)
SKU: Final = "sku/"

_WRITE: Final = """INSERT INTO rows VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (number, bucket, key) DO UPDATE SET position = excluded.position, body = excluded.body"""
_ROW: Final = "SELECT position, body FROM rows WHERE number = ? AND bucket = ? AND key = ?"
_SUM: Final = "SELECT checksum, position FROM buckets WHERE number = ? AND bucket = ?"
_REMOVE: Final = "DELETE FROM rows WHERE number = ? AND bucket = ? AND key = ?"
_IN_BUCKET: Final = (
    "SELECT key, position, body FROM rows WHERE number = ? AND bucket = ? AND key > ? ORDER BY key LIMIT ?"
)
_WRITE_STOCK: Final = """INSERT INTO stock VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (number, bucket, sku) DO UPDATE
    SET position = excluded.position, on_hand = excluded.on_hand, reserved = excluded.reserved,
    unavailable = excluded.unavailable, at = excluded.at, raw = excluded.raw"""
_STOCK: Final = """SELECT sku, position, on_hand, reserved, unavailable, at, raw FROM stock
    WHERE number = ? AND bucket = ? AND sku = ?"""
_REMOVE_STOCK: Final = "DELETE FROM stock WHERE number = ? AND bucket = ? AND sku = ?"
_STOCK_IN_BUCKET: Final = """SELECT sku, position, on_hand, reserved, unavailable, at, raw FROM stock
    WHERE number = ? AND bucket = ? AND sku > ? ORDER BY sku LIMIT ?"""


class LiveRows(FeedRows):
    """The rows of one feed under its `number`. `derived` is what selling reads of them, None where it reads none."""

    def __init__(self, file: ReplicaFile, number: int, derived: Derived | None) -> None:
        self._file = file
        self._number = number
        self._derived = derived

    def sums(self) -> Sums:  # noqa: D102 - as `FeedRows` says
        return Sums(lambda bucket: self._file.row(_SUM, (self._number, bucket)))

    def store_sums(self, sums: Sums) -> None:  # noqa: D102
        self._file.run_many(
            "INSERT OR REPLACE INTO buckets VALUES (?, ?, ?, ?)",
            [
                (self._number, bucket, checksum.to_bytes(8), position)
                for bucket, (checksum, position) in sums.changed.items()
            ],
        )

    def newest(self, bucket: int, key: str) -> Known | None:  # noqa: D102
        held = self._file.row(_ROW, (self._number, bucket, key))
        return None if held is None else Known(held[0], feeds.digest(key, held[1]))

    def take(self, bucket: int, row: Row) -> None:  # noqa: D102
        known = self._file.row(_ROW, (self._number, bucket, row.key))
        if known is None or known[0] < row.position:
            self._write(bucket, row.key, row.position, None if row.body is None else bytes(row.body))

    def replace_bucket(self, bucket: int, rows: Sequence[Row]) -> None:  # noqa: D102
        named = {row.key for row in rows}
        for key, *_ in self.in_bucket(bucket, "", -1):
            if key not in named:
                self._write(bucket, key, 0, None)
        for row in sorted(rows, key=lambda each: each.position):
            self._write(bucket, row.key, row.position, None if row.body is None else bytes(row.body))

    def in_bucket(self, bucket: int, after: str, most: int) -> list[tuple[str, int, int]]:  # noqa: D102
        found = self._file.rows(_IN_BUCKET, (self._number, bucket, after, most))
        return [(key, position, feeds.digest(key, body)) for key, position, body in found]

    def _write(self, bucket: int, key: str, position: int, body: bytes | None) -> None:
        if body is None:
            self._file.run(_REMOVE, (self._number, bucket, key))
        else:
            self._file.run(_WRITE, (self._number, bucket, key, position, body))
        if self._derived is not None:
            self._derived.follow(key, body)


class StockRows(LiveRows):
    """The rows of a stock feed: products in the table `stock`, up to where registers are included in `rows`."""

    def __init__(self, file: ReplicaFile, number: int) -> None:
        super().__init__(file, number, None)

    def newest(self, bucket: int, key: str) -> Known | None:  # noqa: D102
        if not key.startswith(SKU):
            return super().newest(bucket, key)
        held = self._file.row(_STOCK, (self._number, bucket, key.removeprefix(SKU)))
        return None if held is None else Known(held[1], feeds.digest(key, _stock_body(*held[2:])))

    def take(self, bucket: int, row: Row) -> None:  # noqa: D102
        if not row.key.startswith(SKU):
            super().take(bucket, row)
            return
        held = self._file.row(_STOCK, (self._number, bucket, row.key.removeprefix(SKU)))
        if held is None or held[1] < row.position:
            self._write(bucket, row.key, row.position, None if row.body is None else bytes(row.body))

    def in_bucket(self, bucket: int, after: str, most: int) -> list[tuple[str, int, int]]:  # noqa: D102
        found = super().in_bucket(bucket, after, most)
        if after < SKU or after.startswith(SKU):
            stock = self._file.rows(
                _STOCK_IN_BUCKET, (self._number, bucket, after.removeprefix(SKU) if after > SKU else "", most)
            )
            found += [
                (SKU + sku, position, feeds.digest(SKU + sku, _stock_body(*row))) for sku, position, *row in stock
            ]
            found.sort()
        return found if most < 0 else found[:most]

    def _write(self, bucket: int, key: str, position: int, body: bytes | None) -> None:
        if not key.startswith(SKU):
            super()._write(bucket, key, position, body)
        elif body is None:
            self._file.run(_REMOVE_STOCK, (self._number, bucket, key.removeprefix(SKU)))
        else:
            columns = _stock_columns(key, body)
            self._file.run(_WRITE_STOCK, (self._number, bucket, key.removeprefix(SKU), position, *columns))


def _stock_columns(key: str, body: bytes) -> tuple[Any, ...]:
    """Quantities, instant in µs, and the body itself when these do not spell it."""
    try:
        found = codec.decode_stock(body)
        columns = (found.on_hand, found.reserved, found.unavailable, codec.to_micros(parse_instant(found.at)))
        if any(not -(2**63) <= value < 2**63 for value in columns):
            raise ValueError("a number out of bounds")  # noqa: TRY301 - as any other that cannot be read
    except ValueError as error:
        _log.error("%s cannot be read: %s", key, error)
        return 0, 0, 0, 0, body
    return *columns, None if _stock_body(*columns, None) == body else body


def _stock_body(on_hand: int, reserved: int, unavailable: int, at: int, raw: bytes | None) -> bytes:
    if raw is not None:
        return raw
    return b'{"at":"%s","on_hand":%d,"reserved":%d,"unavailable":%d}' % (
        instant(codec.from_micros(at)).encode(),
        on_hand,
        reserved,
        unavailable,
    )


class _Placed(msgspec.Struct):
    position: int
    value: msgspec.Raw


_decode_placed: Final = msgspec.json.Decoder(_Placed).decode
_decode_text: Final = msgspec.json.Decoder(str).decode

# Kind of key: the table, its columns that the key names, what the value must be.
_PLACED: Final[dict[str, tuple[str, tuple[str, ...], Callable[[bytes], object]]]] = {
    "tender_kind": ("tender_kinds", ("tender_id",), codec.decode_tender_kind),
    "reason": ("reasons", ("kind", "reason_id"), codec.decode_reason),
    "open_item": ("open_items", ("sku",), codec.decode_product),
    "role": ("roles", ("role_id",), codec.decode_role),
    "staff": ("staff", ("staff_id",), codec.decode_staff),
}
_OF_STORE: Final = ("tender_kind", "reason", "open_item", "role", "setting")
_OF_REGISTER: Final = ("staff",)


class Derived:
    """What selling reads of a store's or a register's feed, kept in step with its rows.

    The store's profile and the register's settings have no absence: their removal leaves what was there.
    """

    def __init__(self, file: ReplicaFile, feed: str) -> None:
        self._file = file
        self._kinds = _OF_STORE if feed.startswith("store:") else _OF_REGISTER
        self._whole = "store" if feed.startswith("store:") else "register"

    def clear(self) -> None:
        """Take out everything that can be absent: the rows of another reading follow."""
        for kind in self._kinds:
            table = "settings" if kind == "setting" else _PLACED[kind][0]
            self._file.run(f"DELETE FROM {table}")  # noqa: S608 - names of our own DDL

    def follow(self, key: str, body: bytes | None) -> None:
        """Do what the row's change means for selling."""
        kind, _, name = key.partition("/")
        try:
            if key == self._whole:
                self._write_whole(body)
            elif kind == "setting" and kind in self._kinds:
                self._write_setting(name, body)
            elif kind in self._kinds:
                self._write_placed(kind, name, body)
        except (ValueError, RecursionError) as error:
            _log.error("%s cannot be read and changes nothing: %s", key, error)

    def _write_whole(self, body: bytes | None) -> None:
        if body is None:
            return
        if self._whole == "store":
            for pattern in codec.decode_store(body).barcode_patterns:
                parse_pattern(pattern)
        else:
            codec.decode_register(body)
        self._file.run(f"INSERT OR REPLACE INTO {self._whole} VALUES (1, ?)", (body,))  # noqa: S608

    def _write_setting(self, name: str, body: bytes | None) -> None:
        if body is None:
            self._file.run("DELETE FROM settings WHERE key = ?", (name,))
        else:
            self._file.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, _decode_text(body)))

    def _write_placed(self, kind: str, name: str, body: bytes | None) -> None:
        table, columns, decode = _PLACED[kind]
        names = name.split("/", len(columns) - 1)
        if len(names) != len(columns):
            raise ValueError(f"{kind} {name!r} has too few parts")
        if body is None:
            where = " AND ".join(f"{column} = ?" for column in columns)
            self._file.run(f"DELETE FROM {table} WHERE {where}", names)  # noqa: S608
            return
        placed = _decode_placed(body)
        value = bytes(placed.value)
        decode(value)
        marks = ", ".join("?" * (len(columns) + 2))
        self._file.run(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (*names, placed.position, value))  # noqa: S608
