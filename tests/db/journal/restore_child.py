"""Run by test_restoring: restores a journal and dies at a given renaming of a file (or sells and dies without closing).

Arguments: the folder, the key file, and either "sell", or the copy and the number of the renaming.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from pos_client.db.journal import Journal, restore
from sync.protocol import signing
from tests.db.journal.facts import PREFIX, sell

SALES = 3


def main() -> None:
    folder, key, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if what == "sell":
        journal = Journal.open(folder, signing.load(key), prefix=PREFIX)
        for _ in range(SALES):
            journal.submit(sell()).result()
        os._exit(9)
    left = int(sys.argv[4])

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event == "os.rename":
            left -= 1
            if left == 0:
                os._exit(9)

    sys.addaudithook(count)
    restore(Path(what), folder, signing.load(key), clock=lambda: datetime.now(UTC), force=True)


main()
