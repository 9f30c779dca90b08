"""Frozen programs: each with its own Python in one folder (PyInstaller), looked through for what was left out."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from devkit.shell import ROOT, JobError, environment, run, venv_python

DIST = ROOT / "dist"
WORK = ROOT / "build"


@dataclass(frozen=True)
class Program:
    """What a program is made of.

    `packages` are ours, taken whole with their files because screens, drivers, areas and migrations are found by name
    at run time; `collected` foreign ones whose data goes along, `hidden` foreign ones that are imported by name;
    `excluded` what must not come in by a side door; `files` folders that also lie there as files.
    """

    name: str
    entry: str
    packages: tuple[str, ...]
    files: tuple[str, ...]
    collected: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


REGISTER = Program(
    name="omnitill",
    entry="pyinstaller_entry.py",
    packages=("pos_client", "sync.protocol", "sync.engine", "resources"),
    files=("pos_client/db/journal/migrations", "resources"),
    # without these the frozen program starts and then fails at the first barcode or receipt
    collected=("biip", "escpos", "barcode"),
    excluded=("numpy", "sync.central", "litestar", "uvicorn", "uvloop", "psycopg", "psycopg_pool", "jinja2"),
)
CENTRE = Program(
    name="omnitill-central",
    entry="pyinstaller_entry_central.py",
    packages=("pos_client.domain", "sync.protocol", "sync.central", "resources"),
    files=("sync/central/db/migrations", "resources"),
    collected=("biip",),
    hidden=("uvicorn", "psycopg"),  # their parts are found by name
    excluded=("numpy", "PySide6", "shiboken6", "sync.engine", "httpx", "escpos", "serial", "usb", "pytest"),
)
PROGRAMS = (REGISTER, CENTRE)


def freeze(program: Program) -> Path:
    """Make the program's folder in dist/; `JobError` when something of ours is not in it."""
    command = [str(venv_python()), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--onedir", "--name", program.name]
    for option, names in (
        ("--collect-data", (*program.collected, *program.packages)),
        ("--collect-submodules", (*program.packages, *program.hidden)),
        ("--exclude-module", program.excluded),
    ):
        command += [part for name in names for part in (option, name)]
    command += [part for place in program.files for part in ("--add-data", f"{ROOT / place}:{place}")]
    command += ["--paths", str(ROOT), "--distpath", str(DIST)]
    command += ["--workpath", str(WORK / "freeze"), "--specpath", str(WORK)]
    command.append(str(ROOT / "packaging" / program.entry))
    run(command, f"PyInstaller, {program.name},", environment(PYTHONHASHSEED="1"))
    missing = not_inside(
        program, WORK / "freeze" / program.name / "PYZ-00.toc", DIST / program.name / "_internal", ROOT
    )
    if missing:
        raise JobError(f"the frozen {program.name} lacks {', '.join(missing[:10])} ({len(missing)} in all)")
    return DIST / program.name


def not_inside(program: Program, modules: Path, data: Path, root: Path) -> list[str]:
    """What of our packages PyInstaller left out, of which it only warns: modules it could not import, data files."""
    frozen_names = {str(entry[0]) for entry in ast.literal_eval(modules.read_text(encoding="utf-8"))[1]}
    lacking = []
    tops = (root.joinpath(*name.split(".")) for name in program.packages)
    for path in (path for top in tops for path in top.rglob("*")):
        place = path.relative_to(root)
        if path.suffix == ".py":
            name = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
            is_there = name in frozen_names or (data / place).is_file()  # migrations and generators lie there as files
        else:
            is_there = path.is_dir() or path.suffix in (".pyc", ".md") or (data / place).is_file()
        if not is_there:
            lacking.append(str(place))
    return sorted(lacking)
