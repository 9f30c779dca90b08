"""The focus ring: 3 px, 2 px away, outside the control that has the keyboard. One a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pos_client.ui.theme import look

RINGED = "ringed"  # property of a container that takes the ring instead of its field
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.StyleChange,
}


class FocusRing(QWidget):
    """Follows the focus inside `window`. A field inside a widget with the property `ringed` rings that widget.

    Not a QFocusFrame: that one takes the field's own parent, which cuts the ring off.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._around: list[QWidget] = []  # what the target stands in: a layout may move it there later
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """What it rings now."""
        return self._target

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._around:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._target, self._around = None, []
        if new is None or new.window() is not self._window:
            self.hide()
            return
        target: QWidget = new
        parent: QWidget | None = new
        while parent is not None and parent is not self._window:
            if parent.property(RINGED):
                target = parent
                break
            parent = parent.parentWidget()
        self._target = target
        around: QWidget | None = target
        while around is not None and around is not self._window:
            around.installEventFilter(self)
            self._around.append(around)
            around = around.parentWidget()
        self._fit()

    def _fit(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not self._window.isAncestorOf(target):
            self.hide()
            return
        tokens, theme = look().theme.tokens, look().theme
        reach = theme.px(tokens.border["focus"] + tokens.border["focus_gap"])
        where = target.rect().translated(target.mapTo(self._window, target.rect().topLeft()))
        self.setGeometry(where.adjusted(-reach, -reach, reach, reach))
        self.setVisible(target.isVisible())
        self.raise_()

    def follow_again(self) -> None:
        """Take the place of the control anew, after the layout around it changed."""
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED and watched in self._around:
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        width = theme.px(theme.tokens.border["focus"])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        radius = theme.radius("panel") + theme.px(2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
