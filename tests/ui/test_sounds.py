"""Tones: made when first played, played by the system's player as a process of its own, gone with the till."""

from __future__ import annotations

import wave
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_client.ui.sounds import TONES, Sounds


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the one player of this system notes what it was given to play."""
    notes = tmp_path / "played"
    notes.touch()
    player = tmp_path / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\necho "$1" >> {notes}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(player.parent))
    return notes


def _has_lines(notes: Path, number: int) -> bool:
    return len(notes.read_text().splitlines()) == number


def test_a_tone_is_made_when_it_is_first_played_and_goes_with_the_till(qtbot: QtBot, played: Path) -> None:
    sounds = Sounds()
    for number, name in enumerate(("good", "good", "bad"), start=1):
        sounds.play(name)
        qtbot.waitUntil(partial(_has_lines, played, number))
    good, again, bad = map(Path, played.read_text().splitlines())
    assert good == again != bad
    assert sorted(path.name for path in good.parent.iterdir()) == ["bad.wav", "good.wav"]
    with wave.open(str(good)) as file:
        assert round(file.getnframes() / file.getframerate(), 2) == TONES["good"][1]
        assert set(file.readframes(file.getnframes())) != {0}
    sounds.close()
    assert not good.parent.exists()
    sounds.close()


def test_nothing_is_played_when_tones_are_off_or_unknown(qtbot: QtBot, played: Path) -> None:
    sounds = Sounds(on=False)
    sounds.play("good")
    sounds.on = True
    sounds.play("never_heard_of")
    sounds.play("chime")
    qtbot.waitUntil(partial(_has_lines, played, 1))
    assert played.read_text().endswith("chime.wav\n")
    sounds.close()
