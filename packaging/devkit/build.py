"""The job `build`: a wheel, two frozen programs (the register, the centre), and on Debian a `.deb` of each."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from devkit import debs, translations, venv
from devkit.freeze import DIST, PROGRAMS, WORK, freeze
from devkit.shell import ROOT, JobError, run, say
from devkit.system import ensure_qt


def wheel() -> None:
    """The wheel of both programs, with the compiled translations inside."""
    tools = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    run([*venv.pip_command(), "wheel", *tools, "--wheel-dir", str(DIST), str(ROOT)], "the wheel")


def build(args: Sequence[str]) -> int:
    """Everything to hand out, in dist/; further words choose among the frozen programs."""
    names = [program.name for program in PROGRAMS]
    if not set(args) <= set(names):
        raise JobError(f"build takes names of programs alone: {', '.join(names)}")
    venv.ensure("runtime", "central", "build")
    ensure_qt()
    translations.compile_stale()
    DIST.mkdir(exist_ok=True)
    WORK.mkdir(exist_ok=True)
    wheel()
    for program in PROGRAMS:
        if args and program.name not in args:
            continue
        started = time.monotonic()
        folder = freeze(program)
        say(f"  {program.name}: {megabytes(folder)} MB in {time.monotonic() - started:.0f} s")
        if sys.platform == "linux" and shutil.which("dpkg-deb"):
            debs.deb(program.name, folder)
    for path in sorted(DIST.iterdir()):
        say(f"dist/{path.name}: {megabytes(path)} MB")
    return 0


def megabytes(path: Path) -> int:
    """The size of a file, or of all there is in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return round(sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 1e6)
