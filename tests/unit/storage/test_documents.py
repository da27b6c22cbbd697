"""Documents fetched ahead: in parts, checked as a whole, once for each content, within a cap."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import bodies
from operator_app.domain.errors import Refused
from operator_app.ports.sync_store import WantedDocument
from operator_app.services.documents import Documents
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.sync_store import SqlSyncStore
from operator_app.storage.sync_store.documents import PART, _check
from operator_app.storage.sync_store.documents import Part as StorePart
from tests import builders as b
from tests import desk
from tests.desk import Office

CARD, DEED = "doc-address_card", "doc-title_deed"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, "case-1", "case-2") as made:
        yield made


def bytes_of(size: int, seed: int = 0) -> bytes:
    return hashlib.shake_256(bytes([seed])).digest(size)


def give(sync: SqlSyncStore, wanted: WantedDocument, data: bytes, *, parts: int | None = None) -> None:
    """The document from where it stands, in as many parts as it takes (or no more than `parts`)."""
    etag = hashlib.sha256(data).hexdigest()
    at = wanted.have
    while at < len(data) and parts != 0:
        piece = data[at : at + PART]
        sync.put_part(wanted, at, piece, len(data), f'"{etag}"', "application/pdf")
        at += len(piece)
        parts = None if parts is None else parts - 1


def wanted_for(office: Office, case: str, document: str) -> WantedDocument:
    return next(one for one in office.sync.wanted_documents(99) if (one.case, one.document) == (case, document))


def test_all_documents_of_open_cases_are_wanted_the_clerks_own_first(office: Office) -> None:
    assert {one.case for one in office.sync.wanted_documents(99)} == {"case-1", "case-2"}
    with office.store.writing() as session:
        desk_rows.put_setting(session, desk_rows.SIGNED_IN, "clerk1")
    office.cases.claim("case-2", desk.WHO)
    assert [one.case for one in office.sync.wanted_documents(2)] == ["case-2", "case-2"]
    office.centre.act("case.withdrawn", bodies.Withdrawn(), "case-1", b.CITIZEN)
    office.pull()
    assert {one.case for one in office.sync.wanted_documents(99)} == {"case-2"}


def test_a_document_comes_in_parts_goes_on_where_it_stopped_and_is_then_whole(office: Office) -> None:
    data = bytes_of(2 * PART + 1000)
    documents = Documents(office.acts)
    give(office.sync, wanted_for(office, "case-1", CARD), data, parts=1)
    with pytest.raises(Refused) as refused:
        documents.bytes("case-1", CARD)
    assert (refused.value.code, refused.value.params) == ("document.not_here", {"have": PART, "size": len(data)})
    again = wanted_for(office, "case-1", CARD)
    assert (again.have, again.etag) == (PART, hashlib.sha256(data).hexdigest())
    give(office.sync, again, data)
    assert documents.bytes("case-1", CARD) == ("application/pdf", data)
    assert CARD not in [one.document for one in office.sync.wanted_documents(99) if one.case == "case-1"]
    view = next(d for d in office.cases.open("case-1", desk.WHO).documents if d.document.id == CARD)
    assert (view.here, view.have) == (True, len(data))


def test_a_whole_that_is_not_what_was_named_is_thrown_away_and_asked_for_later(office: Office) -> None:
    wanted = wanted_for(office, "case-1", CARD)
    office.sync.put_part(wanted, 0, b"other bytes", 11, "0" * 64, "application/pdf")
    with pytest.raises(Refused, match=r"document\.damaged"):
        Documents(office.acts).bytes("case-1", CARD)
    assert wanted not in office.sync.wanted_documents(99)
    office.clock.advance(timedelta(minutes=1))
    assert wanted_for(office, "case-1", CARD).have == 0


def test_another_content_begins_from_the_start(office: Office) -> None:
    old, new = bytes_of(2 * PART), bytes_of(2 * PART, 1)
    wanted = wanted_for(office, "case-1", CARD)
    give(office.sync, wanted, old, parts=1)
    with pytest.raises(Refused, match=r"document\.nonsense"):
        office.sync.put_part(wanted, PART, new[PART:], len(new), hashlib.sha256(new).hexdigest(), "")
    give(office.sync, wanted, new)
    assert Documents(office.acts).bytes("case-1", CARD)[1] == new


def test_the_same_content_is_kept_once_and_serves_both(office: Office) -> None:
    data = bytes_of(PART + 5)
    give(office.sync, wanted_for(office, "case-1", CARD), data)
    etag = hashlib.sha256(data).hexdigest()
    office.sync.put_part(wanted_for(office, "case-2", DEED), 0, data[:PART], len(data), etag, "application/pdf")
    documents = Documents(office.acts)
    assert documents.bytes("case-2", DEED) == documents.bytes("case-1", CARD)
    office.centre.leave("case-1")
    office.pull()
    assert documents.bytes("case-2", DEED)[1] == data
    with pytest.raises(Refused, match=r"document\.not_here"):
        documents.bytes("case-1", CARD)


def test_at_the_cap_papers_of_closed_cases_make_room_and_nothing_more_is_asked(office: Office) -> None:
    small = desk.sync_store(office.store, document_cap=3 * PART)
    give(small, wanted_for(office, "case-1", CARD), bytes_of(2 * PART))
    give(small, wanted_for(office, "case-2", CARD), bytes_of(PART, 2))
    assert small.wanted_documents(99) == ()
    office.centre.act("case.withdrawn", bodies.Withdrawn(), "case-1", b.CITIZEN)
    office.pull()
    give(small, wanted_for(office, "case-2", DEED), bytes_of(PART, 3))
    documents = Documents(office.acts)
    assert documents.bytes("case-2", DEED)[1] == bytes_of(PART, 3)
    assert documents.bytes("case-2", CARD)[1] == bytes_of(PART, 2)
    with pytest.raises(Refused, match=r"document\.not_here"):
        documents.bytes("case-1", CARD)


def test_what_failed_waits_longer_each_time_and_says_why(office: Office) -> None:
    wanted = wanted_for(office, "case-1", CARD)
    waits = []
    for _ in range(3):
        office.sync.document_failed(wanted, "document.not_at_centre")
        begun = office.clock.now()
        while wanted.document not in [o.document for o in office.sync.wanted_documents(99) if o.case == "case-1"]:
            office.clock.advance(timedelta(seconds=15))
        waits.append((office.clock.now() - begun).total_seconds())
    assert waits == [30, 60, 120]
    with pytest.raises(Refused, match=r"document\.not_at_centre"):
        Documents(office.acts).bytes("case-1", CARD)


def test_a_corrected_paper_replaces_the_old_one(office: Office) -> None:
    from dataclasses import replace

    data = bytes_of(10)
    give(office.sync, wanted_for(office, "case-1", CARD), data)
    fresh = replace(b.document("address_card"), sha256=hashlib.sha256(b"new").hexdigest())
    office.centre.act("document.added", bodies.DocumentAdded(fresh), actor=b.CITIZEN)
    office.pull()
    with pytest.raises(Refused, match=r"document\.not_here"):
        Documents(office.acts).bytes("case-1", CARD)
    give(office.sync, wanted_for(office, "case-1", CARD), b"new")
    assert Documents(office.acts).bytes("case-1", CARD)[1] == b"new"


@given(offset=st.integers(-PART, 3 * PART), size=st.integers(0, PART + 1), total=st.integers(0, 3 * PART))
def test_only_whole_parts_in_their_places_are_taken(offset: int, size: int, total: int) -> None:
    part = StorePart(WantedDocument("c", "d", 0), offset, bytes(size), total, "a" * 64, "")
    ends_there = offset + size == total and (size or not total)
    fits = offset >= 0 and offset % PART == 0 and offset + size <= total and (size == PART or ends_there)
    if fits:
        _check(part)
    else:
        with pytest.raises(Refused):
            _check(part)
