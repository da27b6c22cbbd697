"""The driver's threads between a real encrypted store and the real centre over TLS."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from operator_app.services.acts import Acts
from operator_app.services.documents import Documents
from operator_app.services.views import Operator
from operator_app.storage.models import LeaseRow
from sync.central.access import devices, sessions
from sync.central.models import operation as o
from sync.client.status import Status
from tests.noise_guard import Expected
from tests.unit.central.core import file_case
from tests.unit.central.served import PAPER, World, serving

from .real_desk import RealDesk, eventually, real_desk


@pytest.fixture(scope="module")
def shared(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesk]:
    with real_desk(world, tmp_path_factory.mktemp("desk")) as made:
        made.driver.start()
        yield made


@pytest.fixture
def desk(shared: RealDesk) -> Iterator[RealDesk]:
    """One desk for the tests that leave it as it was: signed in, with a line."""
    shared.changes.clear()
    yield shared
    shared.driver.restore()


@pytest.fixture
def own(world: World, tmp_path: Path) -> Iterator[RealDesk]:
    """A desk of the test's own, not started yet; another operator's, whose sessions the test may end."""
    with real_desk(world, tmp_path, "senior") as made:
        yield made


@pytest.fixture
def case(desk: RealDesk, request: pytest.FixtureRequest) -> str:
    """A case of this test's own, which the desk has pulled."""
    return pulled(desk, f"case-{request.node.name[:40]}")


def pulled(desk: RealDesk, case: str) -> str:
    made = file_case(desk.world.centre, case)
    eventually(lambda: desk.version(case) == made.version)
    return case


def effects(desk: RealDesk, case: str, kind: str) -> int:
    """How often the centre has taken such an operation into the case."""
    found = desk.world.centre.acts.case(case)
    assert found is not None
    with desk.world.centre.store.read() as db:
        query = select(func.count()).where(o.c.case_id == case, o.c.kind == kind, o.c.outcome == "applied")
        return int(db.execute(query).scalar_one())


def test_it_comes_online_pulls_and_says_so(desk: RealDesk, case: str) -> None:
    eventually(lambda: desk.driver.status().online)
    assert any(case in changed.cases for changed in desk.changes)
    status = desk.driver.status()
    assert (status.waiting, status.code, status.sign_in_needed, status.since) == (0, "", False, None)
    assert status.skew is not None
    assert abs(status.skew) < 5000
    assert desk.times, "in the sandbox the desk hears the centre's time"


def test_an_act_reaches_the_centre_once_and_its_effect_comes_back(desk: RealDesk, case: str) -> None:
    op = desk.act(lambda who: desk.cases.claim(case, who))
    eventually(lambda: desk.state(op) == "archived")
    assert effects(desk, case, "case.claimed") == 1


def test_news_comes_while_it_waits(world: World, desk: RealDesk, case: str) -> None:
    eventually(lambda: desk.driver._pump.ask(lambda engine: engine.caught_up))
    file_case(world.centre, f"{case}-news", registers=False)
    start = time.monotonic()
    eventually(lambda: desk.version(f"{case}-news"))
    assert time.monotonic() - start < 5, "by the long poll, not by the next one"


def test_a_lost_reply_has_its_effect_once(desk: RealDesk, case: str) -> None:
    lost = desk.driver.lose_next_reply()
    op = desk.act(lambda who: desk.cases.claim(case, who))
    assert lost.wait(15)
    assert effects(desk, case, "case.claimed") == 1, "the centre has it"
    eventually(lambda: not desk.driver.status().online)
    assert desk.state(op) == "sending", "the desk does not know"
    desk.driver.restore()
    eventually(lambda: desk.state(op) == "archived")
    assert effects(desk, case, "case.claimed") == 1


def test_work_goes_on_while_the_line_is_cut_and_arrives_when_it_returns(desk: RealDesk, case: str) -> None:
    eventually(lambda: desk.driver.status().online)
    desk.driver.cut()
    eventually(lambda: desk.driver.status().since is not None)
    claimed = desk.act(lambda who: desk.cases.claim(case, who))
    noted = desk.act(lambda who: desk.cases.note(case, "Обади се на заявителя.", who))
    eventually(lambda: desk.driver.status().waiting == 2)
    status = desk.driver.status()
    assert not status.online
    assert status.code in ("line.broken", "line.down")
    assert {desk.state(claimed), desk.state(noted)} == {"queued"}
    desk.driver.restore()
    status = desk.driver.drain(15)
    assert (status.online, status.waiting, status.code) == (True, 0, "")
    assert {desk.state(claimed), desk.state(noted)} == {"archived"}


