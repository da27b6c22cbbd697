"""Why there is no line, told by its own name wherever a clerk meets it, and what may follow from it without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Trouble
from operator_app.services.views import LineStatus
from sync.client import failures
from sync.client.account import AccountDesk
from tests import builders as b
from tests import enrolled
from tests.unit.sync.authority import Authority
from ui.backstage import Stage, Standing
from ui.causes import ALARMING, PASSING
from ui.desktop.screens.sign_in import words
from ui.desktop.window.line import held
from ui.opening import Opening
from ui.words import sentences
from ui.words.codes import merged

LINE_CODES = sorted(
    value for name, value in vars(failures).items() if name.isupper() and str(value).startswith("line.")
)
SHOWN = [code for code in LINE_CODES if code != failures.STOPPED]
SESSION_CODES = ["session.ended", "session.revoked", "session.device_revoked", "session.not_accepted"]
UNTIL = b.later(days=2)


def params(code: str) -> dict[str, str | int]:
    return dict.fromkeys(re.findall(r"\{(\w+)", " ".join(map(str, merged()[code]))), "X")  # type: ignore[arg-type]


def standing(code: str, *, lease: bool) -> Standing:
    until = UNTIL if lease else None
    return Standing(Stage.READY, Environment.WORK, online=False, code=code, params=params(code), offline_until=until)


def test_the_codes_are_those_of_the_line() -> None:
    assert len(SHOWN) > 12
    assert set(SHOWN) > ALARMING
    assert set(SHOWN) | {"centre.fault"} > PASSING


@pytest.mark.parametrize("lease", [True, False])
@pytest.mark.parametrize("code", SHOWN)
def test_the_sign_in_says_each_cause_and_what_may_be_done(code: str, lease: bool) -> None:
    view = words.connection(standing(code, lease=lease))
    said = f"{view.title} {view.text}"
    assert sentences.sentence(code, params(code)).what in said
    assert ("25.11.2026" in said) is lease
    assert ("първото влизане" in said) is not lease
    assert view.meaning == ("offline" if code in PASSING else "danger" if code in ALARMING else "warning")
    assert words.enter_word(standing(code, lease=lease)) == ("Влез без връзка" if lease else "Вход")
    if code not in PASSING:
        assert sentences.sentence(code, params(code)).next_step in said


def test_no_two_causes_are_said_alike() -> None:
    for lease in (True, False):
        views = {words.connection(standing(code, lease=lease)) for code in SHOWN}
        assert len(views) == len(SHOWN)


# --- the window ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", SESSION_CODES)
def test_why_there_is_no_session_is_said_in_the_window(code: str) -> None:
    shown = held(LineStatus(online=True, since=None, code=code, sign_in_needed=True))
    assert shown is not None
    assert shown.asks_sign_in
    assert (shown.view.title, shown.view.text) == tuple(vars(sentences.sentence(code)).values())


def test_every_reason_for_having_no_session_is_another_banner() -> None:
    codes = [*SESSION_CODES, ""]
    shown = [held(LineStatus(online=True, since=None, code=code, sign_in_needed=True)) for code in codes]
    assert len({one.view for one in shown if one is not None}) == len(codes)


def test_a_line_that_is_only_down_still_says_that_there_is_no_session() -> None:
    shown = held(LineStatus(online=False, since=b.NOON, code="line.down", sign_in_needed=True))
    assert shown is not None
    assert shown.asks_sign_in
    assert shown.view.title == "Нямате действаща сесия в центъра."


@pytest.mark.parametrize("code", SHOWN)
def test_the_window_says_what_does_not_pass_by_itself(code: str) -> None:
    shown = held(LineStatus(online=False, since=b.NOON, code=code, params=params(code)))
    assert (shown is None) is (code in PASSING)
    if shown is not None:
        assert shown.view.title == sentences.sentence(code, params(code)).what
        assert shown.view.meaning == ("danger" if code in ALARMING else "warning")


# --- the sign-in with both factors while the line fails --------------------------------------------------------------


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    folder = tmp_path_factory.mktemp("causes") / "desk"
    phrase = enrolled.make(folder, ca_pem=Authority().pem)
    made = Opening(Environment.TRAINING, folder)
    made.open()
    made.unlock(phrase)
    made.desk.start_sync = lambda: None  # type: ignore[method-assign]
    yield made
    made.close()


@pytest.mark.parametrize("code", [*SHOWN, "centre.fault"])
def test_only_a_line_that_passes_by_itself_lets_the_password_stand_alone(
    code: str, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Trouble(code, **params(code))

    monkeypatch.setattr(AccountDesk, "sign_in", fails)
    monkeypatch.setattr(opening.desk.access, "verifier", lambda _password: "")
    if code in PASSING:
        assert not opening.sign_in(enrolled.ACCOUNT, enrolled.PASSWORD, "123456").online
    else:
        with pytest.raises(Trouble) as trouble:
            opening.sign_in(enrolled.ACCOUNT, enrolled.PASSWORD, "123456")
        assert trouble.value.code == code
        assert not opening.sign_in(enrolled.ACCOUNT, enrolled.PASSWORD, "").online, "the clerk's own choice"
    assert (opening.standing.online, opening.standing.code) == (False, code)
