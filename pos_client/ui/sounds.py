"""Two tones: short and high for a good scan, long and low for a bad one. They never block and never fail loudly.

A tone is made when it is first played, as a WAV file in a folder of the program's own, for the system's player; where
there is none, the application beeps. Main thread.
"""

from __future__ import annotations

import math
import shutil
import struct
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

RATE = 22_050
TONES = {"good": (880, 0.12), "bad": (220, 0.35), "chime": (660, 0.2)}
PLAYERS = ("paplay", "pw-play", "aplay", "afplay")


def _write(path: Path, hertz: int, seconds: float) -> None:
    count = int(RATE * seconds)
    fade = RATE // 200
    samples = bytearray()
    for at in range(count):
        loud = min(1.0, at / fade, (count - at) / fade)
        samples += struct.pack("<h", int(12_000 * loud * math.sin(2 * math.pi * hertz * at / RATE)))
    import wave  # noqa: PLC0415 - with the first tone

    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(samples))


class Sounds:
    """Plays tones by name; `on` turns them all off."""

    def __init__(self, *, on: bool = True) -> None:
        self.on = on
        self._player = next((found for name in PLAYERS if (found := shutil.which(name))), "")
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def play(self, name: str) -> None:
        """Play a tone; an unknown name is silent."""
        if not self.on or name not in TONES:
            return
        if not self._player:
            if name == "bad":
                QApplication.beep()
            return
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - with the first tone

        QProcess.startDetached(self._player, [str(self._file(name))])

    def _file(self, name: str) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="omnitill-tones-")
        path = Path(self._folder.name) / f"{name}.wav"
        if not path.exists():
            _write(path, *TONES[name])
        return path

    def close(self) -> None:
        """Remove the tone files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