def leased(desk: RealDesk, who: Operator) -> Callable[[], LeaseRow]:
    """What a sign-in through the window leaves behind; returns how to look at it again."""
    now = desk.clock.now()
    with desk.store.writing() as session:
        names = {"account": who.account, "name": who.name, "role": who.role, "office": who.office, "office_name": ""}
        times = {"until": who.offline_until, "granted": now, "granted_mono": 0, "granted_boot": "", "rights": []}
        session.add(LeaseRow(**names, **times, verifier=""))

    def look() -> LeaseRow:
        with desk.store.reading() as session:
            return session.get_one(LeaseRow, who.account)

    return look


def test_an_ended_session_pauses_and_loses_nothing(world: World, own: RealDesk) -> None:
    desk = own
    desk.driver.start()
    case = pulled(desk, "case-of-an-ended-session")
    assert desk.who is not None
    lease = leased(desk, desk.who)
    with world.centre.store.write() as db:
        assert sessions.revoke_of_account(db, desk.who.account, world.centre.parts.clock.now())
    op = desk.act(lambda who: desk.cases.claim(case, who))
    eventually(lambda: desk.driver.status().sign_in_needed)
    assert desk.driver.status().code == "session.revoked"
    assert desk.state(op) in ("queued", "sending"), "whichever lane heard of it first"
    eventually(lambda: lease().revoked is not None)
    desk.sign_in("clerk")  # a colleague's session carries it too: rights are the author's
    desk.driver.session_changed()
    eventually(lambda: desk.state(op) == "archived")
    assert not desk.driver.status().sign_in_needed


def test_a_computer_that_was_struck_off_is_told_so_and_keeps_its_work(world: World, own: RealDesk) -> None:
    desk = own
    desk.driver.start()
    case = pulled(desk, "case-of-a-computer-struck-off")
    with world.centre.store.write() as db:
        devices.revoke(db, desk.device.id, world.centre.parts.clock.now())
    op = desk.act(lambda who: desk.cases.claim(case, who))
    eventually(lambda: desk.driver.status().sign_in_needed)
    assert desk.driver.status().code == "session.device_revoked"
    assert desk.state(op) in ("queued", "sending")


def test_documents_are_fetched_ahead_whole(desk: RealDesk, case: str) -> None:
    documents = Documents(Acts(desk.store))
    eventually(lambda: any("doc-title_deed" in changed.documents for changed in desk.changes) or _here(desk, case))
    eventually(lambda: _here(desk, case))
    assert documents.bytes(case, "doc-title_deed") == ("application/pdf", PAPER)


def _here(desk: RealDesk, case: str) -> bool:
    assert desk.who is not None
    view = desk.cases.open(case, desk.who)
    return any(one.here for one in view.documents if one.document.id == "doc-title_deed")


def test_a_document_that_the_centre_cannot_make_does_not_hold_up_the_others(desk: RealDesk, case: str) -> None:
    eventually(lambda: _here(desk, case))
    desk.driver.want_now(case, "doc-address_card")  # this centre's press cannot make it

    def told() -> bool:
        assert desk.who is not None
        view = desk.cases.open(case, desk.who)
        return any(one.trouble for one in view.documents if one.document.id == "doc-address_card")

    eventually(told)
    eventually(lambda: desk.driver.status().online)


def test_it_stops_in_the_middle_of_a_long_poll(own: RealDesk) -> None:
    desk = own
    before = set(threading.enumerate())
    desk.driver.start()
    eventually(lambda: desk.driver._pump.ask(lambda engine: engine.caught_up))
    start = time.monotonic()
    assert desk.driver.stop()
    assert time.monotonic() - start < 2
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("sync-")]


def test_a_bug_on_one_lane_is_logged_without_what_it_quotes_and_the_lane_goes_on(
    own: RealDesk, monkeypatch: pytest.MonkeyPatch, expected: Expected
) -> None:
    desk = own
    expected.log_line(r"^ERROR sync\.client\.driver: ValueError in TakePage on lane pull: test_driver\.py")
    honest, failed = desk.sync_store.take_page, threading.Event()

    def once_wrong(page: object) -> object:
        if not failed.is_set():
            failed.set()
            raise ValueError("Елица Пробна, бул. Витоша 1")
        return honest(page)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.sync_store, "take_page", once_wrong)
    desk.driver.start()
    pulled(desk, "case-after-a-bug")
    assert any(status.code == "line.desk_fault" for status in desk.statuses)


def test_with_the_centre_down_it_says_so_and_stops_at_once(tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    with serving(tmp_path / "centre") as world, real_desk(world, tmp_path) as desk:
        world.served.__exit__(None, None, None)
        desk.driver.start()
        eventually(lambda: desk.driver.status().code == "line.down")
        status: Status = desk.driver.status()
        assert (status.online, status.since is not None) == (False, True)
        start = time.monotonic()
        assert desk.driver.stop()
        assert time.monotonic() - start < 2
