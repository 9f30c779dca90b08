"""Run by the bench of the start as a process of its own: `empty` shows an empty window, a folder opens a till.

Prints the seconds from the process's own start to the first paint, or to the line of the first scan being repainted.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def started() -> float:
    """Seconds since this process was started, by the kernel's clock."""
    with Path("/proc/self/stat").open() as file:
        ticks = int(file.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / 100


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415 - the import is part of what is timed

    application = QApplication([])
    window = QWidget()
    window.resize(1024, 768)
    window.show()
    application.processEvents()


def till(folder: Path, code: str) -> None:
    from pos_client.app.starting import hurry  # noqa: PLC0415 - as the command does it

    hurry()
    from pos_client.app.main import open_till  # noqa: PLC0415
    from pos_client.devices.ports import Scan, Symbology  # noqa: PLC0415
    from pos_client.ui.theme import make_application  # noqa: PLC0415

    application = make_application([])
    opened = open_till(folder)
    opened.window.resize(1024, 768)
    opened.start()
    opened.window.show()
    application.processEvents()
    desk = opened.register.services.desk
    opened.register.services.staff.log_in(desk.replica.live.staff()[0], how="badge")
    opened.window.show_screen("sell")
    opened.controller.deliver_scan(Scan(code, Symbology.EAN_UPC, "bench", 1))
    application.processEvents()
    assert opened.register.services.checkout.view().lines
    sys.stdout.write(f"{started():.4f}\n")
    sys.stdout.flush()
    opened.close()


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
        sys.stdout.write(f"{started():.4f}\n")
    else:
        till(Path(sys.argv[1]), sys.argv[2])
