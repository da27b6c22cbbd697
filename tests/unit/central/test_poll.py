"""The long poll: it holds neither a thread nor a connection, beats while it waits, wakes, and lets go at once."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from sync.central.http.syncing import BEAT
from sync.contract import messages, paths

from .core import LIMIT, eventually, file_case
from .served import EnrolledDesk, World, serving


def cursor_of(desk: EnrolledDesk) -> str:
    page = messages.Page.model_validate_json(desk.get(paths.CHANGES + "?limit=500").content)
    while page.more:
        page = messages.Page.model_validate_json(desk.get(f"{paths.CHANGES}?limit=500&cursor={page.cursor}").content)
    return page.cursor


@contextmanager
def polling(desk: EnrolledDesk, wait: int = 30) -> Iterator[Iterator[str]]:
    params: dict[str, str | int] = {"cursor": cursor_of(desk), "wait": wait}
    with desk.world.client.stream("GET", paths.CHANGES, params=params, headers=desk.bearer) as answer:
        assert answer.status_code == 200
        yield answer.iter_lines()


def test_it_answers_at_once_and_beats_until_something_comes(world: World, desk: EnrolledDesk) -> None:
    with polling(desk) as lines:
        assert next(lines) == "", "headers and a first line before there is anything to tell"
        started = time.monotonic()
        assert next(lines) == ""
        assert next(lines) == ""
        assert time.monotonic() - started < 5 * BEAT
        case = file_case(world.centre, f"poll-{desk.enrolled.device}", registers=False)
        page = json.loads(next(line for line in lines if line))
        assert [entry["case"] for entry in page["entries"]] == [case.id]


def test_with_nothing_new_it_ends_with_an_empty_page(desk: EnrolledDesk) -> None:
    with polling(desk, wait=1) as lines:
        page = messages.Page.model_validate_json(next(line for line in lines if line))
    assert page.entries == []


def test_what_is_there_already_is_answered_without_waiting(world: World, desk: EnrolledDesk) -> None:
    file_case(world.centre, f"there-{desk.enrolled.device}", registers=False)
    answer = desk.get(paths.CHANGES + "?wait=30")
    assert answer.headers["content-encoding"] == "zstd" or answer.headers["content-length"]
    assert messages.Page.model_validate_json(answer.content).entries


def test_another_office_s_case_wakes_nobody_here(world: World) -> None:
    desk = world.device("68134-17")
    desk.sign_in()
    with polling(desk, wait=2) as lines:
        next(lines)
        file_case(world.centre, f"elsewhere-{desk.enrolled.device}", registers=False)
        page = messages.Page.model_validate_json(next(line for line in lines if line))
    assert page.entries == []


def test_a_desk_that_leaves_is_forgotten(world: World, desk: EnrolledDesk) -> None:
    waiting = world.centre.notifier.waiting
    with polling(desk) as lines:
        next(lines)
        eventually(lambda: world.centre.notifier.waiting == waiting + 1)
    eventually(lambda: world.centre.notifier.waiting == waiting)


def test_many_wait_at_once_and_hold_no_thread(tmp_path: Path) -> None:
    with serving(tmp_path) as world:
        desk = world.device()
        desk.sign_in()
        cursor, count = cursor_of(desk), 60  # more than there are worker threads
        limits = httpx.Limits(max_connections=count)
        with httpx.Client(base_url=world.served.url, verify=trusting(world), limits=limits, trust_env=False) as client:
            told: list[str] = []

            def wait() -> None:
                params: dict[str, str | int] = {"cursor": cursor, "wait": 30}
                told.append(client.get(paths.CHANGES, params=params, headers=desk.bearer, timeout=LIMIT).text)

            waiting = [threading.Thread(target=wait) for _ in range(count)]
            for thread in waiting:
                thread.start()
            eventually(lambda: world.centre.notifier.waiting == count)
            assert desk.get(paths.HELLO).status_code == 200, "others are answered meanwhile"
            file_case(world.centre, registers=False)
            for thread in waiting:
                thread.join(LIMIT)
        assert len(told) == count
        assert all("case-1" in text for text in told)


def test_the_end_of_the_service_ends_every_wait_with_an_answer(tmp_path: Path) -> None:
    with serving(tmp_path) as world:
        desk = world.device()
        desk.sign_in()
        with polling(desk) as lines:
            next(lines)
            closing = threading.Thread(target=world.served.close)
            closing.start()
            page = messages.Page.model_validate_json(next(line for line in lines if line))
        closing.join(LIMIT)
        assert page.entries == []
    eventually(lambda: not any(map(outlives_its_centre, threading.enumerate())))


def outlives_its_centre(thread: threading.Thread) -> bool:
    """A worker whose loop has ended; those of the shared world live on."""
    loop = getattr(thread, "loop", None)
    return loop is not None and loop.is_closed()


def trusting(world: World) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=world.centre.parts.keys.authority.pem)
