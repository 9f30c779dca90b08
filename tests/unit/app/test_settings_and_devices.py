"""Settings survive being written; devices follow from them and from what the store must have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from pos_client.app.devices import build_devices
from pos_client.app.settings import (
    FiscalEntry,
    PrinterEntry,
    ScannerEntry,
    ScreenEntry,
    Settings,
    SettingsError,
    TerminalEntry,
    read_settings,
    write_settings,
)
from pos_client.db.replica import Live, open_replica
from pos_client.devices.fiscal import FiscalSetupError, TcpFiscal
from tests.support.demo import copy_demo


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    with open_replica(copy_demo(tmp_path_factory.mktemp("chain") / "replica")) as replica:
        return replica.live


class FiscalLive:
    """The demo's store with a fiscal profile."""

    def __init__(self, live: Live) -> None:
        self.store = replace(live.store, fiscal_profile="device")
        self.register = live.register
        self.tender_kinds = live.tender_kinds


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    settings = Settings(
        scanners=(ScannerEntry("/dev/ttyUSB0", name='back "left"\t', prefix="\x02"),),
        printer=PrinterEntry("tcp://10.0.0.7:9100"),
        terminal=TerminalEntry("tcp", "10.0.0.8", 9000),
        fiscal=FiscalEntry("tcp", "10.0.0.9", 9001),
        screen=ScreenEntry(language="pl", scale=150, full_screen=False),
        backup="/media/stick",
        keys={"pay": "F10"},
    )
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == settings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[printer", "not_toml"),
        ("[screen]\nscale = 400\n", "wrong_value"),
        ("[fiscal]\nkind = 'a b'\n", "wrong_value"),
        ("unknown = 1\n", "wrong_value"),
        ("\xff" * 70_000, "not_toml"),
        ("\xff", "not_toml"),
        ("a = " + "[" * 60_000, "not_toml"),
        ("a = " + "{a=" * 20_000, "not_toml"),
        ("a" + ".a" * 30_000 + " = 1", "wrong_value"),
        ("[screen]\nscale = " + "9" * 6_000, "not_toml"),
        ("[screen]\nscale = nan\n", "wrong_value"),
        ("a = 2026-99-99T99:99:99\n", "not_toml"),
        ("a = '\x00'\n", "not_toml"),
    ],
    ids=range(13),
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="latin-1")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert caught.value.code == code


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_settings_that_are_no_file_are_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "settings.toml")
    with pytest.raises(SettingsError, match="not a file"):
        read_settings(tmp_path)


def test_each_card_has_its_own_terminal(live: Live) -> None:
    by_hand = build_devices(Settings(), live).terminals
    assert {tender: terminal.is_integrated for tender, terminal in by_hand.items()} == {"card_standalone": False}
    both = build_devices(Settings(terminal=TerminalEntry("tcp", "127.0.0.1", 9)), live).terminals
    assert {tender: terminal.is_integrated for tender, terminal in both.items()} == {
        "card": True,
        "card_standalone": False,
    }


def test_a_fiscal_store_must_have_its_device(live: Live) -> None:
    fiscal_live: Live = FiscalLive(live)  # type: ignore[assignment]
    with pytest.raises(FiscalSetupError, match="no_settings"):
        build_devices(Settings(), fiscal_live)
    with pytest.raises(FiscalSetupError, match="no_driver"):
        build_devices(Settings(fiscal=FiscalEntry("nobody_has_it", "127.0.0.1", 9)), fiscal_live)
    device = build_devices(Settings(fiscal=FiscalEntry("tcp", "127.0.0.1", 9)), fiscal_live).fiscal
    assert isinstance(device, TcpFiscal)
    assert build_devices(Settings(fiscal=FiscalEntry("tcp", "127.0.0.1", 9)), live).fiscal is None


@pytest.mark.parametrize(
    "settings",
    [
        Settings(printer=PrinterEntry("tcp://")),
        Settings(printer=PrinterEntry("tcp://127.0.0.1:9100", "no-such-profile")),
        Settings(terminal=TerminalEntry("tcp", "", 0)),
    ],
)
def test_a_bad_address_is_named_at_the_start(live: Live, settings: Settings) -> None:
    with pytest.raises(SettingsError):
        build_devices(settings, live)
