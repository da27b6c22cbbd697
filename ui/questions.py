"""The question to the centre that somebody waits for, and how it is called off: a person who closes the program, or
who signs in while it still asks for the line, waits for no slow centre.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from operator_app.domain.errors import Silent, Told, Trouble

CallOff = Callable[[], None]
CALLED_OFF = "line.stopped"  # our own doing, shown to nobody


class Questions:
    """One question at a time on one thread; `call_off` and `close` come from any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: CallOff | None = None
        self._called_off = self._closed = False

    @contextmanager
    def asked(self, call_off: CallOff) -> Iterator[None]:
        """A question is under way for as long as the block runs; `call_off` ends it within a fraction of a second. It
        is called at once where nobody waits for the answer any more.
        """
        with self._lock:
            self._under_way = call_off
            if self._called_off or self._closed:
                call_off()
        try:
            yield
        finally:
            with self._lock:
                self._under_way = None

    def wanted(self) -> None:
        """Somebody waits again: what comes now is asked, unless the program is ending."""
        with self._lock:
            self._called_off = False

    def call_off(self) -> None:
        """What is under way, and what would follow it before the next `wanted`."""
        with self._lock:
            self._called_off = True
            if self._under_way is not None:
                self._under_way()

    def close(self) -> None:
        """For good."""
        with self._lock:
            self._closed = True
            if self._under_way is not None:
                self._under_way()

    @property
    def closed(self) -> bool:
        return self._closed


def unless_called_off(trouble: Trouble) -> Trouble:
    """The trouble, where it is any. Raises `Silent` where we ended the question ourselves."""
    if trouble.code == CALLED_OFF:
        raise Silent from trouble
    return trouble


def plain(told: Told) -> dict[str, str | int]:
    """The parameters as a standing carries them."""
    return {name: value if isinstance(value, int) else str(value) for name, value in told.params.items()}
