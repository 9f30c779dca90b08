"""What Qt and the tests of the centre need of the system: installed by apt when root, else named in a line to paste."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from devkit.shell import ROOT, VENV, JobError, environment, output, run, say, venv_python

PACKAGES = ROOT / "packaging" / "debian-packages.txt"
DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
PROBE = """
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
app = QApplication([])
QFontDatabase.families()
"""


def has_display() -> bool:
    """True when windows can be shown to a person here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def packages(*sections: str) -> list[str]:
    """The Debian packages of `sections`, in the order of the file."""
    found: list[str] = []
    section = ""
    for raw in PACKAGES.read_text(encoding="utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in sections:
            found.append(line)
    return found


def missing_packages(*sections: str) -> list[str]:
    """Those packages of `sections` that dpkg does not know as installed."""
    wanted = packages(*sections)
    said = output(["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *wanted])
    installed = {line.split()[0] for line in said.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in installed]


def probe(platform: str) -> str:
    """Start Qt on `platform` ("" is its own choice); what it says of its failure, or "" when all is well."""
    env = environment(QT_QPA_PLATFORM=platform) if platform else environment()
    said = output([venv_python(), "-c", PROBE], env)
    return "" if said.returncode == 0 else (said.stderr.strip() or f"exit code {said.returncode}")


def install(names: list[str], what: str = "Qt needs system libraries") -> None:
    """Install Debian packages `names`; `JobError` with a line to paste when this user may not."""
    line = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(names)
    if os.geteuid() != 0:
        raise JobError(f"{what}. Paste this, then run the command again:\n  sudo sh -c '{line}'")
    say(f"{what}; installing: " + " ".join(names))
    env = environment(DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-qq"], "apt-get update", env)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names], "apt-get install", env)


def trouble_with(platform: str, *kinds: str) -> str:
    """Start Qt on `platform`, with Debian's packages of `kinds` if it needs them; what still keeps it from starting."""
    trouble = probe(platform)
    if trouble and shutil.which("apt-get") and shutil.which("dpkg-query"):
        missing = missing_packages(*kinds)
        if missing:
            install(missing)
            trouble = probe(platform)
    return trouble


def ensure_qt() -> None:
    """Make sure that Qt starts without a display; a stamp remembers that it did. `JobError` with what it lacks."""
    stamp = VENV / "omnitill-qt"
    if stamp.exists():
        return
    trouble = trouble_with("offscreen", "offscreen")
    if trouble:
        raise JobError(f"Qt does not start:\n{trouble}\nDebian's packages: {' '.join(packages('offscreen'))}")
    stamp.touch()


def postgres_programs(debian: Path = DEBIAN_POSTGRES) -> Path | None:
    """The folder of a PostgreSQL server's programs, from PATH or where Debian has them; None where there is none."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    for folder in [*folders, *sorted(debian.glob("*/bin"))]:
        if all((folder / name).exists() for name in ("initdb", "postgres", "pg_dump", "pg_restore")):
            return folder
    return None


def ensure_postgres(debian: Path = DEBIAN_POSTGRES) -> None:
    """Make sure that there is a PostgreSQL server to test the centre with. `JobError` with what to do."""
    if postgres_programs(debian) is not None:
        return
    if shutil.which("apt-get") and shutil.which("dpkg-query"):
        install(packages("centre"), "The centre is tested with a PostgreSQL server")
    if postgres_programs(debian) is None:
        raise JobError("The centre is tested with a PostgreSQL server (15 or newer): install one, its programs in PATH")


def usable_display() -> bool:
    """True when Qt can show windows here; where a display is named that it cannot use, says so."""
    if not has_display():
        return False
    trouble = trouble_with("", "offscreen", "x11", "wayland") if sys.platform == "linux" else ""
    if trouble:
        say(f"The display cannot be used, going on without it:\n{trouble}")
    return not trouble
