"""A till that is asked to stop from outside puts itself away, as when its window is closed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos_client.db.journal import Journal
from sync.protocol import signing
from tests.support.demo import copy_demo
from tests.support.fresh import ROOT

TILL = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pos_client.app import cli
from pos_client.ui.frame import MainWindow
application = QApplication(["omnitill"])
def look():
    if any(isinstance(each, MainWindow) and each.isVisible() for each in application.topLevelWidgets()):
        timer.stop()
        print("open", flush=True)
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes the window instead")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_till_that_is_told_to_stop_closes_its_journal(tmp_path: Path, number: int) -> None:
    copy_demo(tmp_path / "replica")
    command = [sys.executable, "-c", TILL, "--data", str(tmp_path), "--window"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as till:
        try:
            assert till.stdout is not None
            assert till.stdout.readline() == "open\n"
            till.send_signal(number)
            assert till.wait(60) == 0
        finally:
            till.kill()
    assert not (tmp_path / "journal.sqlite-wal").exists()
    signer = signing.load(tmp_path / "register.key")
    journal = Journal.open(tmp_path, signer, prefix="TV03", register_id="T12-3")
    try:
        assert journal.state.clean
    finally:
        journal.close()
