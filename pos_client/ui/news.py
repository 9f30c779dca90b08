"""News from devices and threads → chips, banners and toasts. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from pos_client.services.bundle import Services
from pos_client.services.fiscal import FiscalNews
from pos_client.services.papers.spool import SpoolNews
from pos_client.services.views import DeviceView
from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import device_message, device_name, message
from pos_client.ui.widgets import Banner, Key

ROLES = {"ok": "quiet", "off": "quiet", "trouble": "warn", "failed": "bad", "working": "accent"}
PRINT_BANNER = "print"
TROUBLE_BANNER = "trouble"
OF_THE_DISK = frozenset({"disk_full", "io_error", "read_only", "cannot_open", "busy", "queue_full"})
OUT_KEY, AGAIN_KEY, UNDERSTOOD_KEY = "Ctrl+Y", "Ctrl+N", "Ctrl+U"  # function keys belong to the screen in front


class News(QObject):
    """Signals: `print_answered(str, bool)` with a job and whether its paper is out; `print_changed()`."""

    print_answered = Signal(str, bool)
    print_changed = Signal()

    def __init__(self, window: MainWindow, services: Services) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._devices: dict[str, DeviceView] = {}
        self._spool: SpoolNews | None = None
        self._trouble = ""
        window.retranslated.connect(self.retranslate)
        self.device(DeviceView("scanner", "", "off", "off"))
        window.chip_clicked.connect(self._explain)

    def device(self, news: DeviceView) -> None:
        """Show the state of a device in its chip."""
        self._devices[news.device] = news
        text = device_name(news.device)
        if news.state in ("trouble", "failed"):
            text = device_message(news.device, news.code, detail=news.detail).what
        self._window.top.set_chip(news.device, text, ROLES[news.state])

    def state(self, device: str) -> str:
        """Return the last told state of a device, "off" when nothing was told."""
        return self._devices[device].state if device in self._devices else "off"

    def spool(self, news: SpoolNews) -> None:
        """Show the printer's state, what waits, and what has to be asked about."""
        self._spool = news
        self.device(
            DeviceView("printer", news.status.name, news.status.state.value, news.status.code, news.status.detail)
        )
        if news.asked:
            self._ask(news.asked[0])
        elif news.waiting and news.status.state.value == "failed":
            told = device_message("printer", news.status.code, detail=news.status.detail)
            title = self.tr("Not printed: {why}").format(why=told.what)
            second = self.tr("It is safe. {next} Printing goes on by itself.").format(next=told.next_step)
            self._window.show_banner(PRINT_BANNER, Banner(title, second, state="bad", icon="circle-x"))
        else:
            self._window.clear_banner(PRINT_BANNER)
        self.print_changed.emit()

    def _ask(self, job: tuple[str, str]) -> None:
        job_id, reference = job
        title = self.tr("Is {number} on paper?").format(number=reference)
        banner = Banner(
            title, self.tr("The printer did not answer. Look at the paper."), state="warn", icon="circle-help"
        )
        out = banner.add_key(Key(self.tr("It is out"), keycaps=(OUT_KEY,)))
        again = banner.add_key(Key(self.tr("Print again"), keycaps=(AGAIN_KEY,)))
        out.clicked.connect(lambda _c=False: self.print_answered.emit(job_id, True))
        again.clicked.connect(lambda _c=False: self.print_answered.emit(job_id, False))
        self._press(banner, OUT_KEY, out)
        self._press(banner, AGAIN_KEY, again)
        self._window.show_banner(PRINT_BANNER, banner)

    @staticmethod
    def _press(banner: Banner, name: str, key: Key) -> None:
        """Let `name` press `key` wherever the keyboard is; it goes with the banner."""
        shortcut = QShortcut(QKeySequence(name), banner)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(key.click)

    def fiscal(self, news: FiscalNews) -> None:
        """Show the fiscal device: documents waiting, the age of its day."""
        state = {"": "ok", "day_warning": "trouble"}.get(news.code, "failed")
        self.device(DeviceView("fiscal", "", state, news.code, news.detail))

    def trouble(self, code: str) -> None:
        """Something could not be written: say so, once, until it works again ("" as the code)."""
        if not code:
            if self._trouble in OF_THE_DISK:
                self._trouble = ""
                self._window.clear_banner(TROUBLE_BANNER)
            return
        self._trouble = code
        told = message(code, (), formatter=self._window.formatter)
        banner = Banner(told.what, told.second, state="bad", icon="circle-alert")
        understood = banner.add_key(Key(self.tr("Understood"), keycaps=(UNDERSTOOD_KEY,)))
        understood.clicked.connect(lambda _c=False: self._window.clear_banner(TROUBLE_BANNER))
        self._press(banner, UNDERSTOOD_KEY, understood)
        self._window.show_banner(TROUBLE_BANNER, banner)

    def _explain(self, name: str) -> None:
        device = self._devices.get(name)
        if device is None:
            return
        told = device_message(device.device, device.code, detail=device.detail)
        self._window.toast(told.text, state="ok" if device.state in ("ok", "off") else "waiting")

    def close(self) -> None:
        """Listen no more: the window goes."""
        self._window.retranslated.disconnect(self.retranslate)

    @Slot()
    def retranslate(self) -> None:
        """Say everything anew in another language."""
        for device in list(self._devices.values()):
            self.device(device)
        if self._spool is not None:
            self.spool(self._spool)
        if self._trouble and self._window.banner(TROUBLE_BANNER) is not None:
            self.trouble(self._trouble)
