"""The commands as a person types them, each in a process of its own: what is said, the exit code, the next step."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_client.app.importing import MEANS
from pos_client.db.journal import Journal, verify
from pos_client.db.replica import open_replica
from pos_client.domain import price_list, price_table, price_workbook
from pos_client.services.prices import price_list_files, price_lists
from sync.protocol import signing
from tests.support.demo import demo_template

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def chain() -> Path:
    return demo_template()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "register"


@pytest.fixture
def run(folder: Path) -> Run:
    def run_it(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pos_client.app.cli", "--data", str(folder), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)

    return run_it


def journal(folder: Path) -> Journal:
    folder.mkdir(parents=True, exist_ok=True)
    return Journal.open(folder, signing.load_or_create(folder / "register.key"), prefix="TV03", register_id="T12-3")


def failed(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def test_prepare_demo_writes_a_register_that_opens(run: Run, folder: Path) -> None:
    done = run("prepare-demo", "--store", "K08", "--register", "2")
    assert done.returncode == 0, done.stderr
    with open_replica(folder / "replica") as replica:
        assert replica.live.register.register_id == "K08-2"


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="becoming somebody else needs root")
def test_somebody_without_a_home_needs_a_folder_and_no_more(folder: Path) -> None:
    """A service may run under a number that no list of users knows, with HOME unset."""
    nobody = 4_000_000_000
    code = (
        "import os, sys\n"
        "from pos_client.app.cli import main\n"
        f"os.setresuid({nobody}, -1, -1)\n"  # whose home it is; what may be read stays, wherever the program lies
        "sys.exit(main(sys.argv[1:]))\n"
    )
    homes = ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA")
    without = {name: value for name, value in os.environ.items() if name not in homes}

    def as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, env=without)

    done = as_nobody("backup", "/nowhere")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "--data" in done.stderr
    failed(as_nobody("--data", str(folder), "backup", "/nowhere"), "no register")


@pytest.mark.parametrize("wrong", [("--store", "X99"), ("--register", "77")])
def test_prepare_demo_of_what_there_is_not(run: Run, wrong: tuple[str, str]) -> None:
    failed(run("prepare-demo", *wrong), wrong[1], "Nothing was changed")


def test_import_names_bad_rows_and_changes_nothing_until_asked(
    run: Run, folder: Path, chain: Path, tmp_path: Path
) -> None:
    shutil.copytree(chain, folder / "replica")
    with open_replica(folder / "replica") as replica:
        sku = replica.catalogue.quick_keys()[0].sku
        before = replica.catalogue.version
    prices = tmp_path / "prices.csv"
    prices.write_text(f"sku;price\n{sku};123.45\n{sku}x;abc\n", encoding="utf-8")
    done = run("import", prices)
    assert done.returncode == 1
    assert "1 good rows, 4 problems" in done.stdout
    assert "row 3, price: bad_price: not a price" in done.stdout
    with open_replica(folder / "replica") as replica:
        assert replica.catalogue.version == before
    prices.write_text(f"sku;price\n{sku};123.45\n", encoding="utf-8")
    done = run("import", prices, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    with open_replica(folder / "replica") as replica:
        assert 12_345 in {entry.amount for entry in replica.catalogue.prices(sku)}


def test_everything_that_may_be_wrong_with_a_price_list_has_its_words() -> None:
    modules = (price_table, price_workbook, price_list, price_list_files, price_lists)
    sources = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules]
    raised = set()
    for source in sources:
        raised |= set(re.findall(r'(?:TableError|wrong)\((?:(?:"[a-z_]+"|column), )?"([a-z_]+)"', source))
        raised |= set(re.findall(r'RowProblem\([^\n]*?"(\w+)", (?:shown|str|listed|f"{listed)', source))
        raised |= set(re.findall(r'return "([a-z]+_[a-z_]+|formula)"', source))
    columns = ("gtin", "plu", "label_item")
    raised |= {f"{column}_taken" for column in columns} | {f"bad_{column}" for column in columns}
    assert raised == set(MEANS)


def test_import_of_a_file_that_is_not_there(run: Run, folder: Path, chain: Path) -> None:
    shutil.copytree(chain, folder / "replica")
    done = run("import", "nothing.csv")
    assert done.returncode == 1
    assert "the file: not_found: the file cannot be opened (No such file or directory)" in done.stdout
    assert "Traceback" not in done.stderr


def test_backup_and_verify(run: Run, folder: Path, tmp_path: Path) -> None:
    journal(folder).close()
    done = run("backup", tmp_path / "copies")
    assert done.returncode == 0, done.stderr
    (copy,) = (tmp_path / "copies").glob("journal-*.sqlite")
    assert verify(copy).ok
    done = run("verify")
    assert done.returncode == 0
    assert "in order" in done.stdout


@pytest.mark.parametrize("command", ["doctor", "verify", "rotate-key"])
def test_a_folder_without_a_register_is_told_how_one_begins(run: Run, folder: Path, command: str) -> None:
    failed(run(command), f"no register in {folder}", "omnitill enrol", "omnitill restore")


def test_a_start_in_an_empty_folder_says_how_a_register_begins_and_makes_none(folder: Path) -> None:
    what, next_step, code = started(folder)
    assert what == f"there is no register in {folder}"
    assert ("enrol" in next_step, code) == (True, "1")
    assert {path.name for path in folder.iterdir()} == {"omnitill.log"}


def test_the_help_lists_what_a_person_may_ask_for(run: Run) -> None:
    said = run("--help").stdout
    assert "doctor" in said
    assert "SUPPRESS" not in said
    assert "sync-process" not in said


def test_backup_without_a_journal_creates_none(run: Run, folder: Path, tmp_path: Path) -> None:
    signing.load_or_create(folder / "register.key")
    failed(run("backup", tmp_path / "copies"), "there is no journal", "has sold before", "first started")
    assert not (folder / "journal.sqlite").exists()
    assert run("verify").returncode == 1


def test_backup_to_a_place_that_is_none(run: Run, folder: Path, tmp_path: Path) -> None:
    journal(folder).close()
    (tmp_path / "file").write_bytes(b"")
    failed(run("backup", tmp_path / "file"), "no copy was made", "Look at the place")


def test_a_damaged_journal_is_named_and_left_alone(run: Run, folder: Path) -> None:
    journal(folder).close()
    path = folder / "journal.sqlite"
    data = bytearray(path.read_bytes())
    data[100:8_000] = os.urandom(7_900)
    path.write_bytes(data)
    done = run("verify")
    assert done.returncode == 1
    assert "NOT in order" in done.stdout
    assert "Restore" in done.stdout
    assert path.read_bytes() == bytes(data)


def started(folder: Path) -> tuple[str, str, str]:
    """Start the register; returns what the window says, what stderr says and the exit code. The window is closed."""
    script = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pos_client.app import cli
from pos_client.app.start_error import StartError
application = QApplication(["omnitill"])
def look():
    for window in application.topLevelWidgets():
        if isinstance(window, StartError):
            print(window.what.text() + "|" + window.next_step.text(), flush=True)
            window.close_key.click()
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
code = cli.main(sys.argv[1:])
timer.stop()
print(f"|{code}")
"""
    command = [sys.executable, "-c", script, "--data", str(folder), "--window"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    what, next_step, code = done.stdout.replace("\n", "").split("|")
    return what, next_step, code


def test_a_register_that_runs_already_says_so_on_the_screen(folder: Path, chain: Path) -> None:
    shutil.copytree(chain, folder / "replica")
    running = journal(folder)
    try:
        what, next_step, code = started(folder)
    finally:
        running.close()
    assert what == f"the register is open already: process {os.getpid()}"
    assert ("close it first" in next_step, code) == (True, "1")


def test_a_damaged_replica_says_what_to_do(folder: Path, chain: Path) -> None:
    shutil.copytree(chain, folder / "replica")
    (folder / "replica" / "live.sqlite").write_bytes(b"not a database")
    what, next_step, code = started(folder)
    assert "catalogue" in what
    assert ("prepare-demo" in next_step, code) == (True, "1")


def test_a_damaged_journal_says_what_to_do(folder: Path, chain: Path) -> None:
    shutil.copytree(chain, folder / "replica")
    journal(folder).close()
    (folder / "journal.sqlite").write_bytes(b"no journal at all")
    what, next_step, code = started(folder)
    assert "the file is cut short" in what
    assert ("backup" in next_step, code) == (True, "1")


def test_a_wrong_setting_is_named(folder: Path, chain: Path) -> None:
    shutil.copytree(chain, folder / "replica")
    (folder / "settings.toml").write_text("[printer]\naddres = 'tcp://x'\n")
    what, next_step, code = started(folder)
    assert "addres" in what
    assert ("settings.toml" in next_step, code) == (True, "1")


def test_the_doctor_says_each_thing_with_its_next_step_and_fails_when_something_is_red(
    run: Run, folder: Path, chain: Path, tmp_path: Path
) -> None:
    shutil.copytree(chain, folder / "replica")
    running = journal(folder)
    running.backup(folder / "backup")
    try:
        done = run("doctor")
    finally:
        running.close()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "green  Journal: The journal is in order" in done.stdout
    assert "amber  Copies: The copies are on the same disk" in done.stdout
    assert "Choose a folder on another disk" in done.stdout
    (folder / "settings.toml").write_text("[[scanners]]\ndevice = '/dev/no-such-scanner'\n")
    done = run("doctor")
    assert done.returncode == 1
    assert "red    Scanner" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_doctor_says_what_else_is_wrong_when_the_journal_cannot_be_read(
    run: Run, folder: Path, chain: Path
) -> None:
    shutil.copytree(chain, folder / "replica")
    journal(folder).close()
    (folder / "journal.sqlite").write_bytes(b"not a database" * 1_000)
    failed(run("doctor"), "the journal cannot be used", "Restore the newest verified backup")
    (folder / "settings.toml").write_text("[printer\n")
    done = run("doctor")
    assert done.returncode == 1
    assert "red    Settings" in done.stdout
    assert "red    Journal: The journal cannot be read (not_a_database)" in done.stdout
