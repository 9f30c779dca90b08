"""The command line of `packaging/dev.py`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from devkit import bench, build, jobs, translations, venv
from devkit.shell import JobError


def renew_translations(_: Sequence[str]) -> int:
    """The command `translations`."""
    venv.ensure("runtime", "central", "dev")
    return translations.renew()


def renew_locks(_: Sequence[str]) -> int:
    """The command `lock`."""
    return venv.lock()


COMMANDS: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "demo": (jobs.demo, "try the program: windows with a display, one shift by itself without"),
    "test": (jobs.test, "all tests; further words go to pytest"),
    "check": (jobs.check, "style, types, import contracts, translations; further words choose among them"),
    "bench": (bench.bench, "timed tests, one table, build/bench.json; further words go to pytest"),
    "build": (build.build, "wheel, frozen program and .deb in dist/"),
    "translations": (renew_translations, "bring the texts to translate up to the source, compile them"),
    "lock": (renew_locks, "resolve pyproject.toml anew into packaging/locks"),
}


def run(argv: Sequence[str]) -> int:
    """Run the job named first in `argv`; its exit code, 2 when it could not start."""
    listing = "\n".join(f"  {name:13} {text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog=f"commands:\n{listing}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    if not argv:
        parser.print_help(sys.stderr)
        return 2
    if argv[0].startswith("-"):
        parser.parse_args(list(argv))
    command = parser.parse_args([argv[0]]).command
    try:
        return COMMANDS[command][0](argv[1:])
    except JobError as error:
        print(f"dev.py {command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
