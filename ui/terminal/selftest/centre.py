"""The self-test's own central service, and the questions that are asked of it past the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from operator_app.formats import enrolment_code
from operator_app.storage.cipher import RawKey
from sync.client.enrol import fetch_ca
from sync.client.http import Ask, Line
from sync.client.transport import pinned
from sync.contract import paths
from ui.embedded import Answer, EmbeddedCentre

READ_S = 10.0


@dataclass(frozen=True)
class Truth:
    """What the centre has. `outcomes`: for each operation what became of it, once for each time that it was taken in;
    `cases`: version and digest of every case of an office; `chained`: its audit chain holds; `prepared`: the
    sandbox is sown, and no case is moved by its making any more.
    """

    outcomes: dict[str, list[str]]
    cases: dict[str, list[Any]]
    chained: bool
    prepared: bool


class Centre:
    """A real process with real TLS on a port of its own; it ends with `close`, and outlives a desk that is killed."""

    def __init__(self, folder: Path) -> None:
        self._embedded = EmbeddedCentre(folder, RawKey.new())
        self._line: Line | None = None
        self.answer: Answer | None = None

    def start(self) -> Answer:
        """Raises `Trouble` where it does not answer in time, and where its CA is not the one that its code names."""
        answer = self._embedded.start()
        ca = fetch_ca(answer.url, enrolment_code.decode(answer.enrolment_code))
        self._line = Line(answer.url, pinned(ca))
        self.answer = answer
        return answer

    def truth(self, office: str) -> Truth:
        said = self._get("/sandbox/v1/state")
        outcomes: dict[str, list[str]] = {}
        for row, outcome in said["outcomes"].items():
            # What was taken in a second time has the operation's id and something behind a tilde.
            outcomes.setdefault(row.partition("~")[0], []).append(outcome)
        here = {id_: case for id_, case in said["cases"].items() if case["office"] == office}
        cases = {id_: [case["version"], case["snapshot"]] for id_, case in here.items()}
        return Truth(outcomes, cases, bool(said["chain"]["holds"]), bool(said["prepared"]))

    def seal(self, case: str, role: str = "owner") -> str:
        """A sealed consent for the case, as a landlord would bring it on paper; empty where the case needs none."""
        samples = self._get(f"/sandbox/v1/seals/{case}")
        return next((str(one["text"]) for one in samples if one["worth"] == "good" and one["role"] == role), "")

    def _get(self, path: str) -> Any:
        assert self._line is not None
        ask = Ask("GET", path, read=READ_S, whole=READ_S, signed_in=False, answers=(paths.JSON,))
        return orjson.loads(self._line.fetch(ask).body)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
        self._embedded.close()
