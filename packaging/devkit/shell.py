"""Where things lie, and running programs: every command is shown before it runs. Main thread only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging" / "locks"
WINDOWS = sys.platform == "win32"


class JobError(Exception):
    """A job cannot go on; the text says what happened and what to do next."""


def say(text: str) -> None:
    """Print one line of progress, at once."""
    print(text, flush=True)


def venv_program(name: str) -> Path:
    """The path of program `name` in the virtual environment."""
    return VENV / ("Scripts" if WINDOWS else "bin") / (f"{name}.exe" if WINDOWS else name)


def venv_python() -> Path:
    """The interpreter of the virtual environment."""
    return venv_program("python")


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, less what would lead Python to other code, with `changes`."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    return kept | changes


def status(command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run `command` in the root of the project with its output shown; its exit code."""
    say("$ " + " ".join(Path(part).name if index == 0 else str(part) for index, part in enumerate(command)))
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env or environment(), check=False).returncode


def run(command: Sequence[str | Path], why: str, env: dict[str, str] | None = None) -> None:
    """Run `command`; `JobError` naming `why` when it fails."""
    code = status(command, env)
    if code:
        raise JobError(f"{why} failed with exit code {code}")


def output(command: Sequence[str | Path], env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `command` quietly and keep what it says; exit code 127 when there is no such program."""
    parts = [str(part) for part in command]
    try:
        return subprocess.run(
            parts,
            cwd=ROOT,
            env=env or environment(),
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except FileNotFoundError as error:
        return subprocess.CompletedProcess(parts, 127, "", str(error))
