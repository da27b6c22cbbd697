"""Secrets come by descriptor or prompt, never in the arguments; and who may open what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ui.terminal.main import COMMANDS, main

from .conftest import PASSWORD, CommandLine


def test_a_closed_vault_is_said_in_words(cli: CommandLine) -> None:
    ran = cli("queue", bare=True)
    assert (ran.status, ran.facts["code"]) == (1, "vault.closed")


def test_a_wrong_password_says_how_many_tries_are_left(cli: CommandLine) -> None:
    ran = cli("queue", secrets={"password": "грешна"})
    assert (ran.status, ran.facts["code"]) == (1, "vault.password_wrong")


def test_the_passphrase_opens_too(cli: CommandLine) -> None:
    assert cli("queue", secrets={"passphrase": cli.passphrase}).status == 0


def test_with_several_operators_the_password_needs_a_name(cli: CommandLine, colleague: Callable[[], None]) -> None:
    colleague()
    assert cli("queue").facts["code"] == "vault.whose_password"
    assert cli("queue", "--account", "clerk1").status == 0


def test_a_descriptor_that_gives_nothing_is_said_in_words(cli: CommandLine) -> None:
    ran = cli("queue", "--password-fd", "999", bare=True)
    assert (ran.status, ran.facts["code"]) == (1, "terminal.bad_descriptor")


def test_nobody_is_prompted_where_there_is_no_terminal(empty: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    ran = empty("enrol", "--service", "https://127.0.0.1:1", bare=True)
    assert (ran.status, ran.facts["code"]) == (1, "terminal.no_prompt")
    assert "--code-fd" in ran.err


def test_offline_sign_in_by_the_password_within_the_lease(cli: CommandLine) -> None:
    ran = cli("sign-in", "clerk1")
    assert ran.status == 0
    assert ran.facts["online"] is False
    wrong = cli("sign-in", "clerk1", secrets={"password": PASSWORD + "x"})
    assert (wrong.status, wrong.facts["code"]) == (1, "vault.password_wrong")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_takes_a_secret_as_an_argument(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    options = [word.strip(",[]") for word in said.split() if word.strip("[").startswith("--")]
    secret = [one for one in options if any(word in one for word in ("password", "code", "passphrase"))]
    assert all(one.endswith("-fd") for one in secret)


@pytest.mark.parametrize(
    "wrong", [["no-such"], [], ["decide"], ["queue", "--tab", "x"], ["--sandbox", "--training", "status"]]
)
def test_wrong_arguments_end_with_two_and_words(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip()


def test_options_stand_before_or_after_the_command(cli: CommandLine) -> None:
    folder = str(cli.profile.directory)
    for arguments in (["--training", "status", "--profile", folder], ["status", "--profile", folder, "--training"]):
        assert main([*arguments, "--json"]) == 0
