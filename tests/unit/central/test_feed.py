"""The feed: gapless positions, one office's page after another, a cursor that only its centre can make."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from operator_app.domain.bodies import NoteAdded
from operator_app.domain.errors import Refused
from operator_app.evidence.trust import open_package
from operator_app.formats import canonical
from resources import paths
from sync.central.centre import Centre
from sync.central.inspection import inspect
from sync.contract import messages
from tests import builders as b

from .core import OTHER_OFFICE, TestDesk, file_case, opened


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with opened(tmp_path) as made:
        yield made


def test_pages_follow_one_another_without_a_gap_or_a_double(centre: Centre) -> None:
    for number in range(5):
        file_case(centre, f"case-{number}")
    whole = centre.feed.page(b.OFFICE, "", 500)
    assert not whole.more
    seen: list[messages.Entry] = []
    cursor, more = "", True
    while more:
        page = centre.feed.page(b.OFFICE, cursor, 3)
        assert len(page.entries) <= 3
        seen += page.entries
        cursor, more = page.cursor, page.more
    assert seen == whole.entries
    assert centre.feed.page(b.OFFICE, cursor, 3).entries == []


def test_what_was_published_comes_before_what_was_made_under_it(centre: Centre) -> None:
    file_case(centre)
    entries = centre.feed.page(b.OFFICE, "", 500).entries
    published = {entry.name: entry.pos for entry in entries if isinstance(entry, messages.PackageEntry)}
    for entry in entries:
        if isinstance(entry, messages.OperationEntry):
            rules = next(name for name in published if f'"rules":"{name}"' in entry.operation)
            assert published[rules] < entry.pos


def test_an_office_sees_its_own_cases_alone(centre: Centre) -> None:
    file_case(centre)
    there = centre.feed.page(OTHER_OFFICE, "", 500)
    assert all(isinstance(entry, messages.PackageEntry) for entry in there.entries)
    assert there.head.pos == inspect(centre)["chain"]["pos"], "and steps over what is not its own"
    assert centre.feed.page(OTHER_OFFICE, there.cursor, 500).entries == []


@pytest.mark.parametrize("cursor", ["x", "AAAA", base64.urlsafe_b64encode(b"0" * 60).decode(), "ж"])
def test_a_cursor_of_somebody_else_s_making_starts_anew(centre: Centre, cursor: str) -> None:
    with pytest.raises(Refused, match=r"cursor\.foreign"):
        centre.feed.page(b.OFFICE, cursor, 10)


def test_a_cursor_is_for_its_office_and_its_epoch(centre: Centre, tmp_path: Path) -> None:
    cursor = centre.feed.page(b.OFFICE, "", 10).cursor
    with pytest.raises(Refused, match=r"cursor\.foreign"):
        centre.feed.page(OTHER_OFFICE, cursor, 10)
    other = tmp_path / "other"
    other.mkdir()
    with opened(other) as another, pytest.raises(Refused, match=r"cursor\.foreign"):
        another.feed.page(b.OFFICE, cursor, 10)


def test_nobody_writes_a_cursor_but_the_centre(centre: Centre) -> None:
    """All in it is right but the signature: a desk could jump over what it must see."""
    raw = base64.urlsafe_b64decode(centre.feed.page(b.OFFICE, "", 10).cursor + "==")
    mac, told = raw[:16], json.loads(raw[16:])
    centre.feed.page(b.OFFICE, sealed(mac, told), 10)
    with pytest.raises(Refused, match=r"cursor\.foreign"):
        centre.feed.page(b.OFFICE, sealed(mac, told | {"pos": told["pos"] + 1}), 10)


def sealed(mac: bytes, told: dict[str, object]) -> str:
    body = json.dumps(told, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(mac + body).decode().rstrip("=")


def test_positions_have_no_gap_and_readers_miss_nothing_while_many_write(centre: Centre) -> None:
    """A number that is taken early becomes visible late, and a reader steps over it: here none may."""
    cases = [file_case(centre, f"case-{n}") for n in range(4)]
    desks = [TestDesk(centre) for _ in cases]
    rounds = 12

    def write(desk: TestDesk, case: str) -> None:
        for n in range(rounds):
            desk.push(desk.make("note.added", NoteAdded(f"{n}"), case, base=0))

    seen: list[int] = []
    cursor = centre.feed.page(b.OFFICE, "", 500).cursor
    writers = [threading.Thread(target=write, args=(d, c.id)) for d, c in zip(desks, cases, strict=True)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        page = centre.feed.page(b.OFFICE, cursor, 500)
        cursor = page.cursor
        seen += [entry.pos for entry in page.entries]
    for writer in writers:
        writer.join()
    seen += [entry.pos for entry in centre.feed.page(b.OFFICE, cursor, 500).entries]
    assert len(seen) == len(cases) * rounds
    assert seen == list(range(seen[0], seen[0] + len(seen)))
    assert inspect(centre)["chain"]["holds"]


def test_the_counter_is_taken_when_all_else_is_done(centre: Centre) -> None:
    """On PostgreSQL nobody waits for it longer than the last few statements take."""
    case, desk = file_case(centre), TestDesk(centre)
    said: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(centre.store.engine, "before_cursor_execute", heard)
    try:
        desk.push(desk.claim(case), desk.note(base=case.version))
    finally:
        event.remove(centre.store.engine, "before_cursor_execute", heard)
    changes = [statement for statement in said if not statement.startswith(("BEGIN", "PRAGMA", "SELECT meta"))]
    taken = next(n for n, statement in enumerate(changes) if "FROM feed_head" in statement)
    writes = [statement.split()[1] for statement in changes[taken + 1 :] if not statement.startswith("INSERT")]
    assert changes[-1].startswith("UPDATE feed_head")
    assert writes == ["operation", "feed_head"]


def test_the_list_of_keys_is_published_signed_and_renewed_when_the_clock_leaves_it(centre: Centre) -> None:
    centre.publishing.trust()
    assert centre.publishing.trust() == 1, "once is enough"
    root = centre.parts.keys.trust_root
    package = open_package(centre.publishing.trust_package(), root=root, environment=centre.environment)
    assert package.version == 1
    centre.set_clock(package.next_update)
    renewed = open_package(centre.publishing.trust_package(), root=root, newer_than=1)
    assert renewed.issued_at >= package.next_update
    told = [e.name for e in centre.feed.page(b.OFFICE, "", 500).entries if isinstance(e, messages.PackageEntry)]
    assert told[-2:] == ["1", "2"]


def test_published_rules_are_kept_for_ever_and_the_newest_counts(centre: Centre) -> None:
    old = centre.acts.service("2107")
    assert centre.publishing.rules(b.package()) == "", "known already"
    text = canonical.dump({"calendar": "non_working = []", "service": service_text()})
    digest = centre.publishing.rules(text)
    assert centre.acts.service("2107").digest == digest
    with centre.store.read() as db:
        assert centre.parts.shelf.service(db, old.digest) == old


def service_text() -> str:
    return (paths.services_dir() / "2107.toml").read_text("utf-8")
