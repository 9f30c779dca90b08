"""The jobs of one line each: demo, test, check. Each returns an exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from devkit import house, translations, venv
from devkit.shell import ROOT, environment, say, status, venv_program, venv_python
from devkit.system import ensure_postgres, ensure_qt, usable_display


def demo(args: Sequence[str]) -> int:
    """The program and its centre with the demo chain: windows where there is a display, else a day played by itself."""
    venv.ensure("runtime", "central")
    ensure_qt()
    translations.compile_stale()
    env = environment() if usable_display() else environment(QT_QPA_PLATFORM="offscreen")
    return status([venv_python(), "-m", "pos_client.app.demo", *args], env)


FAILED_TESTS = 1  # pytest's exit code for tests that ran and failed


def test(args: Sequence[str]) -> int:
    """pytest, in two processes and in random order; a run of everything measures branches and holds their floor."""
    venv.ensure("runtime", "central", "dev")
    ensure_qt()
    ensure_postgres()
    translations.compile_stale()
    env = environment(QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT / "packaging"))
    command: list[str | Path] = [venv_python(), "-m", "pytest", "--benchmark-skip"]
    if not any(part == "--pdb" or part.startswith("-n") for part in args):
        command += ["-n", "2", "--dist", "worksteal"]  # a module stays in one process, with what its tests share
    if not args:
        command += ["--cov=pos_client.domain", "--cov=sync", "--cov-branch"]
        command += ["--cov-report=term-missing:skip-covered", "-p", "devkit.coverage_floor"]
    code = status([*command, *args], env)
    if args or code != FAILED_TESTS:
        return code
    # Whole tills share two cores here: what failed is run once more by itself. A test that fails twice fails the run,
    # and one that did not is named above and wants a look.
    say("\nThe failed tests once more, one at a time:")
    return status(
        [venv_python(), "-m", "pytest", "--benchmark-skip", "--last-failed", "--last-failed-no-failures=none"], env
    )


def listed(name: str, find: Callable[[], Sequence[str]]) -> int:
    """Run a check of our own that returns its findings; 1 when there are any."""
    say(f"$ {name}")
    findings = find()
    for finding in findings:
        say(finding)
    return 1 if findings else 0


def check(args: Sequence[str]) -> int:
    """Everything that needs no test: style, types, import contracts, translations, rules of the house."""
    venv.ensure("runtime", "central", "dev")
    sources = ["pos_client", "sync", "resources", "tests", "packaging"]
    jobs: dict[str, Callable[[], int]] = {
        "style": lambda: status([venv_program("ruff"), "check", *sources]),
        "format": lambda: status([venv_program("ruff"), "format", "--check", *sources]),
        "types": lambda: status([venv_program("mypy")]),
        "imports": lambda: status([venv_program("lint-imports")]),
        "translations": lambda: listed("translations complete", translations.check),
        "addresses": lambda: listed("no registry addresses", lambda: [*house.registry_addresses(house.tracked())]),
        "changelog": lambda: listed("changelog kept", lambda: [*house.changelog_troubles(ROOT / "CHANGELOG.md")]),
    }
    unknown = set(args) - set(jobs)
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(jobs)}", file=sys.stderr)
        return 2
    failed = []
    for name, job in jobs.items():
        if args and name not in args:
            continue
        started = time.monotonic()
        if job():
            failed.append(name)
        say(f"  {name}: {'FAILED' if name in failed else 'ok'} ({time.monotonic() - started:.1f} s)")
    for name, lines in house.long_modules(house.tracked()).items():
        say(f"  long: {name}, {lines} lines")
    say(f"check: {'failed: ' + ', '.join(failed) if failed else 'all is well'}")
    return 1 if failed else 0
