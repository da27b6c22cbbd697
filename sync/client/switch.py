"""Switches of the line: stop a lane, and, in the sandbox and the self-test, cut the line or lose a reply."""

from __future__ import annotations

import threading

from . import failures


class LineSwitch:
    """One for a desk: cut, and every connection breaks and none can be made, as with a pulled plug."""

    def __init__(self) -> None:
        self._cut = threading.Event()

    @property
    def is_cut(self) -> bool:
        return self._cut.is_set()

    def cut(self) -> None:
        self._cut.set()

    def restore(self) -> None:
        self._cut.clear()


class LaneSwitch:
    """One for a lane. `stop` ends what is under way within a fraction of a second, `ready` allows the next; after
    `close` there is no next.
    """

    def __init__(self, line: LineSwitch | None = None) -> None:
        self.line = line or LineSwitch()
        self._stop = threading.Event()
        self._closed = threading.Event()
        self._lose = threading.Event()
        self.lost = threading.Event()

    def stop(self) -> None:
        self._stop.set()

    def ready(self) -> None:
        self._stop.clear()

    def close(self) -> None:
        self._closed.set()

    def lose_next_reply(self) -> None:
        """Wait until the next answer arrives, throw it away unread and cut the line: the centre has done it, and this
        desk does not know. `lost` is set then.
        """
        self.lost.clear()
        self._lose.set()

    def check(self, code_when_cut: str) -> None:
        """Raises `LineFailed` where the lane was stopped or the line is cut."""
        if self._stop.is_set() or self._closed.is_set():
            raise failures.stopped()
        if self.line.is_cut:
            raise failures.line(code_when_cut)

    def lose_if_asked(self) -> None:
        if self._lose.is_set():
            self._lose.clear()
            self.line.cut()
            self.lost.set()
            raise failures.line(failures.BROKEN)
