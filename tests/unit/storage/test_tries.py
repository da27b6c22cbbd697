"""Wrong tries at a closed vault: counted before the answer, across restarts, and kept for the audit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.errors import Refused, Told, Trouble
from operator_app.storage.keys import FailedTry, Keys, opener, tries
from operator_app.storage.profile import Profile
from operator_app.storage.try_limit import TryPolicy
from tests.clocks import SetClock

from .support import as_another_account, child, keys_of, made_profile, said

pytestmark = pytest.mark.usefixtures("no_fsync")

RIGHT, WRONG = "Парола-1", "Парола-2"


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return made_profile(tmp_path)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def keys(profile: Profile, clock: SetClock) -> Keys:
    made = keys_of(profile, clock)
    made.add_slot(made.create(None).key, "ivanova", RIGHT)
    return made


def answer(keys: Keys, password: str = WRONG, account: str = "ivanova") -> tuple[str, dict[str, object]]:
    with pytest.raises(Told) as told:
        keys.open_with_password(account, password)
    return told.value.code, told.value.params


def wait_due(keys: Keys) -> None:
    """Five wrong tries: the next has to wait."""
    for left in (4, 3, 2, 1, 0):
        assert answer(keys) == ("vault.password_wrong", {"left": left})


def test_after_five_wrong_tries_even_the_right_password_waits(keys: Keys, clock: SetClock) -> None:
    wait_due(keys)
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 30})
    clock.advance(timedelta(seconds=29, milliseconds=1))
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 1})
    clock.advance(timedelta(seconds=1))
    keys.open_with_password("ivanova", RIGHT)
    wait_due(keys)  # a right one begins the count anew


def test_starting_the_program_anew_does_not_shorten_the_wait(keys: Keys, profile: Profile, clock: SetClock) -> None:
    wait_due(keys)
    assert answer(keys_of(profile, clock), RIGHT)[0] == "vault.wait"


@pytest.mark.parametrize("days", [-30, 30])
def test_setting_the_clock_does_not_shorten_the_wait(keys: Keys, clock: SetClock, days: int) -> None:
    wait_due(keys)
    clock.set_wall(clock.now() + timedelta(days=days))
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 30})


def test_starting_the_machine_anew_begins_the_wait_anew(keys: Keys, clock: SetClock) -> None:
    wait_due(keys)
    clock.reboot(off=timedelta(hours=1), up=timedelta(seconds=10))
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 20})
    clock.advance(timedelta(seconds=20))
    keys.open_with_password("ivanova", RIGHT)


def test_one_operator_s_wrong_tries_make_no_other_wait(keys: Keys) -> None:
    made = keys.open_with_password("ivanova", RIGHT)
    keys.add_slot(made, "petrov", RIGHT)
    wait_due(keys)
    assert keys.open_with_password("petrov", RIGHT) == made


def test_a_closed_slot_opens_again_only_by_the_passphrase(profile: Profile, clock: SetClock) -> None:
    keys = keys_of(profile, clock, TryPolicy(free=100, most=3))
    made = keys.create(None)
    keys.add_slot(made.key, "ivanova", RIGHT)
    for _ in range(3):
        assert answer(keys)[0] == "vault.password_wrong"
    clock.advance(timedelta(days=10))
    assert answer(keys, RIGHT)[0] == "vault.slot_closed"
    keys.add_slot(keys.open_with_passphrase(made.passphrase or ""), "ivanova", RIGHT)
    assert keys.open_with_password("ivanova", RIGHT) == made.key


def test_failed_tries_are_kept_for_the_audit_until_they_are_entered(
    keys: Keys, profile: Profile, clock: SetClock
) -> None:
    answer(keys)
    clock.advance(timedelta(seconds=5))
    answer(keys)
    keys.open_with_password("ivanova", RIGHT)
    first, second = keys_of(profile, clock).failed_tries()
    slot = keys.slot_of("ivanova")
    assert second == FailedTry(second.id, slot or "", clock.now(), clock.monotonic_ms(), "boot-1", "wrong")
    assert (first.slot, first.outcome, second.at - first.at) == (slot, "wrong", timedelta(seconds=5))
    keys.entered([first.id])
    assert keys.failed_tries() == (second,)
    keys.entered([second.id])
    assert keys.failed_tries() == ()


def test_ending_the_program_before_the_answer_saves_no_try(
    keys: Keys, profile: Profile, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> bytes:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(opener, "stretch", killed)
        for _ in range(5):
            with pytest.raises(Killed):
                keys_of(profile, clock).open_with_password("ivanova", RIGHT)
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 30})
    assert [entry.outcome for entry in keys.failed_tries()] == ["cut"] * 5


@pytest.mark.parametrize("damage", [None, b"", b"{}", b"[" * 99_999, b'{"format": 1, "slots": {"a": [-5, 0]}}'])
def test_a_lost_count_costs_the_longest_wait_once(
    keys: Keys, profile: Profile, clock: SetClock, damage: bytes | None
) -> None:
    wait_due(keys)
    if damage is None:
        profile.tries.unlink()
    else:
        profile.tries.write_bytes(damage)
    assert answer(keys, RIGHT) == ("vault.tries_lost", {"seconds": 900})
    clock.advance(timedelta(seconds=60))
    assert answer(keys, RIGHT) == ("vault.tries_lost", {"seconds": 840})
    clock.reboot(up=timedelta(seconds=30))
    assert answer(keys, RIGHT) == ("vault.tries_lost", {"seconds": 870})
    clock.advance(timedelta(seconds=870))
    keys.open_with_password("ivanova", RIGHT)
    assert [(entry.slot, entry.outcome) for entry in keys.failed_tries()] == [("", "lost")]
    wait_due(keys)


def test_a_lost_count_goes_on_from_the_longest_wait(keys: Keys, profile: Profile, clock: SetClock) -> None:
    profile.tries.unlink()
    answer(keys)
    clock.advance(timedelta(minutes=15))
    assert answer(keys) == ("vault.password_wrong", {"left": 0})
    assert answer(keys, RIGHT) == ("vault.wait", {"seconds": 900})


HOLDER = """
import sys; from pathlib import Path
from operator_app import system
held = system.hold_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_try_that_cannot_be_counted_is_not_made(
    keys: Keys, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "_LOCK_TRIES", 3)
    with child(HOLDER, profile.tries_lock) as process:
        assert said(process) == "held"
        assert answer(keys, RIGHT)[0] == "vault.busy"
    profile.directory.chmod(0o500)
    with as_another_account(), pytest.raises(Trouble):
        keys.open_with_password("ivanova", RIGHT)
    profile.directory.chmod(0o700)
    keys.open_with_password("ivanova", RIGHT)


def test_a_full_journal_still_counts_every_try(
    profile: Profile, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tries, "_MOST_KEPT", 5)
    keys = keys_of(profile, clock, TryPolicy(free=10_000, most=None))
    keys.add_slot(keys.create(None).key, "ivanova", RIGHT)
    for _ in range(12):
        with pytest.raises(Refused):
            keys.open_with_password("ivanova", WRONG)
    failed = keys.failed_tries()
    assert len(failed) == 5
    assert sum(entry.count for entry in failed) == 12
    assert failed[-1].count == 8
