"""The status bytes, and the library loaded without its side effects."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.devices.ports import DeviceState
from pos_client.devices.printer import library
from pos_client.devices.printer.status import AnswerReader, InOrder, PrinterState, RealTime

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        ((0x12, 0x12, 0x12, 0x12), DeviceState.OK, ""),
        ((0x16, 0x12, 0x12, 0x12), DeviceState.OK, ""),
        ((0x12, 0x12, 0x12, 0x1E), DeviceState.TROUBLE, "paper_near_end"),
        ((0x1A, 0x32, 0x12, 0x7E), DeviceState.FAILED, "no_paper"),
        ((0x1A, 0x36, 0x12, 0x7E), DeviceState.FAILED, "cover_open"),
        ((0x1A, 0x52, 0x1A, 0x12), DeviceState.FAILED, "cutter_stuck"),
        ((0x1A, 0x52, 0x32, 0x12), DeviceState.FAILED, "broken"),
        ((0x1A, 0x52, 0x52, 0x12), DeviceState.FAILED, "overheated"),
        ((0x1A, 0x52, 0x12, 0x12), DeviceState.FAILED, "error"),
        ((0x1A, 0x12, 0x12, 0x12), DeviceState.FAILED, "offline"),
    ],
)
def test_status_bytes_are_read_as_the_reference_says(
    answers: tuple[int, int, int, int], state: DeviceState, code: str
) -> None:
    assert PrinterState(*answers).trouble == (state, code)


def test_the_drawers_switch_is_read_in_both_polarities() -> None:
    shut, opened = PrinterState(0x12, 0x12, 0x12, 0x12), PrinterState(0x16, 0x12, 0x12, 0x12)
    assert [s.drawer_is_open(open_high=True) for s in (shut, opened)] == [False, True]
    assert [s.drawer_is_open(open_high=False) for s in (shut, opened)] == [True, False]


def test_automatic_status_and_flow_control_are_told_from_answers() -> None:
    reader = AnswerReader()
    assert reader.feed(b"\x10\x00") == []
    assert reader.feed(b"\x0f\x00\x12") == [RealTime(0x12)]
    assert reader.feed(b"\x11\x13\x00") == [InOrder(0)]
    assert reader.feed(b"\x18\x12\x00\x00\x00\x03") == [RealTime(0x12), InOrder(3)]


@given(st.lists(st.binary(max_size=6), max_size=8))
def test_any_bytes_in_any_pieces_are_sorted_the_same(pieces: list[bytes]) -> None:
    whole, reader = AnswerReader(), AnswerReader()
    split = [answer for piece in pieces for answer in reader.feed(piece)]
    assert whole.feed(b"".join(pieces)) == split
    assert len(split) <= sum(map(len, pieces))


SCRIPT = """
import logging, os, sys, tempfile
from pathlib import Path
from pos_client.devices.printer import library
library.load(Path(sys.argv[1]))
print(len(logging.getLogger().handlers), tempfile.tempdir, os.environ.get("ESCPOS_CAPABILITIES_PICKLE_DIR"))
"""


def run(cache: Path, temporary: Path) -> str:
    # -X utf8 and a folder of its own: what the import leaves behind shows there.
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "HOME": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", SCRIPT, str(cache)], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_loading_leaves_no_logger_folder_or_variable_behind_and_keeps_its_tables(tmp_path: Path) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "tmp"
    temporary.mkdir()
    assert run(cache, temporary) == "0 None None"
    kept = list(cache.iterdir())
    assert [path.suffix for path in kept] == [".pickle"]
    assert list(temporary.iterdir()) == []
    before = kept[0].stat().st_mtime_ns
    assert run(cache, temporary) == "0 None None"
    assert kept[0].stat().st_mtime_ns == before


def test_damaged_tables_are_made_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert run(cache, tmp_path) == "0 None None"
    kept = next(cache.iterdir())
    whole = kept.read_bytes()
    kept.write_bytes(whole[:1000])
    assert run(cache, tmp_path) == "0 None None"
    assert kept.read_bytes() == whole


def test_the_printer_package_loads_neither_escpos_nor_pillow() -> None:
    check = (
        "import sys, pos_client.devices.printer; print([m for m in ('escpos', 'PIL', 'qrcode') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_loading_twice_gives_the_same_module() -> None:
    assert library.load() is library.load()
