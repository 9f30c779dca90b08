"""Run by the bench of the commit as a process of its own: applies changes to a replica file as the sync process does.

Waits for a line on standard input, applies `CHANGES` rows in transactions of at most 20 ms, says "done"; again
and again until its input ends.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pos_client.db import sqlite

CHANGES = 10_000
SLICE_SECONDS = 0.02
PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")
TABLE = (
    "CREATE TABLE IF NOT EXISTS stock "
    "(location TEXT, sku TEXT, on_hand INTEGER, changed TEXT, PRIMARY KEY (location, sku)) WITHOUT ROWID"
)
CHANGE = (
    "INSERT INTO stock VALUES (?, ?, ?, ?) "
    "ON CONFLICT (location, sku) DO UPDATE SET on_hand = excluded.on_hand, changed = excluded.changed"
)


def main(path: Path) -> None:
    """Apply whenever asked."""
    raw = sqlite.connect(path, mode="rwc", pragmas=PRAGMAS)
    raw.execute(TABLE)
    for turn, _line in enumerate(sys.stdin):
        applied = 0
        while applied < CHANGES:
            end = time.monotonic() + SLICE_SECONDS
            raw.execute("BEGIN IMMEDIATE")
            while applied < CHANGES and time.monotonic() < end:
                raw.execute(CHANGE, (f"store-{applied % 14}", f"{applied * 7_919 % 100_000:06d}", turn, f"{applied}"))
                applied += 1
            raw.execute("COMMIT")
        sys.stdout.write("done\n")
        sys.stdout.flush()
    raw.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
