"""The wedge scanner in Qt: every key passes here before anything else sees it. All thinking is in
`operator_app.devices.wedge`.

Keys are met on their way to the *window*, before the focused widget and before shortcuts (Qt asks for an override
first; a key that is held must not fire a shortcut on its way). Fields for passwords are left alone: nothing typed
there is kept even for a moment.

Two clocks, for a program that may be busy or stopped in the middle of a scan. Whether two keys belong together is told
by the time that the window system put on them (X11: the server's milliseconds; Windows: those of the message; 0 on
events made by a program, for which the time of arrival must do). Whether no more keys come is told by ticks: only those
of a program that was awake count, since after a stop its timer is due at once but the keys of meanwhile are still on
their way.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

from operator_app.devices.scancodes import Platform
from operator_app.devices.wedge import KeyStroke, Output, Pass, Replay, Scan, Wedge, WedgeSettings

from . import replay

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Mode_switch, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R,
})  # fmt: skip
_TICK_MS = 10
_LATE_MS = 2 * _TICK_MS
_MOST_LATE = 5


def platform_of(name: str) -> Platform:
    """Whose scan codes a Qt platform plugin passes on."""
    if name == "windows":
        return Platform.WINDOWS
    return Platform.X11 if name == "xcb" or name.startswith("wayland") else Platform.OTHER


@dataclass(frozen=True)
class _Kept:
    """A key event that waits for its fate; `stroke` None for a key going up."""

    event: QKeyEvent
    stroke: KeyStroke | None

    @property
    def key(self) -> int:
        return _name(self.event)


class WedgeFilter(QObject):
    """One for the application; it watches the window that has the keyboard. Close it before the application does.

    `scanned(text, typed)`: the code rebuilt from the keys themselves, and what the keyboard layout had made of it
    (see `devices.layouts.ungarble`). Keys that were a person's are delivered in order to the widget that had the
    focus when the first of them came, at most a gap late.
    """

    scanned = Signal(str, str)

    def __init__(
        self, app: QGuiApplication, settings: WedgeSettings | None = None, *, platform: Platform | None = None
    ) -> None:
        super().__init__(app)
        self._app = app
        self._watched: QWindow | None = None
        self._wedge = Wedge(settings or WedgeSettings())
        self._platform = platform or platform_of(QGuiApplication.platformName())
        self._kept: list[_Kept] = []
        self._target: QObject | None = None
        self._decided: tuple[int, bool] | None = None
        self._orphans: set[int] = set()
        self._giving_back = False
        self._ticked, self._quiet, self._lates = 0, 0, 0
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        # On the window that has the keyboard, not on the whole application: there every event of every widget would
        # pass through Python (5 µs each), for the sake of a few keys.
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def close(self) -> None:
        """Gives back what is held and lets all keys alone from now on."""
        self._flush()
        self._app.focusWindowChanged.disconnect(self._watch)
        self._watch(None)

    def _watch(self, window: QWindow | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if self._giving_back or not isinstance(event, QKeyEvent) or event.key() in _MODIFIERS:
                return False
            return self._up(event) if kind == QEvent.Type.KeyRelease else self._down(event, watched)
        if kind == QEvent.Type.MouseButtonPress and self._kept and not self._wedge.capturing:
            self._flush()  # a click may move the focus: what was typed before it arrives before it
        return False

    def _down(self, event: QKeyEvent, window: QObject) -> bool:
        name = _name(event)
        if event.type() == QEvent.Type.KeyPress and self._decided is not None:
            decided, self._decided = self._decided, None
            if decided[0] == name:
                return decided[1]
        taken = self._decide(event, name, window)
        if event.type() == QEvent.Type.ShortcutOverride:
            self._decided = (name, taken)
            if taken:
                event.accept()  # nobody's shortcut; its key press comes next and is taken too
        return taken

    def _decide(self, event: QKeyEvent, name: int, window: QObject) -> bool:
        self._orphans.discard(name)
        if not self._kept:
            self._target = replay.receiver(window)
            if replay.is_secret(self._target):
                return False
        stroke = self._stroke(event)
        outputs = self._wedge.feed(stroke)
        for output in outputs[:-1]:
            self._act(output)
        if isinstance(outputs[-1], Pass):
            return False
        if not self._wedge.holding:
            self._orphans.add(name)  # the end of a scan: its key going up is nobody's business either
            return True
        if not self._kept:
            self._target = replay.receiver(window)
            self._lates = 0
        self._kept.append(_Kept(replay.copy_of(event, QEvent.Type.KeyPress), stroke))
        self._ticked, self._quiet = _now(), 0
        self._timer.start()
        return True

    def _up(self, event: QKeyEvent) -> bool:
        self._decided = None
        name = _name(event)
        if name in self._orphans:
            if not event.isAutoRepeat():
                self._orphans.discard(name)
            return True
        if any(kept.key == name for kept in self._kept):
            self._kept.append(_Kept(replay.copy_of(event), None))
            return True
        return False

    def _tick(self) -> None:
        """Time without keys is counted from anew where the program slept; not for ever, where it always does."""
        now = _now()
        slept, self._ticked = now - self._ticked > _LATE_MS and self._lates < _MOST_LATE, now
        self._lates += slept
        self._quiet = 0 if slept else self._quiet + _TICK_MS
        if self._quiet > self._wedge.patience_ms or not self._wedge.holding:
            self._flush()

    def _flush(self) -> None:
        self._timer.stop()
        for output in self._wedge.flush():
            self._act(output)

    def _act(self, output: Output) -> None:
        if isinstance(output, Scan):
            self._orphans |= {kept.key for kept in self._kept if kept.stroke is not None and not self._went_up(kept)}
            self._kept.clear()
            self._tell(output.text, output.typed)
        elif isinstance(output, Replay):
            kept, self._kept = self._kept, []
            if output.long and not replay.takes_text(self._receiver()):
                # A scanner that sends no end, over something that takes bare keys for commands: still a scan.
                self._tell("".join(s.sign or s.text for s in output.strokes), "".join(s.text for s in output.strokes))
                return
            self._give_back(kept, output)

    def _went_up(self, kept: _Kept) -> bool:
        return any(other.stroke is None and other.key == kept.key for other in self._kept)

    def _tell(self, text: str, typed: str) -> None:
        """Later, from the event loop: whoever listens may open a card or a dialog."""
        QTimer.singleShot(0, self, lambda: self.scanned.emit(text, typed))

    def _give_back(self, kept: list[_Kept], output: Replay) -> None:
        strokes = {id(stroke) for stroke in output.strokes}
        down: set[int] = set()
        for one in kept:
            target = self._receiver()
            if target is None:
                continue
            # What is given to a window comes in here again.
            self._giving_back = target.isWindowType()
            if one.stroke is not None and id(one.stroke) in strokes:
                down.add(one.key)
            elif one.stroke is not None or one.key not in down:
                continue
            QCoreApplication.sendEvent(target, one.event)
        self._giving_back = False

    def _receiver(self) -> QObject | None:
        """Where the keys that are held were going; if that field is gone, whoever has the focus now."""
        if self._target is not None and isValid(self._target):
            return self._target
        return None if self._watched is None or not isValid(self._watched) else replay.receiver(self._watched)

    def _stroke(self, event: QKeyEvent) -> KeyStroke:
        modifiers = event.modifiers()
        return KeyStroke(
            scan_code=event.nativeScanCode(),
            text=event.text(),
            shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            t_ms=event.timestamp() or _now(),
            platform=self._platform,
            command=bool(modifiers & _COMMAND),
            repeat=event.isAutoRepeat(),
        )


def _now() -> int:
    return time.monotonic_ns() // 1_000_000


def _name(event: QKeyEvent) -> int:
    """The key itself; by its meaning where the system gives no number (tests, remote sessions)."""
    return event.nativeScanCode() or -event.key() - 1
