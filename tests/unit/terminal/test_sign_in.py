"""`sign-in` with a vault: the way in is asked for, then the line is looked at, and with a line the code is needed."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from operator_app.domain.environment import Environment
from operator_app.storage.profile import profile_at
from tests import enrolled
from tests.enrolled import PASSWORD
from tests.unit.sync.authority import Authority
from tests.unit.sync.https_stub import Stub, stub
from tests.unit.sync.speaking import greets, real_now

from .conftest import CommandLine

Make = Callable[..., CommandLine]
Types = Callable[..., list[str]]
CODE = "123456"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def centre(authority: Authority, tmp_path: Path) -> Iterator[Stub]:
    with stub(authority.context(tmp_path), greets) as made:
        yield made


@pytest.fixture
def made(centre: Stub, authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Make:
    """A profile on that centre's CA; with `slot` False nobody has signed in on it yet."""

    def make(*, slot: bool = True, ca_pem: str = "") -> CommandLine:
        folder = tmp_path / "desk"
        phrase = enrolled.make(folder, url=centre.url, ca_pem=ca_pem or authority.pem, slot=slot, lease=slot)
        return CommandLine(profile_at(folder, Environment.TRAINING), capsys, phrase)

    return make


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Somebody at a terminal. Gives the list of what was asked of them."""

    def sit_down(**answers: str) -> list[str]:
        asked: list[str] = []
        words = {"Парола": "password", "Паролна фраза на компютъра": "passphrase", "Код от приложението": "code"}

        def answer(prompt: str, stream: object = None) -> str:
            name = words[prompt.removesuffix(": ")]
            asked.append(name)
            return answers[name]

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return sit_down


def test_with_a_line_the_password_alone_is_not_enough(made: Make) -> None:
    cli = made()
    ran = cli("sign-in", "clerk1")
    assert (ran.status, ran.facts["code"]) == (1, "terminal.no_prompt")
    assert "--code-fd" in ran.err
    assert cli("status").facts["operator"] == "clerk1", "who was in before still is"


def test_both_factors_renew_the_lease(made: Make) -> None:
    cli = made()
    ran = cli("sign-in", "clerk1", secrets={"password": PASSWORD, "code": CODE})
    assert (ran.status, ran.facts["online"]) == (0, True)
    assert datetime.fromisoformat(ran.facts["offline_until"]) > real_now() + timedelta(hours=90)


def test_the_first_sign_in_of_an_operator_asks_for_the_passphrase_and_the_next_does_not(
    made: Make, types: Types
) -> None:
    cli = made(slot=False)
    asked = types(password=PASSWORD, passphrase=cli.passphrase, code=CODE)
    ran = cli("sign-in", "clerk1", bare=True)
    assert (ran.status, ran.facts["online"]) == (0, True)
    assert asked == ["password", "passphrase", "code"]
    asked.clear()
    assert cli("sign-in", "clerk1", bare=True).facts["online"] is True
    assert asked == ["password", "code"]


def test_without_a_terminal_the_first_sign_in_says_what_is_missing(made: Make) -> None:
    ran = made(slot=False)("sign-in", "clerk1")
    assert (ran.status, ran.facts["code"]) == (1, "vault.no_slot")


@pytest.mark.parametrize("command", [("status",), ("queue",)])
def test_a_command_at_a_terminal_asks_for_the_password(cli: CommandLine, types: Types, command: tuple[str]) -> None:
    asked = types(password=PASSWORD)
    assert cli(*command, bare=True).status == 0
    assert asked == ["password"]


def test_an_empty_answer_opens_nothing_and_costs_no_try(cli: CommandLine, types: Types) -> None:
    types(password="")
    assert cli("status", bare=True).facts["stage"] == "closed"
    assert cli("queue", bare=True).facts["code"] == "vault.closed"
    assert cli("sign-in", "clerk1", bare=True).facts["code"] == "vault.closed"
    wrong = cli("queue", secrets={"password": "грешна"})
    assert "Опити преди изчакване: 4" in wrong.err


def test_why_there_is_no_line_is_said(cli: CommandLine) -> None:
    ran = cli("sign-in", "clerk1")
    assert (ran.status, ran.facts["online"]) == (0, False)
    assert "Няма връзка с централната услуга." in ran.err


def test_with_a_wrong_certificate_nobody_is_signed_in_unasked(made: Make) -> None:
    cli = made(ca_pem=Authority("Another CA").pem)
    ran = cli("sign-in", "clerk1", secrets={"password": PASSWORD, "code": CODE})
    assert (ran.status, ran.facts["code"]) == (1, "line.certificate")
    assert "--offline" in ran.err
    ran = cli("sign-in", "clerk1", "--offline")
    assert (ran.status, ran.facts["online"]) == (0, False)
    assert "Сертификатът" in ran.err


def test_offline_on_a_line_that_is_there_still_asks_for_the_code(made: Make) -> None:
    ran = made()("sign-in", "clerk1", "--offline")
    assert ran.facts["code"] == "terminal.no_prompt"
