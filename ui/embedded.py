"""The sandbox's own central service: a real one, in a process of its own, which ends when its standard input closes.

Its key goes to it as one hex line over standard input and never through its arguments or environment; it answers with
one JSON line on standard output once it can be asked.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from operator_app.domain import errors
from operator_app.storage.cipher import RawKey

NOT_STARTED = errors.code("centre.not_started")
SLOW_START = errors.code("centre.slow_start")
START_LIMIT_S = 30.0
END_LIMIT_S = 5.0  # it takes a second or two; one that hangs is killed, which its database is made to stand
_LOOK_S = 0.1
LOG = "centre.log"
WHERE = "answers.json"


@dataclass(frozen=True)
class Answer:
    """What the embedded centre says of itself. `enrolment_code` is good once, for the desk that started it; empty when
    it is enrolled.
    """

    url: str
    port: int
    ca_fingerprint: str
    enrolment_code: str


def where_it_answers(directory: Path) -> dict[str, str]:
    """`service` and `ca_fingerprint` of the embedded centre that runs from this folder; empty where none does. One
    that was killed leaves what it said: who asks there is not answered.
    """
    try:
        told = json.loads((directory / WHERE).read_text("ascii"))
        return {key: str(told[key]) for key in ("service", "ca_fingerprint")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


class EmbeddedCentre:
    """Failure policy: a centre that does not answer is ended and told as `Trouble`; closing always ends the process."""

    def __init__(
        self,
        directory: Path,
        key: RawKey | None = None,
        *,
        environment: str = "sandbox",
        extra: tuple[str, ...] = (),
        given_up: Callable[[], bool] = lambda: False,
    ) -> None:
        """`given_up`: asked while its answer is waited for; true, and it is waited for no longer."""
        self._directory, self._key, self._environment, self._extra = directory, key, environment, extra
        self._given_up = given_up
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Answer:
        """Start it and wait until it answers. Raises `Trouble`: `centre.not_started`, `centre.slow_start`."""
        self.launch()
        return self.answer()

    def launch(self) -> None:
        """Begin the start, which takes a second or two in which the caller has other things to do. Without a key yet,
        it waits for `give_key`.
        """
        command = [
            sys.executable, "-m", "sync.central.service", "--embedded", "--environment", self._environment,
            "--data", str(self._directory), "--port", "0", *self._extra,
        ]  # fmt: skip
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory / LOG).open("ab") as log:  # codes and kinds of errors; never what a case says
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8"
            )
        if self._key is not None:
            self.give_key(self._key)

    def give_key(self, key: RawKey) -> None:
        """The key of its database, which it was launched without."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write(key.hex() + "\n")
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise errors.Trouble(NOT_STARTED) from error

    def answer(self) -> Answer:
        """Wait until the launched one answers. After trouble it has ended."""
        said = self._first_line()
        try:
            told = json.loads(said)
            answer = Answer(told["url"], int(told["port"]), told["ca_fingerprint"], told.get("enrolment_code") or "")
        except (ValueError, KeyError, TypeError) as error:
            self.close()
            raise errors.Trouble(NOT_STARTED) from error
        self._say_where(answer)
        return answer

    def _say_where(self, answer: Answer) -> None:
        """For `status`, and through it for `central-admin`: no secret, only where it answers and whom to believe."""
        facts = {"service": answer.url, "ca_fingerprint": answer.ca_fingerprint}
        try:
            (self._directory / WHERE).write_text(json.dumps(facts), "ascii")
        except OSError:
            return  # a full disk is told where it matters

    def _first_line(self) -> str:
        lines: list[str] = []
        process = self._process
        assert process is not None
        stdout = process.stdout
        assert stdout is not None
        reader = threading.Thread(target=lambda: lines.append(stdout.readline()), name="centre-answer", daemon=True)
        reader.start()
        end = time.monotonic() + START_LIMIT_S
        while reader.is_alive() and time.monotonic() < end and not self._given_up():
            reader.join(_LOOK_S)
        if reader.is_alive():
            self.close()
            raise errors.Trouble(SLOW_START, seconds=int(START_LIMIT_S))
        return lines[0] if lines else ""

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Close its input and wait until it has ended; one that does not end is killed."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            (self._directory / WHERE).unlink(missing_ok=True)
        try:
            if process.stdin is not None:
                process.stdin.close()
        except OSError:
            process.kill()
        try:
            process.wait(END_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(END_LIMIT_S)
        if process.stdout is not None:
            process.stdout.close()
