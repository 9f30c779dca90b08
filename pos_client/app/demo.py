"""The demo: one till of the demo chain with simulated devices on real transports, enrolled to a centre of its own.

With a display: the till, and a desk with its paper and a scanner to press. Without one it plays a whole day by
itself, leaves screenshots and papers as PNG, and prints what happened. The centre is a program beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pos_client.app.demo_centre import DemoCentre, demo_centre
from pos_client.app.demo_codes import badge_codes, demo_baskets, markdown_codes
from pos_client.app.demo_rig import STORES, Rig, opening_hours_clock, rig
from pos_client.app.enrolling import enrol_register, read_typed
from pos_client.app.enrolment_file import read_enrolment
from pos_client.services.desk import utc_now

INTERRUPTED = 130
SIGNALS_MS = 200


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; returns the exit code."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--store", choices=sorted(STORES), default="T12", help="store of the demo chain")
    parser.add_argument("--language", choices=("en", "ru", "pl"), default="", help="language of the screens")
    parser.add_argument("--out", type=Path, default=Path("build") / "demo", help="where pictures go without a display")
    parser.add_argument("--keep", type=Path, help="keep the register's files here instead of throwing them away")
    parser.add_argument("--without-centre", action="store_true", help="a till by itself, without its centre")
    parser.add_argument("--cache", type=Path, default=Path("build") / "demo-centre", help="keeps the centre's template")
    parser.add_argument("--play", action="store_true", help="play the day even with a display")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)  # as by Ctrl-C: what was started is stopped
    try:
        if options.play or not _has_display():
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            return _play(options)
        return _show(options)
    except KeyboardInterrupt:
        sys.stderr.write("demo: stopped\n")
        return INTERRUPTED


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


@contextlib.contextmanager
def _made(
    options: argparse.Namespace, pace: float, clock: Callable[[], datetime] = utc_now
) -> Iterator[tuple[Rig, DemoCentre | None]]:
    """The register with its devices, by its `clock`, and the centre that it is enrolled to."""
    language = options.language
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_folder(options.keep))
        centre = None
        till = folder
        if not options.without_centre:
            centre = stack.enter_context(demo_centre(folder / "centre", options.cache, _say))
            till = folder / "till"
            _enrol(till, centre, options.store, clock)
        yield stack.enter_context(rig(till, options.store, language=language, pace=pace)), centre


def _enrol(till: Path, centre: DemoCentre, store_id: str, clock: Callable[[], datetime]) -> None:
    register_id = f"{store_id}-{STORES[store_id][0]}"
    if read_enrolment(till) is not None:
        return  # kept from an earlier demo
    address, code = read_typed(centre.address, centre.code_for(register_id))
    enrol_register(till, address, code, _say, clock)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _play(options: argparse.Namespace) -> int:
    from pos_client.app.demo_shift import play_shift  # noqa: PLC0415 - Qt comes after the platform was chosen

    begun = time.monotonic()
    clock = opening_hours_clock(options.store, on_the_line=not options.without_centre)
    with _made(options, 0.05, clock) as (made, centre):
        _say(f"ready after {time.monotonic() - begun:.1f} s")
        for line in play_shift(made, options.out, clock, centre):
            _say(line)
    _say(f"played in {time.monotonic() - begun:.1f} s")
    return 0


def _show(options: argparse.Namespace) -> int:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - only where there is a display

    from pos_client.app.demo_desk import DemoDesk  # noqa: PLC0415
    from pos_client.app.workplace import Workplace  # noqa: PLC0415
    from pos_client.ui.theme import make_application  # noqa: PLC0415

    with _made(options, 0.8) as (made, centre):
        if centre is not None:
            _say(f"the centre serves {centre.address}; its page: {centre.page}, token {centre.first_token()}")
        application = make_application(sys.argv[:1])
        workplace = Workplace(made.directory, windowed=True)
        desk = DemoDesk(made.printer, made.scanner, codes_to_show(options.store))
        workplace.till_changed.connect(lambda _till: desk.show())
        workplace.closed.connect(desk.close)
        workplace.open()
        signal.signal(signal.SIGINT, lambda *_: application.quit())
        signal.signal(signal.SIGTERM, lambda *_: application.quit())
        awake = QTimer()  # Python looks at signals between two of its own instructions alone
        awake.timeout.connect(lambda: None)
        awake.start(SIGNALS_MS)
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
