"""Run by test_faults under strace or a limit: sells while the disk fails, and says what it was told of each attempt."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from pos_client.db.journal import Journal, JournalWriteError, Outcome, Writer, bound
from sync.protocol import signing
from tests.db.journal.facts import NOW, PREFIX, SHIFT, sale_body

DATA = b"x" * 5000


def attempt(number: int) -> Any:
    def work(writer: Writer) -> str:
        receipt = writer.next_receipt_number()
        body = msgspec.structs.replace(sale_body(receipt), sale_id=f"attempt-{number}")
        event = writer.append("sale", bound(body, DATA))
        writer.record_sale(receipt, event.seq, body.sale_id, NOW, body.total, "maria", SHIFT, DATA)
        return receipt

    return work


def main() -> None:
    directory, key, attempts, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    journal = Journal.open(directory, signing.load(key), prefix=PREFIX, idle_seconds=0.02)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    told: dict[int, Any] = {}
    errors: dict[int, JournalWriteError] = {}
    for number in range(attempts):
        error = journal.submit(attempt(number)).exception()
        if error is None:
            told[number] = ["committed", ""]
        elif isinstance(error, JournalWriteError):
            errors[number] = error
            told[number] = [error.outcome.value, error.code]
            time.sleep(0.05)  # a cashier tries again after a moment, the journal has recovered by then or not
        else:
            raise error
    for _ in range(60):  # each try is one more chance for the disk, and for the journal to settle what is unsettled
        if all(error.outcome is not Outcome.UNKNOWN for error in errors.values()):
            break
        journal.submit(lambda _writer: None).exception()
    settled = {number: error.outcome.value for number, error in errors.items()}
    print(json.dumps({"told": told, "settled": settled, "unknown": Outcome.UNKNOWN.value}), flush=True)  # noqa: T201
    journal.close()


if __name__ == "__main__":
    main()
