"""Documents: made when first asked for, whole or in parts, and only for the office that has the case."""

from __future__ import annotations

import hashlib
import threading

import pytest

from operator_app.domain.case import Case
from sync.contract import digest, paths

from .core import file_case
from .served import PAPER, EnrolledDesk, World, problem

WHOLE = hashlib.sha256(PAPER).hexdigest()
PART = 256 * 1024


@pytest.fixture
def case(world: World, desk: EnrolledDesk) -> Case:
    return file_case(world.centre, f"papers-{desk.enrolled.device}", registers=False)


def path(case: Case, document: str = "doc-title_deed") -> str:
    return paths.DOCUMENT.format(case=case.id, document=document)


def test_a_document_is_made_once_and_named_by_its_content(world: World, desk: EnrolledDesk, case: Case) -> None:
    before = len(world.press.made)
    first, second = desk.get(path(case)), desk.get(path(case))
    assert first.content == second.content == PAPER
    assert first.headers["etag"] == f'"{WHOLE}"'
    assert first.headers["content-type"] == "application/pdf"
    assert digest.holds(first.headers["repr-digest"], PAPER)
    assert len(world.press.made) == before + 1


def test_its_head_says_all_but_the_bytes(world: World, desk: EnrolledDesk, case: Case) -> None:
    answer = world.client.head(path(case), headers=desk.bearer)
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(PAPER))
    assert answer.headers["etag"] == f'"{WHOLE}"'
    assert answer.content == b""


def test_parts_add_up_to_the_whole(desk: EnrolledDesk, case: Case) -> None:
    got = b""
    while len(got) < len(PAPER):
        answer = desk.get(path(case), Range=f"bytes={len(got)}-{len(got) + PART - 1}", If_Match=f'"{WHOLE}"')
        assert answer.status_code == 206
        last = len(got) + len(answer.content) - 1
        assert answer.headers["content-range"] == f"bytes {len(got)}-{last}/{len(PAPER)}"
        assert digest.holds(answer.headers["content-digest"], answer.content)
        got += answer.content
    assert got == PAPER


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=5-9", 5, 10), ("bytes=262140-262150", 262140, 262151), ("bytes=768000-", 768000, None)],
)
def test_any_part_can_be_had(desk: EnrolledDesk, case: Case, asked: str, start: int, end: int | None) -> None:
    assert desk.get(path(case), Range=asked).content == PAPER[start:end]


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=9-5", "bytes=-5", "lines=1-2", "bytes=1-2,4-5"])
def test_a_range_that_is_none_is_refused(desk: EnrolledDesk, case: Case, asked: str) -> None:
    assert problem(desk.get(path(case), Range=asked)) == (416, "document.bad_range")


def test_a_changed_document_is_told(desk: EnrolledDesk, case: Case) -> None:
    other = f'"{"0" * 64}"'
    assert problem(desk.get(path(case), Range="bytes=0-9", If_Match=other)) == (412, "document.changed")


def test_what_the_case_does_not_have_is_unknown(desk: EnrolledDesk, case: Case) -> None:
    assert problem(desk.get(path(case, "doc-nothing"))) == (404, "document.unknown")
    assert problem(desk.get(paths.DOCUMENT.format(case="nowhere", document="doc-1"))) == (404, "document.unknown")


def test_what_cannot_be_had_anywhere_is_told_as_that(desk: EnrolledDesk, case: Case) -> None:
    assert problem(desk.get(path(case, "doc-address_card"))) == (404, "document.not_there")


def test_another_office_sees_no_paper_of_this_one(world: World, desk: EnrolledDesk, case: Case) -> None:
    stranger = world.device("68134-17")
    stranger.sign_in()
    assert problem(stranger.get(path(case))) == (404, "document.unknown")


def test_two_who_ask_at_once_wait_for_one_making(world: World, desk: EnrolledDesk, case: Case) -> None:
    before = len(world.press.made)
    got: list[int] = []
    asking = [threading.Thread(target=lambda: got.append(len(desk.get(path(case)).content))) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(20)
    assert got == [len(PAPER)] * 4
    assert len(world.press.made) == before + 1
