"""The settings: sections at the left, the fields of one at the right, a test and its answer below. Main thread.

Up and Down go through the fields, Left and Right through the values of a choice, Page Up and Page Down through the
sections. Nothing changes before F9; Esc asks only when something would be lost.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.upkeep.device_settings import Port, SettingField, SettingProblem
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.settings.fields import SettingRow, TextRow, row_of
from pos_client.ui.screens.settings.words import ICONS, Words
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.widgets import Arrangement, Key, Role, empty, label, margins, panel

MOST_SCANNERS = 4
NEW_SCANNER = {"device": "", "name": "", "baud": "9600", "prefix": "", "terminator": "auto", "reads": "codes"}
SIDE_WIDTH = 288


class SettingsScreen(Screen):
    """Shows a draft of the settings.

    Signals: `test_wanted(str)` with the section; `keep_wanted()`; `leaving_wanted(bool)` with whether something would
    be lost; `help_wanted()`; `draft_changed()`. Whoever listens calls `load`, `show_problems`, `show_answer`.
    """

    name = "settings"
    test_wanted = Signal(str)
    keep_wanted = Signal()
    leaving_wanted = Signal(bool)
    help_wanted = Signal()
    draft_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Words(self)
        self.values: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._fields: tuple[SettingField, ...] = ()
        self._problems: tuple[SettingProblem, ...] = ()
        self._ports: tuple[Port, ...] = ()
        self._section = ""
        self._busy = False
        self._blocked = ""
        self.rows: list[SettingRow] = []
        self.keys: dict[str, Key] = {}
        self.title = label("", "heading")
        self.hint = label("", "small", "ink_2", wrap=True)
        self.answer = label("", "body", wrap=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.test_key = Key(role=Role.NORMAL, keycaps=("F5",), minimum=52)
        self.test_key.clicked.connect(lambda _c=False: self._test())
        self._build()

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 12)
        side = QWidget()
        self._sections = QVBoxLayout(side)
        margins(self._sections, 4, 4, 4, 4, 4)
        self._side = scroll_area(side)
        left = panel("plain")
        inner = QVBoxLayout(left)
        margins(inner, 4, 4, 4, 4, 0)
        inner.addWidget(self._side)
        self._left = left
        outer.addWidget(left)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.title)
        right.addWidget(self.hint)
        body = QWidget()
        self._column = QVBoxLayout(body)
        margins(self._column, 4, 4, 12, 4, 8)
        self.area = scroll_area(body)
        right.addWidget(self.area, 1)
        foot = panel("second")
        row = QHBoxLayout(foot)
        margins(row, 16, 8, 8, 8, 12)
        row.addWidget(self.answer, 1)
        row.addWidget(self.test_key)
        self._foot = foot
        right.addWidget(foot)
        outer.addLayout(right, 1)

    # the draft

    def load(self, values: dict[str, str], *, blocked: str = "") -> None:
        """Begin with the settings in force; `blocked` is why they cannot be kept now, "" for nothing."""
        self.values, self._kept = dict(values), dict(values)
        self._problems, self._busy, self._blocked = (), False, blocked

    def set_fields(self, fields: tuple[SettingField, ...]) -> None:
        """Show these fields; the section in front stays when it is still there."""
        sections = list(dict.fromkeys(field.section for field in fields))
        old = list(dict.fromkeys(field.section for field in self._fields))
        self._fields = fields
        focused = next((row.setting.name for row in self.rows if row.editor.hasFocus()), "")
        if self._section not in sections:
            self._section = sections[0]
        if sections != old or not self.keys:
            self._make_sections(sections)
        self._make_rows()
        if self.isVisible() and self.rows:  # the rows went, and the focus with them
            self._focus(next((row for row in self.rows if row.setting.name == focused), self.rows[0]))
        self.keys_changed.emit()

    def set_ports(self, ports: tuple[Port, ...]) -> None:
        """The serial ports that are plugged in."""
        self._ports = ports
        self._show_hint()
        self.keys_changed.emit()

    @property
    def fields(self) -> tuple[SettingField, ...]:
        """The fields there are."""
        return self._fields

    @property
    def is_changed(self) -> bool:
        """True when leaving would lose something."""
        return self.values != self._kept

    @property
    def section(self) -> str:
        """The section in front."""
        return self._section

    def mark(self, problems: tuple[SettingProblem, ...]) -> None:
        """Say what is wrong beside each field, and leave the cursor where it is."""
        if problems != self._problems:
            self._problems = problems
            self._mark_problems()

    def show_problems(self, problems: tuple[SettingProblem, ...]) -> None:
        """Say what is wrong beside each field; the first one comes to the front."""
        self._problems = problems
        first = next((p.name for p in problems), "")
        section = next((f.section for f in self._fields if f.name == first), "")
        if section and section != self._section:
            self.choose(section)
        self._mark_problems()
        row = next((row for row in self.rows if row.setting.name == first), None)
        if row is not None:
            self._focus(row)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """A test or the keeping runs."""
        self._busy = busy
        self._show_test()
        self.keys_changed.emit()

    def show_answer(self, text: str, tone: str = "ink") -> None:
        """Say what a device answered."""
        self.answer.setText(text)
        self.answer.setProperty("tone", tone)
        style = self.answer.style()
        style.unpolish(self.answer)
        style.polish(self.answer)
        self.answer.setAccessibleName(text)

    # what is shown

    def _make_sections(self, sections: list[str]) -> None:
        empty(self._sections)
        self.keys = {}
        for section in sections:
            key = Key(
                icon=ICONS.get(section.partition(".")[0], "settings"),
                arrangement=Arrangement.LEFT,
                role=Role.LIGHT,
                style="row_s",
                minimum=48,
            )
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _c=False, section=section: self.choose(section))
            self._sections.addWidget(key)
            self.keys[section] = key
        self._sections.addStretch(1)
        self._name_sections()

    def _name_sections(self) -> None:
        wrong = {field.section for field in self._fields for p in self._problems if p.name == field.name}
        for section, key in self.keys.items():
            key.set_caption(self.words.section(section))
            key.set_role(Role.CHOSEN if section == self._section else Role.LIGHT)
            key.set_mark("circle-alert" if section in wrong else "")

    def _make_rows(self) -> None:
        for row in self.rows:
            row.editor.removeEventFilter(self)
        empty(self._column)
        self.rows = []
        for field in self._fields:
            if field.section != self._section:
                continue
            row = row_of(field)
            row.set_text(self.values.get(field.name, ""))
            row.changed.connect(partial(self._edited, row))
            row.editor.installEventFilter(self)
            self._column.addWidget(row)
            self.rows.append(row)
        self._column.addStretch(1)
        self._name_rows()
        self._mark_problems()
        self._show_test()
        self._show_hint()

    def _name_rows(self) -> None:
        self.title.setText(self.words.section(self._section))
        for row in self.rows:
            name = row.setting.name
            row.set_words(self.words.field(name), partial(self.words.value, name))
            if isinstance(row, TextRow):
                row.waiting_text = self.tr("press the new key")
        self._name_sections()

    def _mark_problems(self) -> None:
        by_name = {problem.name: problem for problem in self._problems}
        for row in self.rows:
            found = by_name.get(row.setting.name)
            row.set_problem(self._told(found) if found is not None else "")
        self._name_sections()

    def _told(self, problem: SettingProblem) -> str:
        details = tuple((k, self.words.field(f"keys.{v}") if k == "other" else v) for k, v in problem.details)
        return message(problem.code, details, formatter=self.formatter).text

    def _show_test(self) -> None:
        test = self.words.test(self._section)
        self.test_key.set_caption(test)
        self.test_key.setVisible(bool(test))
        self._foot.setVisible(bool(test))
        self.test_key.set_cause(self.tr("It is being tried") if self._busy else "")

    def _show_hint(self) -> None:
        table = self._section.partition(".")[0]
        ports = ", ".join(f"{port.path} ({port.title})" for port in self._ports)
        hints = {
            "scanners": self.tr("Found: {ports}. F6 takes the next one.").format(ports=ports)
            if ports
            else self.tr("No serial port was found. Keyboard scanners need no setting."),
            "printer": self.tr("tcp://10.0.0.7:9100, serial:///dev/ttyUSB0?baud=19200, usb://04b8:0e15 or empty"),
            "keys": self.tr("Enter, then press the new key."),
            "backup": self.tr("Empty keeps the copies beside the data: better than none."),
            "drawer": self.tr("It hangs on the printer. Trying it out is journalled."),
        }
        self.hint.setText(hints.get(table, ""))
        self.hint.setVisible(bool(self.hint.text()))

    def entered(self) -> None:
        """Put the cursor into the first field."""
        if self.rows:
            self._focus(self.rows[0])

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        if self._fields:
            self._name_rows()
            self._mark_problems()
            self._show_test()
            self._show_hint()

    def side_opened(self) -> None:
        """A panel takes the room of the sections; the fields stay whole."""
        self._left.hide()

    def side_closed(self) -> None:
        """The sections are back."""
        self._left.show()

    def restyle(self) -> None:
        """Take sizes anew."""
        self._left.setFixedWidth(self.theme.px(SIDE_WIDTH))

    # going about

    def choose(self, section: str) -> None:
        """Bring a section to the front."""
        if section != self._section:
            self._section = section
            self.show_answer("")
            self._make_rows()
            self.keys_changed.emit()
        self.entered()

    def _turn(self, by: int) -> None:
        sections = list(self.keys)
        if sections:
            self.choose(sections[(sections.index(self._section) + by) % len(sections)])

    def _focus(self, row: SettingRow) -> None:
        row.editor.setFocus()
        self.area.ensureWidgetVisible(row)

    def _edited(self, row: SettingRow) -> None:
        self.values[row.setting.name] = row.text
        if any(problem.name == row.setting.name for problem in self._problems):
            self._problems = tuple(p for p in self._problems if p.name != row.setting.name)
            self._mark_problems()
        self.draft_changed.emit()
        self.keys_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = next((n for n, row in enumerate(self.rows) if row.editor is watched), -1)
            if at >= 0 and not getattr(watched, "waits", False):
                return self._moved(at, event.key())
        return super().eventFilter(watched, event)

    def _moved(self, at: int, key: int) -> bool:
        """Take a key that moves; True when it did."""
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if key == Qt.Key.Key_Down else -1
            self._focus(self.rows[(at + by) % len(self.rows)])
            return True
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._turn(1 if key == Qt.Key.Key_PageDown else -1)
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self.rows[at].step(1 if key == Qt.Key.Key_Right else -1)
        return False

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys that move here: nothing on the screen tells of them."""
        return (("PgUp PgDn", self.tr("Another section")), ("← →", self.tr("Another choice")))

    # doing

    def _test(self) -> None:
        if self.words.test(self._section) and not self._busy:
            self.test_wanted.emit(self._section)

    def add_scanner(self) -> None:
        """Add a scanner to the draft and bring it to the front."""
        number = len(self._scanners()) + 1
        if number > MOST_SCANNERS:
            return
        self.values |= {f"scanners.{number}.{name}": value for name, value in NEW_SCANNER.items()}
        self._section = f"scanners.{number}"
        self.draft_changed.emit()

    def remove_scanner(self) -> None:
        """Take the scanner in front out of the draft; those behind it move up."""
        gone = int(self._section.rpartition(".")[2])
        for number in self._scanners()[gone - 1 :]:
            for name in NEW_SCANNER:
                following = self.values.pop(f"scanners.{number + 1}.{name}", None)
                if following is None:
                    self.values.pop(f"scanners.{number}.{name}", None)
                else:
                    self.values[f"scanners.{number}.{name}"] = following
        self.draft_changed.emit()

    def _scanners(self) -> list[int]:
        return sorted({int(name.split(".")[1]) for name in self.values if name.startswith("scanners.")})

    def _next_port(self) -> None:
        row = next((row for row in self.rows if row.setting.name.endswith(".device")), None)
        if row is not None and self._ports:
            paths = [port.path for port in self._ports]
            row.set_text(paths[(paths.index(row.text) + 1) % len(paths) if row.text in paths else 0])

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        busy = self.tr("It is being tried") if self._busy else ""
        keys = {1: FunctionKey(self.tr("Help"))}
        if self.words.test(self._section):
            keys[5] = FunctionKey(self.words.test(self._section), cause=busy)
        on_scanner = self._section.startswith("scanners")
        if on_scanner and self._ports:
            keys[6] = FunctionKey(self.tr("Next port"))
        full = self.tr("No more than {most} scanners").format(most=MOST_SCANNERS)
        keys[7] = FunctionKey(self.tr("Add"), cause=full if len(self._scanners()) >= MOST_SCANNERS else "")
        if on_scanner:
            keys[8] = FunctionKey(self.tr("Remove"))
        cause = busy or self._blocked or ("" if self.is_changed else self.tr("Nothing was changed"))
        keys[9] = FunctionKey(self.tr("Save"), cause=cause, primary=not cause, finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            5: self._test,
            6: self._next_port,
            7: self.add_scanner,
            8: self.remove_scanner,
            9: self.keep_wanted.emit,
        }
        acts[number]()

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanner that works says what it reads; nothing else happens."""
        shown = "".join(sign if sign.isprintable() else f"<{ord(sign):02X}>" for sign in scan.text[:200])
        self.show_answer(self.tr("Read: {text} ({symbology})").format(text=shown, symbology=scan.symbology))

    def handle_escape(self) -> None:
        """One step back."""
        self.leaving_wanted.emit(self.is_changed)

    def handle_action(self, action: str) -> bool:
        """Nothing else acts here."""
        return True
