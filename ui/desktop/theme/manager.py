"""The one place that dresses the program: style, palette, font and style sheet, at the start and at every change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from . import fonts
from .look import Look
from .palette import palette
from .sheet import style_sheet

SYSTEM = "system"
LEAST, MOST = 1.0, 2.0


class ThemeManager(QObject):
    """Holds the current `Look`. Widgets find the manager once, when they are built, and hear `changed`.

    `theme`: light, dark, contrast, or `system` (what the operating system asks for); `scale`: text size, 1.0 to 2.0.
    """

    changed = Signal(object)
    """The new `Look`."""

    _instance: ThemeManager | None = None

    def __init__(self, app: QApplication, theme: str = SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._theme, self._scale = theme, _within(scale)
        fonts.keep_letter_forms()
        fonts.register()
        app.setStyle("Fusion")
        self.look = Look.resolve(system_theme() if theme == SYSTEM else theme, self._scale)
        self._dress()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @classmethod
    def install(cls, app: QApplication, theme: str = SYSTEM, scale: float = 1.0) -> ThemeManager:
        """Dress `app`, before its first widget is made. A second call changes the theme of the first."""
        found = cls._instance
        if found is not None and found.parent() is app:
            found.wear(theme, scale)
            return found
        cls._instance = cls(app, theme, scale)
        return cls._instance

    @classmethod
    def current(cls) -> ThemeManager:
        """The manager of this program. Raises RuntimeError before `install`."""
        if cls._instance is None:
            raise RuntimeError("ThemeManager.install comes before the first widget")
        return cls._instance

    @property
    def theme(self) -> str:
        """What was chosen: a theme's name or `system`."""
        return self._theme

    def wear(self, theme: str | None = None, scale: float | None = None) -> None:
        """Change theme or text size now; every widget follows at once. Raises ValueError for an unknown theme."""
        chosen, size = theme or self._theme, _within(scale or self._scale)
        name = system_theme() if chosen == SYSTEM else chosen
        made = self.look if (name, size) == (self.look.name, self.look.scale) else Look.resolve(name, size)
        self._theme, self._scale = chosen, size
        if made is self.look:
            return
        self.look = made
        self._dress()
        self.changed.emit(self.look)

    def _dress(self) -> None:
        self._app.setPalette(palette(self.look))
        self._app.setFont(self.look.font())
        self._app.setStyleSheet(style_sheet(self.look))

    def _system_changed(self) -> None:
        if self._theme == SYSTEM:
            self.wear()


def system_theme() -> str:
    """Light, dark or contrast, as the operating system asks; light where it does not say."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _within(scale: float) -> float:
    return min(MOST, max(LEAST, scale))
