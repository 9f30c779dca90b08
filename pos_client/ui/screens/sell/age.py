"""The age banner: the birth date that still passes, and its two answers. The date itself is never kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pos_client.services.views import AgePrompt
from pos_client.ui.i18n import Formatter
from pos_client.ui.widgets import Banner, Key, Role


class AgeBanner(Banner):
    """Signal: `answered(bool)`, True when the age was seen."""

    answered = Signal(bool)

    def __init__(self, prompt: AgePrompt, formatter: Formatter) -> None:
        super().__init__(state="warn", icon="id-card", title="")
        title = self.tr("Age {age}+: born until").format(age=prompt.age)
        second = self.tr("{product} · once a basket · the date is not kept").format(
            product=formatter.name(prompt.names)
        )
        self.set_texts(title, second, formatter.date(prompt.born_until))
        self.seen = self.add_key(Key(self.tr("Seen"), icon="user-check", keycaps=("F5",)))
        self.refused = self.add_key(Key(self.tr("Refused"), role=Role.DANGER, icon="user-x", keycaps=("F8",)))
        self.seen.clicked.connect(lambda: self.answered.emit(True))
        self.refused.clicked.connect(lambda: self.answered.emit(False))
