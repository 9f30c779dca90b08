"""Each import contract breaks when its rule is broken, and lets pass what it must let pass.

The packages are laid out empty in a temporary folder; one module with one import is planted in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LAYERS = "app over ui over runtime over services over (db | devices) over domain"
UI = "ui asks services, never db, devices or sync"
PORTS = "services see device ports, never a driver"
RULES = "sync does not know the register, but for the rules at the centre"
HALVES = "engine and central rest on protocol and do not know each other"
ENGINE = "only app and db import the sync engine, nobody the centre"
QT = "Qt lives in app, ui and runtime"
SQL = "SQLAlchemy lives in db and sync.central"
WIRES = "serial, USB and ESC/POS libraries live in devices"
DOMAIN = "the domain uses the standard library, biip and structs alone"
HTTP = "the HTTP client lives in sync.engine"
NOBODY = "nobody in the register imports the centre"
PROTOCOL = "the protocol knows neither half"
CENTRE = "of the register the centre knows the rules alone"

FORBIDDEN = [
    ("pos_client/domain", "import pos_client.services", LAYERS),
    ("pos_client/domain", "import pos_client.db", LAYERS),
    ("pos_client/domain/pricing", "import pos_client.devices.ports", LAYERS),
    ("pos_client/db", "import pos_client.devices.ports", LAYERS),
    ("pos_client/devices", "import pos_client.db", LAYERS),
    ("pos_client/devices/printer", "import pos_client.services", LAYERS),
    ("pos_client/services", "import pos_client.runtime", LAYERS),
    ("pos_client/services", "import pos_client.ui", LAYERS),
    ("pos_client/runtime", "import pos_client.ui", LAYERS),
    ("pos_client/ui", "import pos_client.app", LAYERS),
    ("pos_client/ui", "import pos_client.db", UI),
    ("pos_client/ui", "from pos_client.devices import ports", UI),
    ("pos_client/ui", "import sync.protocol", UI),
    ("pos_client/services", "import pos_client.devices.printer", PORTS),
    ("pos_client/services", "import pos_client.devices.transport", PORTS),
    ("pos_client/services", "import pos_client.devices.scanner", PORTS),
    ("pos_client/services", "import pos_client.devices.drawer", PORTS),
    ("pos_client/services", "import pos_client.devices.terminal", PORTS),
    ("pos_client/services", "import pos_client.devices.fiscal", PORTS),
    ("pos_client/services", "import pos_client.devices.simulators", PORTS),
    ("sync/engine", "import pos_client.domain", RULES),
    ("sync/protocol", "import pos_client.domain.money", RULES),
    ("sync/engine", "import sync.central", HALVES),
    ("sync/central", "import sync.engine", HALVES),
    ("pos_client/services", "import sync.engine", ENGINE),
    ("pos_client/services", "import sync.central", ENGINE),
    ("pos_client/devices", "import sync.engine", ENGINE),
    ("pos_client/domain", "import sync.engine", ENGINE),
    ("pos_client/app", "import sync.central", NOBODY),
    ("pos_client/db", "import sync.central", NOBODY),
    ("sync/protocol", "import sync.engine", PROTOCOL),
    ("sync/protocol", "import sync.central", PROTOCOL),
    ("sync/central", "import pos_client.services", CENTRE),
    ("sync/central", "import pos_client.db", CENTRE),
    ("pos_client/services", "import PySide6.QtCore", QT),
    ("pos_client/devices", "import PySide6", QT),
    ("pos_client/db", "from PySide6 import QtSql", QT),
    ("sync/engine", "import PySide6.QtNetwork", QT),
    ("pos_client/services", "import sqlalchemy", SQL),
    ("pos_client/app", "from sqlalchemy.orm import Session", SQL),
    ("sync/protocol", "import sqlalchemy", SQL),
    ("pos_client/services", "import serial", WIRES),
    ("pos_client/app", "import usb.core", WIRES),
    ("sync/engine", "import escpos.printer", WIRES),
    ("pos_client/domain", "import resources", DOMAIN),
    ("pos_client/domain", "import sync.protocol", DOMAIN),
    ("pos_client/domain/pricing", "import babel", DOMAIN),
    ("pos_client/services", "import httpx", HTTP),
    ("sync/protocol", "import httpx", HTTP),
    ("sync/central", "import httpx", HTTP),
]
ALLOWED = [
    ("pos_client/services", "from pos_client.devices.ports import Scan"),
    ("pos_client/services", "import sync.protocol"),
    ("pos_client/services", "import pos_client.db"),
    ("pos_client/app", "import pos_client.devices.simulators, sync.engine, pos_client.db, PySide6"),
    ("pos_client/db", "import sync.engine, sync.protocol, sqlalchemy"),
    ("pos_client/ui", "import pos_client.runtime, pos_client.services, pos_client.domain, PySide6, resources"),
    ("pos_client/devices/printer", "import escpos, serial, usb, resources"),
    ("pos_client/domain", "import biip, decimal, msgspec"),
    ("sync/engine", "import httpx, sync.protocol"),
    ("sync/central", "import pos_client.domain, sqlalchemy, sync.protocol"),
]


@pytest.fixture(scope="session")
def empty_rooms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of the program as empty files, and its configuration."""
    target = tmp_path_factory.mktemp("rooms")
    shutil.copy(ROOT / "pyproject.toml", target)
    for top in ("pos_client", "sync", "resources"):
        for init in (ROOT / top).rglob("__init__.py"):
            place = target / init.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
    (target / "pos_client" / "devices" / "ports.py").write_text("Scan = str\n")
    return target


def verdicts(rooms: Path, tmp_path: Path, folder: str, line: str) -> dict[str, bool]:
    """By contract, whether it is kept with `line` planted in a module of `folder`."""
    copy = tmp_path / "copy"
    shutil.copytree(rooms, copy)
    (copy / folder / "planted.py").write_text(f"{line}\n")
    program = Path(sys.executable).parent / "lint-imports"
    env = os.environ | {"PYTHONPATH": str(copy), "COLUMNS": "200"}
    said = subprocess.run([program, "--no-cache"], cwd=copy, env=env, capture_output=True, text=True, check=False)
    found = {
        name: word == "KEPT"
        for name, _, word in (row.strip().rpartition(" ") for row in said.stdout.splitlines())
        if word in ("KEPT", "BROKEN")
    }
    assert found, said.stdout + said.stderr
    assert (said.returncode == 0) is all(found.values())
    return found


@pytest.mark.parametrize(("folder", "line", "contract"), FORBIDDEN)
def test_a_planted_import_breaks_its_contract(
    empty_rooms: Path, tmp_path: Path, folder: str, line: str, contract: str
) -> None:
    assert verdicts(empty_rooms, tmp_path, folder, line)[contract] is False


@pytest.mark.parametrize(("folder", "line"), ALLOWED)
def test_an_allowed_import_passes_all(empty_rooms: Path, tmp_path: Path, folder: str, line: str) -> None:
    assert all(verdicts(empty_rooms, tmp_path, folder, line).values())
