"""A careless test fails, whatever it is careless about: pytest is run on planted ones under this project's rules."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PLANTED = """
import threading, time, warnings
import pytest
from PySide6.QtCore import QObject, QTimer, Signal, qDebug
from PySide6.QtWidgets import QLabel

kept = []

class Source(QObject):
    rang = Signal()

def test_good(qtbot):
    window = QLabel("x")
    qtbot.addWidget(window)
    window.show()
    window.raise_()

def test_leak(qtbot):
    kept.append(QTimer())
    kept[0].start(60_000)

def test_leak_in_a_failed_test_is_not_told_twice(qtbot):
    kept.append(QLabel("x"))
    assert not kept

def test_word_of_qt(qtbot):
    qDebug("a word")

def test_slot(qtbot):
    source = Source()
    source.rang.connect(lambda: 1 / 0)
    source.rang.emit()

def test_warning():
    warnings.warn("careless")

def test_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_finalizer():
    class Careless:
        def __del__(self):
            1 / 0
    Careless()

@pytest.mark.timeout(0.2)
def test_endless():
    time.sleep(20)

@pytest.mark.invariant(3)
def test_proof():
    pass

@pytest.mark.invariant(3)
@pytest.mark.invariant(12)
def test_no_proof():
    assert not kept, "planted"
"""


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, "-p", "tests.conftest"]
    command += ["-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", folder]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "packaging")])}
    # the outer run's coverage and worker settings are its own
    env = {key: value for key, value in env.items() if not key.startswith(("COV_", "PYTEST_"))}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=env, capture_output=True, text=True, check=False
    ).stdout


@pytest.mark.parametrize(
    ("verdict", "test", "reason"),
    [
        ("ERROR", "test_leak", "left behind: QTimer"),
        ("FAILED", "test_leak_in_a_failed_test_is_not_told_twice", "assert not"),
        ("FAILED", "test_word_of_qt", "Qt messages with level DEBUG or above"),
        ("FAILED", "test_slot", "Exceptions caught"),
        ("FAILED", "test_warning", "UserWarning: careless"),
        ("FAILED", "test_thread", "PytestUnhandledThreadException"),
        ("FAILED", "test_finalizer", "PytestUnraisableException"),
        ("FAILED", "test_endless", "Timeout"),
        ("FAILED", "test_no_proof", "planted"),
    ],
)
def test_carelessness_fails(said: str, verdict: str, test: str, reason: str) -> None:
    assert re.search(rf"^{verdict} \S*::{test}( |$)", said, re.MULTILINE), said
    assert reason in said


def test_good_tests_pass_and_nothing_is_told_twice(said: str) -> None:
    assert "8 failed, 3 passed, 1 error" in said.splitlines()[-1], said


def test_invariants_are_listed(said: str) -> None:
    assert "invariant 3: 1 tests passed, 1 FAILED\ninvariant 12: 0 tests passed, 1 FAILED\n" in said
