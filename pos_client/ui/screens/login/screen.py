"""The login screen: a tile, a badge or a number names somebody, the PIN proves. Main thread; a worker checks the PIN.

F12 and a tile's key bring another person to the till: two keys and the PIN.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.domain.staff import StaffMember
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.views import StaffTile
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import LANGUAGES, NATIVE_NAMES, languages, message
from pos_client.ui.screens.login.pin_pad import PinPad
from pos_client.ui.widgets import Arrangement, ElidedLabel, IconLabel, Key, Role, label, margins, panel

BLOCK_WIDTH, PIN_WIDTH = 1000, 456  # px at 100 %
TILES = 5  # people at once; the sixth tile is for somebody by number
FIRST_KEY = 3  # F3 to F8 choose the tiles in their order
TRIES = 5  # what everybody has before the first wait; fewer left is worth saying


class LoginScreen(Screen):
    """Signals: `logged_in(StaffMember)`, whose PIN was right; `more_wanted()`."""

    name = "login"
    help_wanted = Signal()
    logged_in = Signal(object)
    more_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._tiles: dict[str, StaffTile] = {tile.staff_id: tile for tile in services.staff.tiles()}
        self._chosen = next(iter(self._tiles), "")
        self._page = 0
        self._how = "name"
        self._asks_number = False
        self._checks = False
        self._waits = False
        self._keys: dict[str, Key] = {}
        self._on_tiles: list[tuple[str, str, str]] = []
        self.greeting = label("", "heading")
        self.state = ElidedLabel("", "body", "ink_2")
        self.badge_title = label("", "title")
        self.badge_text = label("", "row_s", "ink_2")
        self.choose = label("", "strong")
        self.next_people = Key(icon="chevron-right", role=Role.LIGHT, minimum=48)
        self.next_people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.other = self._tile("", "")
        self.other.clicked.connect(lambda _c=False: self.ask_number())
        self.language = Key(icon="languages", minimum=52)
        self.more = Key(icon="ellipsis", minimum=52, keycaps=("F11",))
        self.pin = PinPad()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._build()
        self.pin.entered.connect(self._try)
        self.pin.numbered.connect(self._numbered)
        self.next_people.clicked.connect(lambda _c=False: self._next_page())
        self.language.clicked.connect(self._next_language)
        self.more.clicked.connect(self.more_wanted)

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        self.people = block = QWidget()  # who, and the PIN
        block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(block)
        margins(row, 16, 12, 8, 12, 24)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.greeting)
        left.addWidget(self.state)
        left.addSpacing(12)
        left.addWidget(self._badge_panel())
        left.addSpacing(16)
        choose = QHBoxLayout()
        choose.addWidget(self.choose, 1)
        choose.addWidget(self.next_people)
        left.addLayout(choose)
        left.addSpacing(4)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.other.set_keycaps(f"F{FIRST_KEY + TILES}")
        self._grid.addWidget(self.other, TILES // 2, TILES % 2)
        left.addLayout(self._grid)
        left.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.language, 1)
        foot.addWidget(self.more, 1)
        left.addLayout(foot)
        row.addLayout(left, 1)
        row.addWidget(self.pin)
        outer.addWidget(block, 100)  # all there is up to its widest, whatever the words of the language want
        outer.addStretch(1)

    def _badge_panel(self) -> QWidget:
        box = panel("tinted")
        box.setMinimumHeight(92)
        inner = QHBoxLayout(box)
        margins(inner, 20, 8, 16, 8, 18)
        inner.addWidget(IconLabel("id-card", 38, "accent_text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.badge_title)
        words.addWidget(self.badge_text)
        words.addStretch(1)
        inner.addLayout(words, 1)
        return box

    # what is shown

    def entered(self) -> None:
        """Refresh the people and ask for the PIN anew."""
        self._tiles = {tile.staff_id: tile for tile in self._services.staff.tiles()}
        if self._chosen not in self._tiles:
            self._chosen = next(iter(self._tiles), "")
        self._how = "name"
        self._asks_number = self._checks = False
        self.retranslate()
        self._ask()
        self.keys_changed.emit()

    def restyle(self) -> None:
        """Take sizes anew: names and PIN grow with the scale."""
        self.people.setMaximumWidth(self.theme.px(BLOCK_WIDTH))
        self.pin.setFixedWidth(self.theme.px(PIN_WIDTH))

    def side_opened(self) -> None:
        """A panel stands over the PIN; the people stay in view."""
        self.pin.hide()

    def side_closed(self) -> None:
        """The PIN is asked again."""
        self.pin.show()

    def prefer(self, staff_id: str) -> None:
        """Choose whoever locked the register, so that coming back is one PIN."""
        if staff_id in self._tiles:
            self._chosen = staff_id
            self._page = list(self._tiles).index(staff_id) // TILES

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        hour = self._services.desk.clock().astimezone(self._services.desk.zone).hour
        greeting = (
            self.tr("Good night") if hour < 5
            else self.tr("Good morning") if hour < 12
            else self.tr("Good afternoon") if hour < 18
            else self.tr("Good evening")
        )  # fmt: skip
        self.greeting.setText(greeting)
        open_text = self.tr("The shift is open.")
        closed = self.tr("No shift is open. Opening cash is counted next.")
        basket = self._services.checkout.basket
        waiting = self.tr("A basket waits: %n line(s).", "", len(basket.live_lines))
        shown = waiting if not basket.is_empty else open_text if self._services.shifts.is_open else closed
        self.state.setText(shown)
        self.badge_title.setText(self.tr("Scan your badge"))
        self.badge_text.setText(self.tr("It names you; the PIN is asked all the same"))
        self.choose.setText(self.tr("Or choose yourself"))
        self.language.set_caption(NATIVE_NAMES[languages().current])
        self.language.set_keycaps("F2")
        self.more.set_caption(self.tr("More"))
        self.other.set_caption(self.tr("Other person"))
        self.other.set_second(self.tr("by number"))
        self.next_people.setAccessibleName(self.tr("More people"))
        self.pin.pad.retranslate()
        self._show_tiles()
        self._ask_texts()

    @staticmethod
    def _tile(name: str, second: str) -> Key:
        key = Key(
            name,
            second=second,
            role=Role.LIGHT,
            arrangement=Arrangement.LEFT,
            style="body",
            second_style="small",
            minimum=76,
        )
        key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    def _shown(self) -> list[StaffTile]:
        return list(self._tiles.values())[self._page * TILES : (self._page + 1) * TILES]

    def _show_tiles(self) -> None:
        words = [(tile.staff_id, tile.name, self.formatter.name(tile.role)) for tile in self._shown()]
        if words != self._on_tiles:
            self._make_tiles(words)
        for staff_id, key in self._keys.items():
            is_chosen = staff_id == self._chosen and not self._asks_number
            key.set_role(Role.CHOSEN if is_chosen else Role.LIGHT)
        self.other.set_role(Role.CHOSEN if self._asks_number else Role.LIGHT)
        pages = -(-len(self._tiles) // TILES)
        self.next_people.setVisible(pages > 1)
        self.next_people.set_caption(f"{self._page + 1} / {pages}")

    def _make_tiles(self, words: list[tuple[str, str, str]]) -> None:
        """Make the keys of others: who, their name and what they are, in the language in force."""
        for key in self._keys.values():
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._on_tiles = words
        self._keys = {}
        for place, (staff_id, name, role) in enumerate(words):
            key = self._tile(name, role)
            key.set_keycaps(f"F{FIRST_KEY + place}")
            key.clicked.connect(lambda _c=False, staff_id=staff_id: self._choose(staff_id))
            self._grid.addWidget(key, place // 2, place % 2)
            self._keys[staff_id] = key

    def _next_page(self) -> None:
        self._page = (self._page + 1) % max(1, -(-len(self._tiles) // TILES))
        self._show_tiles()
        self.keys_changed.emit()

    def _choose(self, staff_id: str, how: str = "name") -> None:
        if self._checks:
            return  # first the answer to the PIN that was typed
        self.prefer(staff_id)
        self._how = how
        self._asks_number = False
        self._show_tiles()
        self._ask()
        self.keys_changed.emit()

    def ask_number(self) -> None:
        """Ask for the number of somebody who is on no tile."""
        if self._checks:
            return
        self._asks_number = True
        self._waits = False
        self._timer.stop()
        self.pin.set_busy(False)
        self._show_tiles()
        self._ask_texts()
        self.pin.say("")
        self.pin.clear()

    def _numbered(self, digits: str) -> None:
        staff_id = self._services.staff.by_number(digits)
        if staff_id:
            self._choose(staff_id, "number")
        else:
            self.pin.say(self.tr("Nobody here has this number."), bad=True)
            self.pin.clear()

    def _ask(self) -> None:
        self._ask_texts()
        self.pin.clear()
        wait = self._services.staff.wait(self._chosen)
        self._waits = wait.seconds > 0
        self.pin.set_busy(self._waits)
        self._say_tries(wait.tries_left)
        if self._waits:
            self._timer.start()
            self._tick()

    def _say_tries(self, left: int) -> None:
        """Say how many tries are left once one was wrong."""
        self.pin.say(self.tr("%n more tries.", "", left) if left < TRIES else "")

    def _ask_texts(self) -> None:
        if self._asks_number:
            self.pin.ask_number(self.tr("Other person"), self.tr("Staff number, then the PIN"), self.tr("Next"))
            return
        tile = self._tiles.get(self._chosen)
        self.pin.ask(tile.name if tile else "", self.tr("PIN, 4 to 8 digits"), self.tr("Log in"))

    def _tick(self) -> None:
        left = self._services.staff.wait(self._chosen).seconds if self._waits else 0
        if left > 0:
            self.pin.say(self.tr("Too many wrong PINs. Wait %n second(s).", "", left), bad=True)
            return
        self._timer.stop()
        self._waits = False
        self.pin.set_busy(False)
        self.pin.say("")
        self.pin.clear()

    # what is done

    def _try(self, pin: str) -> None:
        if not self._chosen or self._checks:
            return
        self._checks = True
        self.pin.set_busy(True)
        staff, staff_id = self._services.staff, self._chosen
        self._bridge.run(lambda: staff.check_pin(staff_id, pin), self._right, self._wrong)

    def _right(self, member: StaffMember) -> None:
        self._checks = False
        self.pin.set_busy(False)
        self.pin.say("")
        self._services.staff.log_in(member, how=self._how)
        self.logged_in.emit(member)

    def _wrong(self, error: Exception) -> None:
        self._checks = False
        self.pin.set_busy(False)
        self.pin.clear()
        if not isinstance(error, ServiceError):
            self.pin.say(message("internal_error", (), formatter=self.formatter).text, bad=True)
            return
        wait = self._services.staff.wait(self._chosen)
        if wait.seconds:
            self._waits = True
            self.pin.set_busy(True)
            self._timer.start()
            self._tick()
            return
        if error.code == "wrong_pin":
            self.pin.say(self.tr("Wrong PIN. %n more tries.", "", wait.tries_left), bad=True)
        else:
            self.pin.say(message(error.code, error.details, formatter=self.formatter).text, bad=True)

    def choose_by_badge(self, staff_id: str) -> None:
        """A badge named somebody: choose them; the PIN is asked all the same."""
        if staff_id in self._tiles:
            self._choose(staff_id, "badge")

    def handle_scan(self, scan: ScanLike) -> None:
        """Take badges, of which few open by themselves; anything else is told, and sells nothing."""
        if self._checks:
            return
        member = self._services.staff.log_in_by_badge(scan.text, scan.symbology)
        if member is not None:
            self.pin.clear()
            self.logged_in.emit(member)
            return
        staff_id = self._services.staff.by_badge(scan.text)
        if staff_id:
            self.choose_by_badge(staff_id)
        else:
            self.pin.say(self.tr("That is no badge of this store. Nothing was sold."), bad=True)

    def _next_language(self) -> None:
        codes = list(LANGUAGES)
        languages().set_language(codes[(codes.index(languages().current) + 1) % len(codes)])

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: help, language, the people in the order of their tiles, log in, more."""
        people = {
            FIRST_KEY + place: FunctionKey(tile.short_name, chosen=tile.staff_id == self._chosen)
            for place, tile in enumerate(self._shown())
        }
        enter = self.tr("Next") if self._asks_number else self.tr("Log in")
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Language")),
            **people,
            FIRST_KEY + TILES: FunctionKey(self.tr("Other"), chosen=self._asks_number),
            9: FunctionKey(enter, primary=True, finishing=True),
            11: FunctionKey(self.tr("More")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        elif number == 2:
            self._next_language()
        elif number == 9:
            self.pin.submit()
        elif number == 11:
            self.more_wanted.emit()
        elif number == FIRST_KEY + TILES:
            self.ask_number()
        elif FIRST_KEY <= number < FIRST_KEY + len(self._shown()):
            self._choose(self._shown()[number - FIRST_KEY].staff_id)

    def handle_escape(self) -> None:
        """Back from the number to whoever was chosen before."""
        if self._asks_number:
            self._choose(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = list(self._tiles)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._chosen in ids:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._choose(ids[(ids.index(self._chosen) + step) % len(ids)])
            return
        super().keyPressEvent(event)
