"""The virtual environment: made once, filled from hash-pinned locks, known good by a stamp.

A bare Debian has no `ensurepip`, so a plain `python -m venv` fails there; then the environment is made without pip
and filled by the system's pip from outside, which needs neither its permission nor its site directory.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Sequence

from devkit.shell import LOCKS, VENV, JobError, environment, output, run, say, venv_python

STAMP = VENV / "omnitill-stamp.json"
OWN_PIP_NEEDED = "Python has no pip. On Debian: apt-get install -y python3-pip; elsewhere: python3 -m ensurepip"


def wanted(locks: Sequence[str]) -> dict[str, str]:
    """What the stamp says when `locks` (names without ending) are installed for this interpreter."""
    state = {lock: hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes()).hexdigest() for lock in locks}
    return state | {"python": ".".join(map(str, sys.version_info[:2])), "place": str(VENV)}


def stamped() -> dict[str, str]:
    """What the stamp says now; empty when there is none or it is damaged."""
    try:
        state = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def works() -> bool:
    """True when the environment's interpreter starts and is of this interpreter's version."""
    if not venv_python().exists():
        return False
    said = output([venv_python(), "-c", "import sys; print('.'.join(map(str, sys.version_info[:2])))"])
    return said.returncode == 0 and said.stdout.strip() == ".".join(map(str, sys.version_info[:2]))


def pip_command() -> list[str]:
    """The pip that fills the environment: its own, else this interpreter's working on it; `JobError` without any."""
    if output([venv_python(), "-m", "pip", "--version"]).returncode == 0:
        return [str(venv_python()), "-m", "pip"]
    if output([sys.executable, "-m", "pip", "--version"]).returncode == 0:
        return [sys.executable, "-m", "pip", "--python", str(venv_python())]
    raise JobError(OWN_PIP_NEEDED)


def make() -> None:
    """A new, empty environment; with a pip of its own where Python can give it one."""
    say(f"Making {VENV}")
    if VENV.exists():
        shutil.rmtree(VENV)
    if output([sys.executable, "-m", "venv", VENV]).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", "--without-pip", VENV], "making the virtual environment")


def pip_install(locks: Sequence[str]) -> None:
    """Install `locks`, every file checked against its hash."""
    named = [part for lock in locks for part in ("-r", str(LOCKS / f"{lock}.txt"))]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    # PIP_USER or a user-wide "user = true" would lead the files past the environment
    run([*pip_command(), "install", *quiet, "--require-hashes", *named], "pip", environment(PIP_USER="0"))


def ensure(*locks: str) -> None:
    """Make the environment and install `locks` unless the stamp says that this is done."""
    state = stamped()
    target = wanted(locks)
    if target.items() <= state.items() and venv_python().exists():
        return
    moved = bool(state) and (state.get("place"), state.get("python")) != (target["place"], target["python"])
    if moved or not works():
        make()
        state = {}
    say(f"Installing {' and '.join(f'packaging/locks/{lock}.txt' for lock in locks)}")
    pip_install(locks)
    STAMP.write_text(json.dumps(state | target, indent=1) + "\n", encoding="utf-8")


def lock() -> int:
    """Write the locks anew from pyproject.toml: newest releases that fit, hashes for every platform, no address."""
    if output([venv_python(), "-m", "uv", "--version"]).returncode:
        ensure("runtime", "central", "dev")
    uv: list[str] = [str(venv_python()), "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--no-header"]
    uv += ["--universal", "--python-version", "3.11", "--generate-hashes"]
    # a hash-checked download is worth nothing if the list could point elsewhere, hence no addresses
    uv += ["--no-emit-index-url", "--no-emit-find-links"]
    runtime, central = "packaging/locks/runtime.txt", "packaging/locks/central.txt"
    jobs: dict[str, list[str]] = {
        runtime: ["pyproject.toml"],
        central: ["pyproject.toml", "--extra", "central", "--constraints", runtime],
        "packaging/locks/dev.txt": ["--group", "dev", "--constraints", central],
        "packaging/locks/build.txt": ["--group", "build", "--constraints", runtime],
    }
    for path, options in jobs.items():
        run([*uv, *options, "--output-file", path], f"locking {path}", environment(UV_NO_PROGRESS="1"))
    return 0
