"""Run by test_crash: forks tills that sell into one journal and kills each with SIGKILL at a random moment.

Prints, as JSON, the acknowledged sales of every life: what a cashier would have seen as paid.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from pos_client.db.journal import Journal
from sync.protocol import signing
from tests.db.journal.facts import PREFIX, sell


def till(directory: Path, key: Path, acks: int) -> None:
    """Sell until killed; each receipt number goes out once its future has a result."""
    journal = Journal.open(directory, signing.load(key), prefix=PREFIX, idle_seconds=0.003)
    os.write(acks, b"open\n")
    for count in range(10_000):
        receipt, _event = journal.submit(sell(lines=1 + count % 7)).result()
        os.write(acks, f"{receipt}\n".encode())
        if count % 5 == 4:
            time.sleep(0.004)  # long enough for a checkpoint to begin


def main() -> None:
    directory, key, lives, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    random_moment = random.Random(seed)
    told: list[str] = []
    for _ in range(lives):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            try:
                till(directory, key, theirs)
            finally:
                os._exit(1)
        os.close(theirs)
        lines_first = random_moment.choice((0, 1, 2, 3, 4))  # 0: while it still opens; 1: opened, then sales
        said = b""
        while said.count(b"\n") < lines_first:
            part = os.read(ours, 4096)
            if not part:
                raise SystemExit("a till ended by itself")
            said += part
        select.select([], [], [], random_moment.uniform(0, 0.006))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        if os.WTERMSIG(status) != signal.SIGKILL:
            raise SystemExit(f"a till ended by itself: {status}")
        while part := os.read(ours, 65536):
            said += part
        os.close(ours)
        told.extend(line for line in said.decode().split("\n")[:-1] if line != "open")
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
