"""Signing in without a line: the password alone, within the lease, with counted tries, under a doubted clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.formats import operation_json
from operator_app.ports.sync_store import StoredSession
from operator_app.services.access import Access
from operator_app.services.acts import Acts
from operator_app.services.views import Operator
from operator_app.storage.sync_store import SqlSyncStore
from operator_app.storage.try_limit import TryPolicy
from tests import builders as b
from tests import desk
from tests.clocks import SetClock
from tests.desk import Office
from tests.unit.storage.support import CHEAP, MemorySecrets, keys_of

PASSWORD = "тиха вода 26"
LEASE = timedelta(hours=72)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, environment=Environment.WORK) as made:
        yield made


def access(office: Office) -> Access:
    return Access(office.acts, cost=CHEAP, policy=TryPolicy(most=12))


def remember(office: Office, account: str = "clerk1") -> Operator:
    """Both factors were right a moment ago."""
    now = office.clock.now()
    session = StoredSession(f"token-{account}", account, now + LEASE)
    return access(office).remember(
        session, PASSWORD, account=account, name="Първа Служителка", role="clerk", lease_until=now + LEASE
    )


def refused(office: Office, account: str = "clerk1", password: str = "друга") -> Refused:
    with pytest.raises(Refused) as told:
        access(office).sign_in_offline(account, password)
    return told.value


def records(office: Office) -> list[tuple[str, dict[str, object]]]:
    """The audit operations that would be sent."""
    office.sync.release_due(office.clock.now())
    made = [operation_json.decode(one.raw) for one in office.sync.waiting(99)]
    return [(one.kind, dict(one.body.facts)) for one in made if one.kind.startswith("audit.")]  # type: ignore[union-attr]


def test_within_the_lease_the_password_alone_opens(office: Office) -> None:
    online = remember(office)
    assert (online.online, online.offline_until) == (True, office.clock.now() + LEASE)
    office.clock.advance(timedelta(hours=71))
    who = access(office).sign_in_offline("clerk1", PASSWORD)
    assert (who.account, who.name, who.role, who.office, who.online) == (
        "clerk1",
        "Първа Служителка",
        "clerk",
        b.OFFICE,
        False,
    )
    assert access(office).current() == Operator(**{**who.__dict__, "online": True}), "its session still holds"
    assert records(office) == [("audit.signed_in", {"offline": False}), ("audit.signed_in", {"offline": True})]


def test_without_a_lease_nobody_comes_in(office: Office) -> None:
    assert refused(office).code == "access.no_lease"
    assert access(office).latest_lease() is None
    remember(office)
    assert refused(office, "clerk2", PASSWORD).code == "access.no_lease"


def test_a_lease_ends(office: Office) -> None:
    remember(office)
    until = access(office).latest_lease()
    office.clock.advance(LEASE)
    told = refused(office, password=PASSWORD)
    assert (told.code, told.params) == ("access.lease_over", {"until": until})
    assert access(office).latest_lease() is None
    assert access(office).current() is None


def test_tries_are_counted_down_then_cost_a_wait(office: Office) -> None:
    remember(office)
    told = [refused(office) for _ in range(5)]
    assert [(one.code, one.params) for one in told] == [
        *(("access.wrong_password", {"left": left}) for left in (4, 3, 2, 1)),
        ("access.too_many_tries", {"seconds": 30}),
    ]
    assert refused(office, password=PASSWORD).code == "access.too_many_tries", "the right one has to wait as well"
    office.clock.advance(timedelta(seconds=31))
    access(office).sign_in_offline("clerk1", PASSWORD)
    assert refused(office).params == {"left": 4}, "a right one forgets the wrong ones"


def test_tries_are_remembered_across_a_restart_and_a_clock_set_forward(tmp_path: Path) -> None:
    with desk.office(tmp_path, environment=Environment.WORK) as office:
        remember(office)
        for _ in range(5):
            refused(office)
        clock = office.clock
    clock.set_wall(clock.now() + timedelta(hours=1))
    with desk.opened(tmp_path, clock, environment=Environment.WORK) as store:
        with pytest.raises(Refused, match=r"access\.too_many_tries"):
            Access(Acts(store), cost=CHEAP).sign_in_offline("clerk1", PASSWORD)
        clock.reboot(up=timedelta(seconds=20))
        with pytest.raises(Refused, match=r"access\.too_many_tries"):
            Access(Acts(store), cost=CHEAP).sign_in_offline("clerk1", PASSWORD)


def test_after_very_many_wrong_ones_only_both_factors_open(office: Office) -> None:
    remember(office)
    for _ in range(12):
        refused(office)
        office.clock.advance(timedelta(hours=1))
    assert refused(office, password=PASSWORD).code == "access.closed"
    remember(office)
    access(office).sign_in_offline("clerk1", PASSWORD)


def test_a_try_counts_when_the_program_ends_before_its_answer(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from operator_app.storage import passwords

    remember(office)

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(passwords, "check", killed)
        with pytest.raises(KeyboardInterrupt):
            access(office).sign_in_offline("clerk1", PASSWORD)
    assert refused(office).params == {"left": 3}


def test_a_clock_set_back_is_noticed_by_what_was_already_seen(office: Office) -> None:
    remember(office)
    office.clock.advance(timedelta(hours=20))
    office.cases.note("case-1", "по-късно", desk.WHO)
    office.clock.set_wall(office.clock.now() - timedelta(hours=19))
    told = refused(office, password=PASSWORD)
    assert told.code == "access.clock_back"
    assert told.params["known"] == office.clock.now() + timedelta(hours=19)


def test_a_clock_set_back_does_not_lengthen_a_lease(office: Office) -> None:
    remember(office)
    office.clock.advance(LEASE + timedelta(minutes=1))
    office.clock.set_wall(office.clock.now() - timedelta(minutes=4))
    assert refused(office, password=PASSWORD).code == "access.lease_over"


def test_in_the_sandbox_a_clock_that_the_centre_sets_back_locks_nobody_out(tmp_path: Path) -> None:
    with desk.office(tmp_path) as office:
        remember(office)
        office.clock.advance(timedelta(hours=20))
        office.cases.note("case-1", "по-късно", desk.WHO)
        office.clock.set_wall(office.clock.now() - timedelta(hours=10))
        access(office).sign_in_offline("clerk1", PASSWORD)


def test_failures_are_recorded_and_name_nobody(office: Office) -> None:
    remember(office)
    refused(office)
    refused(office, "Clerk9")
    refused(office, "clerk9")
    failed = [facts for kind, facts in records(office) if kind == "audit.sign_in_failed"]
    assert [facts["why"] for facts in failed] == ["password", "no_lease", "no_lease"]
    assert failed[1]["who"] == failed[2]["who"] != failed[0]["who"], "the same account, however it is written"
    sent = b"".join(one.raw for one in office.sync.waiting(99) if one.kind == "audit.sign_in_failed")
    assert b"lerk9" not in sent
    assert b'"actor":{"id":"desk-1","kind":"system"' in sent


def test_who_signs_out_leaves_the_session_for_the_unsent_work(office: Office) -> None:
    remember(office)
    office.cases.claim("case-1", desk.WHO)
    access(office).sign_out()
    assert access(office).current() is None
    session = office.sync.session()
    assert session is not None
    assert session.operator == "clerk1"
    assert not access(office).sign_out()


def test_a_colleagues_session_carries_on_when_one_has_ended(office: Office) -> None:
    remember(office, "clerk1")
    remember(office, "clerk2")
    first = office.sync.session()
    assert first is not None
    assert first.operator == "clerk2", "whoever is signed in goes first"
    office.sync.end_session(first, revoked=False)
    second = office.sync.session()
    assert second is not None
    assert second.operator == "clerk1"
    assert not office.sync.end_session(replace(second, token="an older one"), revoked=True)
    assert office.sync.session() == second
    office.sync.end_session(second, revoked=False)
    assert office.sync.session() is None
    assert not office.sync.end_session(second, revoked=False)


def test_where_there_is_no_keyring_the_password_opens_the_vault_from_then_on(office: Office, tmp_path: Path) -> None:
    profile = desk.profile_of(tmp_path / "vault")
    profile.prepare()
    keys = keys_of(profile)
    made = keys.create(None)
    given = StoredSession("token", "clerk1", office.clock.now() + LEASE)
    with_vault = Access(office.acts, keys, made.key, cost=CHEAP)
    who = {"account": "clerk1", "name": "Първа", "role": "clerk"}
    with_vault.remember(given, PASSWORD, lease_until=office.clock.now() + LEASE, **who)
    assert keys.open_with_password("clerk1", PASSWORD) == made.key
    with_vault.remember(given, "нова парола 27", lease_until=office.clock.now() + LEASE, **who)
    assert keys.open_with_password("clerk1", "нова парола 27") == made.key
    with pytest.raises(Refused, match=r"vault\.password_wrong"):
        keys.open_with_password("clerk1", PASSWORD)


def test_with_a_keyring_no_password_opens_the_vault(office: Office, tmp_path: Path) -> None:
    profile = desk.profile_of(tmp_path / "keyring")
    profile.prepare()
    keys = keys_of(profile)
    made = keys.create(MemorySecrets())
    given = StoredSession("token", "clerk1", office.clock.now() + LEASE)
    Access(office.acts, keys, made.key, cost=CHEAP).remember(
        given, PASSWORD, account="clerk1", name="", role="clerk", lease_until=office.clock.now() + LEASE
    )
    assert keys.slot_of("clerk1") is None


def test_tries_at_the_closed_vault_are_recorded_once_at_the_next_opening(office: Office, tmp_path: Path) -> None:
    profile = desk.profile_of(tmp_path / "vault")
    profile.prepare()
    clock = SetClock(b.NOON)
    keys = keys_of(profile, clock)
    made = keys.create(None)
    keys.add_slot(made.key, "clerk1", PASSWORD)
    for _ in range(2):
        with pytest.raises(Refused, match=r"vault\.password_wrong"):
            keys.open_with_password("clerk1", "грешна")
    held = keys.failed_tries()
    opened = Access(office.acts, keys, made.key, cost=CHEAP)
    assert opened.enter_failed_tries().outbox
    assert keys.failed_tries() == ()
    with office.store.writing() as session:
        for one in held:
            opened._enter_try(session, one)  # killed before the vault noted it: entered again
    found = [facts for kind, facts in records(office) if kind == "audit.store_tries"]
    assert [(facts["outcome"], facts["count"]) for facts in found] == [("wrong", 1), ("wrong", 1)]
    assert not opened.enter_failed_tries()


def test_a_store_stays_the_device_that_it_was_enrolled_as(office: Office) -> None:
    from operator_app.ports.sync_store import Device

    device = office.sync.device()
    assert isinstance(device, Device)
    with pytest.raises(Refused, match=r"store\.other_device"):
        access(office).enrol(replace(device, id="desk-2"))
    access(office).moved("https://127.0.0.1:9")
    assert office.sync.device() == replace(device, service_url="https://127.0.0.1:9")


@pytest.mark.parametrize("typed", ["Clerk1", " clerk1 ", "CLERK1"])
def test_the_account_is_found_however_it_is_typed(office: Office, typed: str) -> None:
    remember(office)
    assert access(office).sign_in_offline(typed, PASSWORD).account == "clerk1"
    assert refused(office, typed).params == {"left": 4}
    assert refused(office, "clerk1").params == {"left": 3}, "tries are those of one account"


def test_an_account_that_is_remembered_as_it_was_typed_is_the_same_one(office: Office) -> None:
    online = remember(office, " Clerk1")
    assert online.account == "clerk1"
    assert access(office).sign_in_offline("clerk1", PASSWORD).account == "clerk1"
    found = access(office).current()
    assert found is not None
    assert found.online, "its session is found by the same name"


def revoke(office: Office) -> None:
    """The desk hears from the centre that the session it used was taken away."""
    told = sync_store(office)
    used = told.session()
    assert used is not None
    assert told.end_session(used, revoked=True).outbox


def sync_store(office: Office) -> SqlSyncStore:
    return SqlSyncStore(office.store, lambda *_: 1, lease_ended=access(office).lease_ended)


def test_a_session_taken_away_ends_the_lease_with_a_record_and_leaves_the_unsent_work(office: Office) -> None:
    remember(office)
    office.cases.claim("case-1", desk.WHO)
    revoke(office)
    told = refused(office, password=PASSWORD)
    assert (told.code, told.params) == ("access.revoked", {"until": office.clock.now()})
    assert access(office).current() is None
    assert access(office).latest_lease() is None
    [facts] = [facts for kind, facts in records(office) if kind == "audit.lease_ended"]
    assert set(facts) == {"who"}
    assert "clerk1" not in str(facts)
    office.rest()
    office.sync.release_due(office.clock.now())
    assert "case.claimed" in [one.kind for one in office.sync.waiting(99)]
    office.clock.set_wall(office.clock.now() - timedelta(minutes=3))
    assert refused(office, password=PASSWORD).code == "access.revoked", "no clock brings it back"


def test_both_factors_begin_a_new_lease_after_one_was_taken_away(office: Office) -> None:
    remember(office)
    revoke(office)
    remember(office)
    assert access(office).sign_in_offline("clerk1", PASSWORD).account == "clerk1"


def test_a_session_that_merely_ended_and_a_colleague_s_leave_the_lease(office: Office) -> None:
    remember(office, "clerk2")
    remember(office)
    mine = office.sync.session()
    assert mine is not None
    sync_store(office).end_session(mine, revoked=False)
    assert access(office).sign_in_offline("clerk1", PASSWORD).account == "clerk1"
    theirs = office.sync.session()
    assert theirs is not None
    assert theirs.operator == "clerk2"
    sync_store(office).end_session(theirs, revoked=True)
    assert access(office).sign_in_offline("clerk1", PASSWORD).account == "clerk1"
    assert refused(office, "clerk2", PASSWORD).code == "access.revoked"
