"""The desk under test as its parent sees it: one question, one answer, within a time limit; and a hard end."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from operator_app import system
from ui.words import _

from .failure import StepFailed

END_S = 5.0
# The self-test leaves nothing in anybody's keyring: its profile is kept by a vault, as on a computer that has none.
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


class DeskProcess:
    """From construction to `kill` or `close`. Its errors go to `log`, which holds invented people only."""

    def __init__(self, profile: Path, log: Path, language: str, *, line_cut: bool = False) -> None:
        command = [sys.executable, "-m", "ui.terminal.selftest.desk", str(profile), "--lang", language]
        self._log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [*command, "--line-cut"] if line_cut else command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=os.environ | NO_KEYRING | {"PYTHONUTF8": "1"},
                encoding="utf-8",
            )
        self._answers: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="desk-answers", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put("")

    def ask(self, do: str, limit: float, **arguments: Any) -> dict[str, Any]:
        """The facts of the answer. Raises `StepFailed` where it refuses, ends, or is silent for `limit` seconds."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({"do": do} | arguments) + "\n")
            self._process.stdin.flush()
            said = self._answers.get(timeout=max(limit, 0.01))
        except OSError:
            said = ""
        except queue.Empty:
            raise StepFailed(_("Гишето не отговори за {n} сек.").format(n=round(limit))) from None
        if not said:
            raise StepFailed(_("Процесът на гишето спря: {why}").format(why=self._last_words()))
        answer: dict[str, Any] = json.loads(said)
        if not answer["ok"]:
            raise StepFailed(answer["sentence"])
        return answer

    def kill(self) -> int:
        """End it as a power cut would, and wait until it is gone; its return code."""
        system.kill_hard(self._process.pid)
        return self._ended()

    def close(self) -> None:
        """Let it end by itself; one that does not is killed."""
        if self._process.poll() is None:
            assert self._process.stdin is not None
            try:
                self._process.stdin.close()
                self._process.wait(END_S)
            except (OSError, subprocess.TimeoutExpired):
                self._process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self._process.wait(END_S)
        self._reader.join(END_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was never read by a process that was killed
                    continue
        return code

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "–"
