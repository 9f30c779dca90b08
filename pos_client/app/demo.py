"""The demo: one till of the demo chain with simulated devices on real transports.

With a display: the till, and a desk with its paper and a scanner to press. Without one it plays a whole day by
itself, leaves screenshots and papers as PNG, and prints what happened.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pos_client.app.demo_codes import badge_codes, demo_baskets, markdown_codes
from pos_client.app.demo_rig import STORES, rig


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; returns the exit code."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--store", choices=sorted(STORES), default="T12", help="store of the demo chain")
    parser.add_argument("--language", choices=("en", "ru", "pl"), default="", help="language of the screens")
    parser.add_argument("--out", type=Path, default=Path("build") / "demo", help="where pictures go without a display")
    parser.add_argument("--keep", type=Path, help="keep the register's files here instead of throwing them away")
    parser.add_argument("--play", action="store_true", help="play the day even with a display")
    options = parser.parse_args(arguments)
    if options.play or not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _play(options)
    return _show(options)


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    made = Path(tempfile.mkdtemp(prefix="omnitill-demo-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _play(options: argparse.Namespace) -> int:
    from pos_client.app.demo_shift import play_shift  # noqa: PLC0415 - Qt comes after the platform was chosen

    with _folder(options.keep) as folder, rig(folder, options.store, language=options.language, pace=0.05) as made:
        for line in play_shift(made, options.out):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return 0


def _show(options: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only where there is a display

    from pos_client.app.demo_desk import DemoDesk  # noqa: PLC0415
    from pos_client.app.workplace import Workplace  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    with _folder(options.keep) as folder, rig(folder, options.store, language=options.language) as made:
        workplace = Workplace(folder, windowed=True)
        desk = DemoDesk(made.printer, made.scanner, codes_to_show(options.store))
        workplace.till_changed.connect(lambda _till: desk.show())
        workplace.closed.connect(desk.close)
        workplace.open()
        code = application.exec()
        workplace.close()
    return code


def codes_to_show(store_id: str) -> list[tuple[str, str]]:
    """Return (name, code) pairs for the demo desk: badges with their PINs, the mock-ups' basket, stickers."""
    pairs = [(f"{name} (badge)", code) for name, code in badge_codes(store_id).items()]
    for basket in demo_baskets(store_id):
        pairs += [(f"{basket.basket_id} {place}", code) for place, code in enumerate(basket.scans, start=1)]
    pairs += [(f"sticker {serial}", code) for serial, code in markdown_codes(store_id).items()]
    pairs.append(("unknown code", "4607001999997"))
    return pairs


if __name__ == "__main__":
    raise SystemExit(main())
