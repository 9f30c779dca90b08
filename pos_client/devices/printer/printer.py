"""The receipt printer: takes documents, asks before it prints, and says what became of each.

Called from the spooler's thread; a lock keeps a drawer's pulse out of a job. Opens and closes the connection for each
job, so that a printer may be switched off and on between. Never raises for device trouble.

Outcomes: NOT_SENT when nothing can have been printed (not reachable, no paper, cover open, not one byte taken);
PRINTED when the printer acknowledged everything in order, or, on a write-only path (a plain device file, a pipe, a
printer without a status channel), when everything was handed over; UNKNOWN for all else, since a printer that lost its
paper prints the rest once it has new.

A job that broke off leaves half a command in the printer, maybe half a picture that would swallow the head of the next
paper: the next job begins with `renderer.recovery`. So does the first job of the program, since nobody knows how the
last one before it ended.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import Enum

from pos_client.devices.ports import DeviceState, DeviceStatus, PrintOutcome, PrintResult
from pos_client.devices.printer.link import PrinterLink, PrinterTimes
from pos_client.devices.printer.profile import PrinterProfile
from pos_client.devices.printer.renderer import HEAD_END, EscPosRenderer, drawer_pulse, realtime_pulse, recovery
from pos_client.devices.printer.status import PrinterState
from pos_client.devices.transport import Transport, TransportError
from pos_client.domain.receipt import DocumentError, decode

log = logging.getLogger(__name__)

DEVICE = "printer"


class _Left(Enum):
    """What the last job left in the printer."""

    WHOLE = "whole"  # acknowledged to its end
    UNSURE = "unsure"  # handed over, not acknowledged
    BROKEN = "broken"  # the line broke within it
    NOBODY_KNOWS = "nobody_knows"  # it was another run of the program


class EscPosPrinter:
    """An ESC/POS printer behind `make_transport`, of kind `profile`; `name` is shown to staff."""

    def __init__(
        self,
        make_transport: Callable[[], Transport],
        profile: PrinterProfile,
        *,
        name: str = "",
        times: PrinterTimes | None = None,
    ) -> None:
        self._make_transport = make_transport
        self.profile = profile
        self._name = name or profile.title
        self._times = times or PrinterTimes()
        self._renderer = EscPosRenderer(profile)
        self._lock = threading.Lock()
        self._left = _Left.NOBODY_KNOWS
        self._head_is_ended = False  # half a command's head would read the questions' bytes as its length

    def status(self) -> DeviceStatus:
        """Ask the printer; a write-only one is OK when its path opens."""
        with self._lock:
            return self._with_link(self._ready)[1]

    def send(self, data: bytes) -> PrintOutcome:
        """Print the document in `data` (as the spool holds it: `domain.receipt.encode`)."""
        try:
            blob = self._renderer.render(decode(data))
        except DocumentError as error:
            log.warning("%s: not a document: %s", self._name, error)
            return PrintOutcome(PrintResult.NOT_SENT, self._says(DeviceState.TROUBLE, "bad_document", str(error)))
        return self.send_blob(blob)

    def send_blob(self, blob: bytes) -> PrintOutcome:
        """Print finished ESC/POS bytes."""
        with self._lock:
            result, status = self._with_link(lambda link: self._print(link, blob))
            if result is PrintResult.PRINTED:
                self._left = _Left.WHOLE
        if result is not PrintResult.PRINTED:
            log.warning("%s: %s, %s %s", self._name, result.value, status.code, status.detail)
        return PrintOutcome(result, status)

    def kick(self) -> DeviceStatus:
        """Open the drawer at once, also without paper when the printer knows real-time pulses.

        One that does not would keep the pulse until it has paper and open the drawer unasked then: it is not sent.
        """
        if not self.profile.drawer_pin:
            return DeviceStatus("drawer", self._name, DeviceState.OFF)
        with self._lock:
            result, status = self._with_link(self._kick)
        if result is PrintResult.PRINTED:
            return DeviceStatus("drawer", self._name, DeviceState.OK)
        return DeviceStatus("drawer", self._name, DeviceState.FAILED, status.code, status.detail)

    def drawer_is_open(self) -> bool | None:
        """The drawer's switch, None when the printer cannot say."""
        state: PrinterState | None = None

        def ask(link: PrinterLink) -> tuple[PrintResult, DeviceStatus]:
            nonlocal state
            if self._can_answer(link.transport):
                state = link.ask()
            return PrintResult.PRINTED, self._says(DeviceState.OK)

        with self._lock:
            self._with_link(ask)
        return None if state is None else state.drawer_is_open(open_high=self.profile.drawer_open_high)

    def _with_link(
        self, work: Callable[[PrinterLink], tuple[PrintResult, DeviceStatus]]
    ) -> tuple[PrintResult, DeviceStatus]:
        """Connect, work, disconnect; every transport error becomes an outcome."""
        link: PrinterLink | None = None
        transport: Transport | None = None
        try:
            transport = self._make_transport()
            transport.open()
            link = PrinterLink(transport, self._times)
            if self._can_answer(transport) and not self._head_is_ended:
                transport.write(HEAD_END, self._times.answer)
                self._head_is_ended = True
            return work(link)
        except TransportError as error:
            self._head_is_ended = False
            result = PrintResult.NOT_SENT
            if link is not None and link.sent:
                result = PrintResult.UNKNOWN
                self._left = _Left.BROKEN
            return result, self._says(DeviceState.FAILED, error.code, error.detail)
        finally:
            if transport is not None:
                transport.close()

    def _can_answer(self, transport: Transport) -> bool:
        return transport.can_answer and self.profile.answers

    def _ready(self, link: PrinterLink) -> tuple[PrintResult, DeviceStatus]:
        """PRINTED with OK or TROUBLE when the printer can print, else NOT_SENT with the cause."""
        if not self._can_answer(link.transport):
            return PrintResult.PRINTED, self._says(DeviceState.OK)
        state = link.ask()
        if state is None:
            return PrintResult.NOT_SENT, self._says(DeviceState.FAILED, "no_answer")
        status = self._says(*state.trouble)
        failed = status.state is DeviceState.FAILED
        return PrintResult.NOT_SENT if failed else PrintResult.PRINTED, status

    def _print(self, link: PrinterLink, blob: bytes) -> tuple[PrintResult, DeviceStatus]:
        result, status = self._ready(link)
        if result is not PrintResult.PRINTED:
            return result, status
        if self._left is not _Left.WHOLE:
            link.prepare(recovery(self.profile, separate=self._left is _Left.BROKEN))
        self._left = _Left.UNSURE
        link.send(blob)
        if not self._can_answer(link.transport):
            return PrintResult.PRINTED, status
        done, state = link.acknowledged(len(blob))
        if done:
            return PrintResult.PRINTED, status if state is None else self._says(*state.trouble)
        told = (DeviceState.FAILED, "no_answer") if state is None else state.trouble
        if told[0] is not DeviceState.FAILED:
            told = (DeviceState.FAILED, "timeout")
        return PrintResult.UNKNOWN, self._says(*told)

    def _kick(self, link: PrinterLink) -> tuple[PrintResult, DeviceStatus]:
        guarded = self._left in (_Left.BROKEN, _Left.NOBODY_KNOWS)
        if self.profile.realtime and not guarded:
            link.prepare(realtime_pulse(self.profile))
            return PrintResult.PRINTED, self._says(DeviceState.OK)
        result, status = self._ready(link)
        if result is PrintResult.PRINTED:
            # A broken job left its guard against real-time pulses behind: the pulse that stands in order opens.
            link.prepare((recovery(self.profile, separate=False) if guarded else b"") + drawer_pulse(self.profile))
        elif self.profile.realtime:
            link.prepare(realtime_pulse(self.profile))
            if self._left is not _Left.BROKEN:
                return PrintResult.PRINTED, self._says(DeviceState.OK)
        return result, status

    def _says(self, state: DeviceState, code: str = "", detail: str = "") -> DeviceStatus:
        return DeviceStatus(DEVICE, self._name, state, code, detail)
