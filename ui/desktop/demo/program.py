"""The desktop as a child process: its trace, its pictures, and waiting for what a person would have seen."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

Event = dict[str, Any]
LIMIT_S = 60.0
END_S = 15.0


class NotSeen(AssertionError):
    """Something that a person should have seen did not come within its limit; the last events say how far it got."""


class Program:
    """Starts `operator-app` with its trace on and ends it at the end of the block."""

    def __init__(self, arguments: Sequence[str], env: dict[str, str], pictures: Path | None = None) -> None:
        command = [sys.executable, "-m", "ui.desktop.main", "--trace", *arguments]
        if pictures is not None:
            command += ["--pictures", str(pictures)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.events: list[Event] = []
        self.errors: list[str] = []
        self._fresh: queue.Queue[Event] = queue.Queue()
        self._threads = [
            threading.Thread(target=self._read, name="program-trace", daemon=True),
            threading.Thread(target=self._read_errors, name="program-errors", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.end()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            self._fresh.put(event)

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(self.process.stderr)

    def wait(
        self, event: str, test: Callable[[Event], bool] = lambda _event: True, limit: float = LIMIT_S, **facts: Any
    ) -> Event:
        """The next event of this name with these facts that was not waited for yet. Raises `NotSeen`."""
        deadline = time.monotonic() + limit
        while True:
            left = deadline - time.monotonic()
            try:
                found = self._fresh.get(timeout=max(left, 0.0)) if left > 0 else None
            except queue.Empty:
                found = None
            if found is None:
                tail = json.dumps(self.events[-12:], ensure_ascii=False)
                raise NotSeen(f"no {event} {facts} within {limit} s; the last events: {tail}; errors: {self.said}")
            self.events.append(found)
            if found["event"] == event and all(found.get(k) == v for k, v in facts.items()) and test(found):
                return found

    @property
    def said(self) -> str:
        """The end of what the program wrote to its standard error."""
        return "".join(self.errors[-20:])

    def picture(self, name: str) -> None:
        """Ask the program for a picture of its window and wait until it is written."""
        assert self.process.stdin is not None
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        self.wait("picture", name=name)

    def end(self) -> int:
        """Close the window as the session's end would; a program that does not go is killed."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(END_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(END_S)
        for thread in self._threads:
            thread.join(END_S)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return self.process.returncode
