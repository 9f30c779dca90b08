"""The focus ring: 3 px, 2 px away, outside the control that has the keyboard. One a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from pos_client.ui.theme import look

RINGED = "ringed"  # property of a container that takes the ring instead of its field
_FOLLOWED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ParentChange, QEvent.Type.StyleChange}


class FocusRing(QFocusFrame):
    """Follows the focus inside `window`. A field inside a widget with the property `ringed` rings that widget."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self._window:
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes a null pointer here
            return
        target: QWidget = new
        parent: QWidget | None = new
        while parent is not None and parent is not self._window:
            if parent.property(RINGED):
                target = parent
                break
            parent = parent.parentWidget()
        self.setWidget(target)
        self._fit()

    def _fit(self) -> None:
        target: QWidget | None = self.widget()
        parent: QWidget | None = self.parentWidget()
        if target is None or parent is None:
            return
        tokens, theme = look().theme.tokens, look().theme
        reach = theme.px(tokens.border["focus"] + tokens.border["focus_gap"])
        where = target.rect().translated(target.mapTo(parent, target.rect().topLeft()))
        self.setGeometry(where.adjusted(-reach, -reach, reach, reach))
        self.setVisible(target.isVisible())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        taken = super().eventFilter(watched, event)
        if event.type() in _FOLLOWED and watched is self.widget():
            self._fit()
        return taken

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
