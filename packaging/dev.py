#!/usr/bin/env python3
"""One command for everything a developer does: `python3 packaging/dev.py demo`, `test`, `check`, `bench`, `build` ...

Runs on a bare machine with nothing but Python and its pip: the standard library alone is imported here. It makes
`.venv`, installs the hash-pinned locks, adds what Qt needs of the system, then runs the job.
"""

import os
import shutil
import sys

OLDEST = (3, 11)


def newer_python() -> "str | None":
    """The path of an interpreter on this machine that is new enough, or None."""
    for minor in (11, 12, 13, 14):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    return None


def main() -> int:
    """Hand the command line to `devkit`, under an interpreter that is new enough."""
    if sys.version_info < OLDEST:
        found = newer_python()
        if not found:
            print("Omnitill needs Python 3.11 or newer; this is " + sys.version.split()[0], file=sys.stderr)
            return 2
        os.execv(found, [found, *sys.argv])  # noqa: S606 # the same program under a newer interpreter

    from devkit.cli import run  # noqa: PLC0415 # its syntax needs the interpreter checked above

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
