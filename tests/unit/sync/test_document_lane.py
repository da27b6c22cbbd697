"""The documents' own lane, part by part on a real socket: resumed, changed on the way, damaged, and what goes first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pytest

from operator_app.domain.errors import Refused
from operator_app.ports.sync_store import Changed, WantedDocument
from sync.client.documents import LOOK_EVERY, DocumentLane
from sync.client.http import Line
from sync.contract.messages import DOCUMENT_PART

from .https_stub import Stub, Talk

WHOLE = bytes(range(256)) * 2500  # three parts


@dataclass
class Shelf:
    """The store's side: which documents are wanted, their parts, and what failed."""

    wanted: list[str]
    parts: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def wanted_documents(self, limit: int) -> list[WantedDocument]:
        left = [one for one in self.wanted if one not in self.done and one not in self.failed]
        return [WantedDocument("case", d, len(self.parts.get(d, b"")), self.etags.get(d, "")) for d in left[:limit]]

    def put_part(
        self, wanted: WantedDocument, offset: int, data: bytes, total: int, etag: str, media_type: str
    ) -> Changed:
        name = wanted.document
        kept = b"" if offset == 0 else self.parts[name]
        assert len(kept) == offset, "parts follow one another"
        self.parts[name], self.etags[name] = kept + data, etag
        if len(self.parts[name]) < total:
            return Changed()
        if hashlib.sha256(self.parts[name]).hexdigest() != etag:
            raise Refused("document.damaged")
        self.done.add(name)
        return Changed(documents=frozenset({name}))

    def document_failed(self, wanted: WantedDocument, code: str) -> Changed:
        self.failed[wanted.document] = code
        return Changed(documents=frozenset({wanted.document}))


@dataclass
class Papers:
    """The centre's side. `digest` may be a lie."""

    content: dict[str, bytes]
    digest: str = ""

    def __call__(self, talk: Talk) -> None:
        whole = self.content.get(talk.request.path.rpartition("/")[2])
        if whole is None:
            problem = b'{"code": "document.unknown", "status": 404}'
            return talk.answer(problem, 404, "application/problem+json")
        etag = f'"{self.digest or hashlib.sha256(whole).hexdigest()}"'
        if talk.request.headers.get("if-match", etag) != etag:
            problem = b'{"code": "document.changed", "status": 412}'
            return talk.answer(problem, 412, "application/problem+json")
        first = int(talk.request.headers["range"].removeprefix("bytes=").partition("-")[0])
        part = whole[first : first + DOCUMENT_PART]
        place = f"bytes {first}-{first + len(part) - 1}/{len(whole)}"
        return talk.answer(part, 206, "application/pdf", ETag=etag, Content_Range=place)


@dataclass
class Bench:
    server: Stub
    line: Line
    shelf: Shelf
    is_open: bool = True
    may_go: bool = True
    changes: list[Changed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lane = DocumentLane(
            self.shelf,  # type: ignore[arg-type]
            self.line,
            lambda job: job(),
            is_open=lambda: self.is_open,
            may_go=lambda: self.may_go,
            on_changed=self.changes.append,
            jitter=lambda: 0.5,
        )

    def serve(self, papers: Papers) -> None:
        self.server.script = papers

    def run(self, steps: int = 20) -> float:
        """Until the lane wants to wait; how long."""
        for _ in range(steps):
            pause = self.lane.step()
            if pause:
                return pause
        raise AssertionError("the lane does not come to rest")

    def asked(self) -> list[str]:
        return [request.path.rpartition("/")[2] for request in self.server.requests]


@pytest.fixture
def bench(server: Stub, line: Line) -> Bench:
    made = Bench(server, line, Shelf(["deed", "card"]))
    made.serve(Papers({"deed": WHOLE, "card": b"small"}))
    return made


def test_all_that_is_wanted_comes_in_parts_in_the_stores_order(bench: Bench) -> None:
    assert bench.run() == LOOK_EVERY
    assert bench.shelf.parts == {"deed": WHOLE, "card": b"small"}
    assert bench.asked() == ["deed"] * 3 + ["card"]
    assert [set(changed.documents) for changed in bench.changes] == [{"deed"}, {"card"}]


def test_a_break_costs_one_part(bench: Bench) -> None:
    bench.lane.step()
    bench.server.script = Talk.reset
    assert bench.lane.step() >= 1, "it backs off"
    bench.serve(Papers({"deed": WHOLE, "card": b"small"}))
    bench.run()
    assert bench.shelf.parts["deed"] == WHOLE
    ranges = [request.headers["range"] for request in bench.server.requests if request.path.endswith("deed")]
    assert ranges.count("bytes=0-262143") == 1


def test_a_document_that_changed_on_the_way_starts_again(bench: Bench) -> None:
    bench.lane.step()
    newer = WHOLE[::-1]
    bench.serve(Papers({"deed": newer, "card": b"small"}))
    bench.run()
    assert bench.shelf.parts["deed"] == newer
    assert not bench.shelf.failed


def test_what_is_not_what_the_centre_named_is_told_and_the_next_one_comes(bench: Bench) -> None:
    bench.serve(Papers({"deed": b"forged", "card": b"small"}, digest=hashlib.sha256(b"small").hexdigest()))
    bench.run()
    assert bench.shelf.failed == {"deed": "document.damaged"}
    assert bench.shelf.parts["card"] == b"small"


def test_what_the_centre_has_not_is_told_and_the_next_one_comes(bench: Bench) -> None:
    bench.serve(Papers({"card": b"small"}))
    bench.run()
    assert bench.shelf.failed == {"deed": "document.not_at_centre"}
    assert "card" in bench.shelf.done


def test_it_goes_last_but_not_where_a_clerk_waits(bench: Bench) -> None:
    bench.may_go = False
    assert 0 < bench.lane.step() < 1
    assert not bench.server.requests
    bench.lane.want_now("case", "card")
    assert bench.lane.step() == 0.0
    assert bench.shelf.done == {"card"}
    assert bench.lane.step() > 0
    assert bench.asked() == ["card"]


def test_what_was_asked_for_last_comes_first(bench: Bench) -> None:
    bench.lane.want_now("case", "deed")
    bench.lane.step()
    bench.lane.want_now("case", "card")
    bench.run()
    assert bench.asked() == ["deed", "card", "deed", "deed"]


def test_a_document_beyond_the_list_comes_when_it_is_asked_for(bench: Bench) -> None:
    bench.shelf.wanted.clear()
    bench.lane.want_now("case", "deed")
    bench.run()
    assert bench.shelf.parts == {"deed": WHOLE}


def test_without_line_or_session_nothing_is_asked(bench: Bench) -> None:
    bench.is_open = False
    bench.lane.want_now("case", "deed")
    assert bench.lane.step() > 0
    assert not bench.server.requests


def test_a_centre_in_trouble_is_not_asked_for_one_after_the_other(bench: Bench) -> None:
    bench.server.script = lambda talk: talk.answer(b"", 503, Retry_After="30")
    assert bench.lane.step() >= 30
    assert not bench.shelf.failed
