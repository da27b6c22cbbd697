"""What every widget of the kit has in common: it holds the current look and follows when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.desktop.theme import Look, ThemeManager

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Dressed(_Base):
    """Put before the Qt class: `class Shape(Dressed, QLabel)`, and call `dress()` at the end of `__init__`."""

    look: Look

    def dress(self) -> None:
        """Take the current look and hear of the next. The connection ends with the widget."""
        manager = ThemeManager.current()
        self.look = manager.look
        manager.changed.connect(self._redress)
        self.prepare()

    def prepare(self) -> None:
        """Set what Qt itself paints (fonts, fixed sizes) from `self.look`; called at first and after each change."""

    def _redress(self, look: Look) -> None:
        self.look = look
        self.prepare()
        self.updateGeometry()
        self.update()


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.update()
