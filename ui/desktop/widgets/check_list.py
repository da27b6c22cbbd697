"""The checks of a case: those that need a person first and open, the settled ones folded after them. One is current."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.words import _

from .answer import Answer
from .check_folded import FoldedCheck
from .check_open import OpenCheck
from .check_view import CheckView
from .layout import column

DIGITS = {Qt.Key.Key_1: Answer.YES, Qt.Key.Key_2: Answer.NO, Qt.Key.Key_3: Answer.UNCLEAR}
Line = FoldedCheck | OpenCheck


class CheckList(QScrollArea):
    """↑ ↓ go from check to check, 1 2 3 answer the current one, Enter shows its proof or unfolds it."""

    answered = Signal(str, object)
    """Key of the check and the `Answer` that a person gave."""
    instruction_written = Signal(str, str)
    instruction_typed = Signal(str, str)
    evidence_wanted = Signal(str)
    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Проверки"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: dict[str, Line] = {}
        self._unfolded: set[str] = set()
        self._views: tuple[CheckView, ...] = ()
        self._current = ""
        self._inside = QFrame()
        self._inside.setProperty("surface", "panel")
        self._column = column(1, gap="")
        self._inside.setLayout(self._column)
        self.setWidget(self._inside)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def show_checks(self, checks: Sequence[CheckView]) -> None:
        """Show the checks as they are now. A line that stays keeps focus and typed words; another case is `clear`
        first.
        """
        ordered = sorted(checks, key=lambda check: not self._is_open(check))
        focused = self._after_settling(self._focused_key(), ordered)
        for key in self._lines.keys() - {check.key for check in checks}:
            self._drop(key)
        for place, check in enumerate(ordered):
            self._put(place, check)
        self._views = tuple(ordered)
        self._chain()
        if self._current not in self._lines:
            self.go_to(next((check.key for check in ordered), ""), focus=False)
        if focused in self._lines and self._focused_key() != focused:
            self.go_to(focused)
        self._mark()

    def clear(self) -> None:
        """Forget the case: send what was typed, fold everything."""
        self.send_typed()
        for key in list(self._lines):
            self._drop(key)
        self._unfolded.clear()
        self._views, self._current = (), ""

    def send_typed(self) -> None:
        """Hand over instructions that are still in the fields; before a decision and before the case is left."""
        for line in self._lines.values():
            if isinstance(line, OpenCheck):
                line.instruction.send()

    @property
    def current(self) -> str:
        """Key of the current check."""
        return self._current

    def go_to(self, key: str, *, focus: bool = True) -> None:
        """Make a check current and bring it into view."""
        if key not in self._lines:
            self._current = ""
            return
        changed, self._current = key != self._current, key
        self._mark()
        line = self._lines[key]
        self.setFocusProxy(line)
        if focus:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            # The new line gets its place when the layout has run.
            QTimer.singleShot(0, line, lambda: self.ensureWidgetVisible(line, 0, 8))
        if changed:
            self.current_changed.emit(key)

    def answer(self, answer: Answer) -> None:
        """Answer the current check as the digits do. A folded one unfolds first: nobody answers what they do not
        see.
        """
        line = self._lines.get(self._current)
        if isinstance(line, FoldedCheck):
            self._unfold(self._current)
        elif isinstance(line, OpenCheck) and not line.check.locked:
            line.box.give(answer)

    def _is_open(self, check: CheckView) -> bool:
        return check.needs_person or check.key in self._unfolded

    def _put(self, place: int, check: CheckView) -> None:
        line = self._lines.get(check.key)
        if line is not None and isinstance(line, OpenCheck) != self._is_open(check):
            self._drop(check.key)
            line = None
        if line is None:
            line = self._lines[check.key] = self._make(check)
        else:
            line.show_check(check)
        if self._column.indexOf(line) != place:
            self._column.removeWidget(line)
            self._column.insertWidget(place, line)
            line.show()  # now, not when the layout has run: a hidden line cannot take the focus

    def _chain(self) -> None:
        """Tab goes as the eye does, also after a line was unfolded."""
        stops = [stop for check in self._views for stop in _stops(self._lines[check.key])]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _after_settling(self, key: str, ordered: Sequence[CheckView]) -> str:
        """Where the focus goes: to the next open check when the one that held it has just been settled."""
        views = {check.key: check for check in ordered}
        if key in views and isinstance(self._lines.get(key), OpenCheck) and not self._is_open(views[key]):
            place = next(at for at, check in enumerate(self._views) if check.key == key)
            after = [check.key for check in self._views[place:] + self._views[:place]]
            return next((one for one in after if one in views and self._is_open(views[one])), key)
        return key

    def _make(self, check: CheckView) -> Line:
        line: Line
        if self._is_open(check):
            line = OpenCheck(check)
            line.answered.connect(self.answered)
            line.instruction_written.connect(self.instruction_written)
            line.instruction_typed.connect(self.instruction_typed)
        else:
            line = FoldedCheck(check)
            line.unfolded.connect(self._unfold)
        line.evidence_wanted.connect(self.evidence_wanted)
        return line

    def _drop(self, key: str) -> None:
        line = self._lines.pop(key)
        if isinstance(line, OpenCheck):
            line.instruction.send()
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _unfold(self, key: str) -> None:
        self._unfolded.add(key)
        self.show_checks(self._views)
        self.go_to(key)

    def _mark(self) -> None:
        for key, line in self._lines.items():
            if isinstance(line, OpenCheck):
                line.set_current(key == self._current)

    def _focused_key(self) -> str:
        widget = QApplication.focusWidget()
        return next(
            (
                key
                for key, line in self._lines.items()
                if widget is not None and (line is widget or line.isAncestorOf(widget))
            ),
            "",
        )

    def _focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        key = self._focused_key()
        if key and key != self._current:
            self.go_to(key, focus=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            keys = [check.key for check in self._views]
            at = keys.index(self._current) if self._current in keys else -1
            if keys:
                self.go_to(keys[min(len(keys) - 1, max(0, at + step))])
        elif event.key() in DIGITS and not _held(event):
            self.answer(DIGITS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
            self.evidence_wanted.emit(self._current)
        else:
            event.ignore()


def _held(event: QKeyEvent) -> bool:
    return event.isAutoRepeat() or bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


def _stops(line: Line) -> list[QWidget]:
    return line.stops() if isinstance(line, OpenCheck) else [line]
