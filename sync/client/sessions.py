"""The session that the lanes' requests carry, shared by their threads."""

from __future__ import annotations

import threading

from operator_app.ports.sync_store import StoredSession


class Sessions:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: StoredSession | None = None

    @property
    def current(self) -> StoredSession | None:
        with self._lock:
            return self._current

    def token(self) -> str:
        """Empty where nobody is signed in."""
        session = self.current
        return session.token if session is not None else ""

    def use(self, session: StoredSession | None) -> None:
        with self._lock:
            self._current = session
