"""What every screen is, and what it is given. The window shows screens and knows nothing of what is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from operator_app.domain.errors import Told
from operator_app.ports.sync_store import Changed
from operator_app.services.views import Filter, LineStatus, Operator

from .bridge import Bridge

if TYPE_CHECKING:
    from ui.compose import Desk


@dataclass(frozen=True)
class KeyLine:
    """One line of the key table: what is printed on the key, and what it does. F1 shows what is really bound."""

    keys: str
    words: str


@dataclass
class Course:
    """What one screen leaves to the next: the filter of the queue, which next and previous of an open case keep."""

    filter: Filter = field(default_factory=Filter)


@dataclass(frozen=True)
class Room:
    """What a screen is given. `go(place, argument)` opens another screen by name; `tell(error)` shows one sentence
    with a next step in the window's banner; `say(sentence)` speaks a short confirmation; `inbox()` takes what was
    scanned last, with the id of the case that was open then (a payload never travels as an argument of `go`);
    `back()` does what Esc does, and `behind()` says in a word where that leads.
    """

    desk: Desk
    bridge: Bridge
    who: Operator
    go: Callable[[str, str], None]
    tell: Callable[[Told], None]
    say: Callable[[str], None]
    inbox: Callable[[], tuple[list[str], str]]
    back: Callable[[], None]
    behind: Callable[[], str]
    course: Course = field(default_factory=Course)


class Screen(QWidget):
    """A screen of the desk. Subclasses fill in what concerns them; all of these run on the UI thread."""

    title_changed = Signal(str)

    place = ""
    """The name by which `Room.go` finds it."""

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room

    def enter(self, argument: str = "") -> None:
        """The screen is shown (again); `argument` is what `go` was given, such as a case's id. Put the focus where
        work begins.
        """

    def leave(self) -> None:
        """Another screen is shown. Half-typed text is kept."""

    def refresh(self, changed: Changed) -> None:
        """A transaction changed something; ask again for what concerns this screen."""

    def line(self, status: LineStatus) -> None:
        """The line came, went or changed."""

    def scan(self, readings: list[str]) -> bool:
        """A code was scanned; several readings of one scan where the layout leaves a doubt. True: this screen deals
        with it; else the window opens the scan card.
        """
        return False

    def keys(self) -> list[KeyLine]:
        """The keys of this screen, from what is really bound."""
        return []
