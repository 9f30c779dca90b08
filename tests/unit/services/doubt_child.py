"""Run by test_audit_payments: a register whose disk begins to fail, and recovers, when its parent says so.

    python -m tests.unit.services.doubt_child FOLDER GTIN READ

It says "ready" and waits for a line; the sale follows; it says as JSON what became of that, waits for a line again,
pays once more by Enter, and says what is in the journal. With READ somebody reads the journal all the time, so that the
log is not begun anew and the sync that fails comes after the sale was written; without, before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2

from pos_client.db.journal import JournalWriteError
from pos_client.services.desk import ServiceError
from tests.support.waiting import wait_until
from tests.unit.services.shop import Clock, open_shop


def say(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def main() -> None:
    folder, gtin, reads = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "READ"
    shop = open_shop(folder, clock=Clock())
    shop.begin()
    shop.scan(gtin)
    shop.payments.open()
    shop.payments.cash("cash", None)
    shop.settle()
    reader = dbapi2.connect(str(folder / "journal.sqlite"), isolation_level=None)
    if reads:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sale").fetchone()
    say(ready=True)
    sys.stdin.readline()
    error = shop.payments.finish().exception(60)
    outcome = error.outcome.value if isinstance(error, JournalWriteError) else repr(error)
    shop.payments.not_done()
    refused = ""
    try:
        for part in shop.payments.view().parts:
            shop.payments.remove(part.part_id)
    except ServiceError as told:
        refused = told.code
    say(outcome=outcome, in_doubt=shop.payments.in_doubt, refused=refused)
    sys.stdin.readline()
    wait_until(lambda: not shop.journal.trouble, "the journal to write again")
    said = error.outcome.value if isinstance(error, JournalWriteError) else ""
    shop.payments.cash("cash", None)  # Enter
    settled = shop.payments.is_settled
    shop.finish()
    numbers = [body.receipt_number for body in shop.bodies("sale")]
    say(settled=settled, became=said, sales=len(numbers), in_doubt=shop.payments.in_doubt)
    reader.close()
    shop.close()


if __name__ == "__main__":
    main()
