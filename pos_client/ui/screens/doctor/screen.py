"""The doctor's screen: one examination, its progress, its findings, the worst first. Main thread.

The examination runs on a worker and is given up when the screen goes. Up and Down go through the rows, F5 looks again.
"""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.upkeep.doctor import Doctor, Finding, Light, Stopped
from pos_client.ui.frame import FunctionKey, Screen
from pos_client.ui.i18n.findings import finding_words
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.widgets import IconLabel, label, margins, panel

LOOKS = {
    Light.GREEN: ("circle-check", "good"),
    Light.AMBER: ("triangle-alert", "warn"),
    Light.RED: ("circle-x", "bad"),
}
WORST_FIRST = (Light.RED, Light.AMBER, Light.GREEN)
TELL_EVERY = 0.2  # seconds between two looks at the progress
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class _Row(QFrame):
    """One finding: its light as icon and word, what, why, and the next step."""

    def __init__(self, light: Light, word: str, subject: str, texts: tuple[str, str, str]) -> None:
        super().__init__()
        icon, tone = LOOKS[light]
        if light is Light.GREEN:
            self.setProperty("panel", "plain")
        else:
            self.setProperty("state", tone)
        row = QHBoxLayout(self)
        margins(row, 16, 8, 16, 8, 14)
        row.addWidget(IconLabel(icon, 24, tone), 0, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(label(subject, "body", bold="true", wrap=True))
        left.addWidget(label(word, "small", tone, bold="true"))
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 2)
        right = QVBoxLayout()
        right.setSpacing(2)
        what, why, next_step = texts
        right.addWidget(label(what, "body", wrap=True))
        if why:
            right.addWidget(label(why, "small", "ink_2", wrap=True))
        if next_step:
            right.addWidget(label(f"→ {next_step}", "small", bold="true", wrap=True))
        row.addLayout(right, 5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(" ".join(part for part in (subject, word, what, why, next_step) if part))


class DoctorScreen(Screen):
    """Signals: `back_wanted()`, `help_wanted()`. `set_doctor` before it is shown."""

    name = "doctor"
    back_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bridge = bridge
        self._doctor: Doctor | None = None
        self._findings: tuple[Finding, ...] = ()
        self._stop = threading.Event()
        self._running = False
        self._progress = (0, 0, 0.0)  # events done, of how many, per second
        self.title = label("", "heading")
        self.verdict = label("", "strong")
        self.progress = label("", "body", "ink_2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._rows = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 8)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.verdict)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.bar)
        body = QWidget()
        margins(self._rows, 0, 0, 12, 0, 6)
        body.setLayout(self._rows)
        self.area = scroll_area(body)
        box = panel("none")
        inner = QVBoxLayout(box)
        margins(inner, 0, 0, 0, 0, 0)
        inner.addWidget(self.area)
        column.addWidget(box, 1)

    def set_doctor(self, doctor: Doctor) -> None:
        """Let `doctor` do the examinations."""
        self._doctor = doctor

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found last."""
        return self._findings

    @property
    def is_looking(self) -> bool:
        """True while an examination runs."""
        return self._running

    def entered(self) -> None:
        """Look at once."""
        self.setFocus()
        self.look()

    def left(self) -> None:
        """Give up an examination that still runs."""
        self._stop.set()

    def look(self) -> None:
        """Examine, unless that is being done."""
        if self._running or self._doctor is None:
            return
        self._running, self._findings = True, ()
        self._stop = stop = threading.Event()
        doctor, bridge = self._doctor, self._bridge
        begun = last = time.monotonic()

        def progress(done: int, of: int) -> None:
            nonlocal last
            if stop.is_set():
                raise Stopped
            now = time.monotonic()
            if now - last >= TELL_EVERY or done == of:
                last = now
                rate = done / max(now - begun, 0.001)
                bridge.post(lambda: self._progressed(done, of, rate))

        self._progress = (0, 0, 0.0)
        self._bridge.run(lambda: doctor.examine(progress), self._found, self._given_up)
        self._show()

    def _progressed(self, done: int, of: int, rate: float) -> None:
        self._progress = (done, of, rate)
        self._show_progress()

    def _found(self, findings: tuple[Finding, ...]) -> None:
        self._running = False
        self._findings = tuple(sorted(findings, key=lambda finding: WORST_FIRST.index(finding.light)))
        self._show()

    def _given_up(self, error: Exception) -> None:
        self._running = False
        self._show()
        if not isinstance(error, Stopped):
            raise error
        if self.isVisible():  # given up by going away, and somebody is back
            self.look()

    # what is shown

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Doctor"))
        if self.is_attached:
            self._show()

    def restyle(self) -> None:
        """Rows take their sizes when they are made."""
        if self.is_attached:
            self._show()

    def _word(self, light: Light) -> str:
        return {
            Light.GREEN: self.tr("In order"),
            Light.AMBER: self.tr("Needs attention"),
            Light.RED: self.tr("Does not work"),
        }[light]

    def _show(self) -> None:
        while self._rows.count():
            taken = self._rows.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                if widget.hasFocus():
                    self.setFocus()
                widget.hide()
                widget.deleteLater()
        for finding in self._findings:
            said = finding_words(finding, self.formatter)
            texts = (said.message.what, said.message.why, said.message.next_step)
            row = _Row(finding.light, self._word(finding.light), said.subject, texts)
            self._rows.addWidget(row)
            row.show()  # what a visible parent is given counts only once it is shown
        self._rows.addStretch(1)
        # the area gives its body the height of the rows now: an X server may have it painted before events come to it
        QCoreApplication.sendEvent(self.area, QEvent(QEvent.Type.LayoutRequest))
        first = self._row_at(0)
        if first is not None and self.isVisible():
            first.setFocus()
        self._show_verdict()
        self._show_progress()
        self.keys_changed.emit()

    def _show_verdict(self) -> None:
        lights = [finding.light for finding in self._findings]
        red, amber = lights.count(Light.RED), lights.count(Light.AMBER)
        if not lights:
            self.verdict.setText("")
        elif red or amber:
            parts = [self.tr("%n does not work", "", red)] if red else []
            parts += [self.tr("%n need(s) attention", "", amber)] if amber else []
            self.verdict.setText(" · ".join(parts))
        else:
            self.verdict.setText(self.tr("Everything is in order"))

    def _show_progress(self) -> None:
        done, of, rate = self._progress
        self.bar.setVisible(self._running)
        self.progress.setVisible(self._running)
        self.bar.setMaximum(max(of, 1))
        self.bar.setValue(min(done, of))
        number = self.formatter.number
        self.progress.setText(
            self.tr("Proving the journal: {done} of {of} events, {rate} a second").format(
                done=number(done), of=number(of), rate=number(round(rate))
            )
        )

    # keys

    def _row_at(self, place: int) -> QWidget | None:
        """Return row `place`, the nearest there is."""
        count = self._rows.count() - 1  # the last is the stretch
        item = self._rows.itemAt(max(0, min(place, count - 1))) if count > 0 else None
        return item.widget() if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = STEPS.get(Qt.Key(event.key()), 0)
        at = next((n for n in range(self._rows.count()) if (row := self._row_at(n)) is not None and row.hasFocus()), 0)
        row = self._row_at(at + by)
        if not by or row is None:
            super().keyPressEvent(event)
            return
        row.setFocus()
        self.area.ensureWidgetVisible(row)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F5 looks again."""
        cause = self.tr("It is looking now") if self._running else ""
        return {
            1: FunctionKey(self.tr("Help")),
            5: FunctionKey(self.tr("Again"), cause=cause, primary=not cause),
        }

    def handle_function(self, number: int) -> None:
        """F5 looks again."""
        if number == 5:
            self.look()
        elif number == 1:
            self.help_wanted.emit()

    def handle_escape(self) -> None:
        """Back to selling."""
        self.back_wanted.emit()

    def handle_action(self, action: str) -> bool:
        """Nothing else acts here."""
        return True
