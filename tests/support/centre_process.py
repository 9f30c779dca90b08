"""What the process of a test's centre runs: `serve`, telling both ports in one line."""

from __future__ import annotations

import sys
from pathlib import Path

from sync.central.http.limits import Rate, Rates
from sync.central.serving import ServeOptions, serve


def main(arguments: list[str]) -> int:
    url, authority, directory, port, admin_port, carrier, *more = arguments
    rates = Rates(register=Rate(1_000, 5_000), unproved=Rate(1_000, 5_000), strangers=Rate(1_000, 5_000))
    options = ServeOptions(
        database=url,
        authority=Path(authority),
        directory=Path(directory),
        host="127.0.0.1",
        port=int(port),
        admin_port=int(admin_port),
        plain=carrier == "plain",
        rates=Rates() if "real-rates" in more else rates,
        stop_seconds=10,
        head_seconds=1.0 if "hasty" in more else 15.0,
        floor=0,
    )

    def started(front: int, back: int) -> None:
        sys.stdout.write(f"{front} {back}\n")
        sys.stdout.flush()

    return serve(options, started=started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
