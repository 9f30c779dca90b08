"""The SQL that the program loads is what the statements compile to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pos_client.db.journal import statement_source, statements

ROOT = Path(__file__).resolve().parents[3]


def test_the_written_module_is_what_the_source_compiles_to() -> None:
    written = Path(statements.__file__).read_text(encoding="utf-8")
    assert written == statement_source.module(), "run python -m pos_client.db.journal.statement_source"


def test_a_start_needs_no_sqlalchemy() -> None:
    asked = "import sys, pos_client.app.main; print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["False", "False"]
