"""What does not pass by itself is said over every screen, each cause by its own name; what passes stays out of the
way.
"""

from __future__ import annotations

from typing import Any

import pytest

from operator_app.domain.errors import Trouble
from operator_app.ports.sync_store import Changed
from operator_app.services.views import LineStatus
from tests import desk as testing
from ui import words
from ui.causes import PASSING
from ui.desktop.window import Window
from ui.desktop.window.line import held
from ui.words.sentences import sentence

LASTING = ("line.certificate", "line.certificate_expired", "line.nonsense", "line.captive", "line.too_old")
SESSIONS = ("session.ended", "session.revoked", "session.not_accepted")


def line(code: str, **changes: Any) -> LineStatus:
    return LineStatus(online=False, since=None, code=code, **changes)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("code", LASTING)
def test_a_cause_that_needs_somebody_is_held_in_its_own_words(code: str, language: str) -> None:
    words.install(language)
    shown, said = held(line(code)), sentence(code)
    assert shown is not None
    assert (shown.view.title, shown.view.text) == (said.what, said.next_step)
    assert not shown.asks_sign_in


@pytest.mark.parametrize("code", sorted(PASSING))
def test_a_cause_that_passes_is_left_to_the_status_line(code: str) -> None:
    assert held(line(code)) is None


@pytest.mark.parametrize("code", SESSIONS)
def test_an_ended_session_says_how_it_ended(code: str) -> None:
    shown = held(line(code, sign_in_needed=True))
    assert shown is not None
    assert shown.view.title == sentence(code).what
    assert shown.asks_sign_in


def test_without_any_session_that_is_what_is_said() -> None:
    shown = held(line("", sign_in_needed=True))
    assert shown is not None
    assert "Нямате действаща сесия" in shown.view.title


def test_a_reason_of_a_newer_centre_does_not_stop_the_window(window: Window) -> None:
    window.show_line(line("moon.full", params={"phase": 3}))
    assert "moon.full" in window.stage._held.accessibleName()


def test_the_key_to_the_sign_in_is_there_only_where_it_helps(window: Window) -> None:
    window.show_line(line("session.ended", sign_in_needed=True))
    assert window.stage._again.isVisibleTo(window)
    window.show_line(line("line.certificate"))
    assert not window.stage._again.isVisibleTo(window)
    window.show_line(LineStatus(online=True, since=None))
    assert not window.stage._held.isVisibleTo(window)


def test_after_a_store_that_could_not_be_read_the_counts_come_again(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the disk has answered with an error the status line must not stand still for the rest of the day."""
    qtbot.waitUntil(lambda: not window._asking)

    def fails() -> None:
        raise Trouble("store.disk_error", file="desk.db")

    with monkeypatch.context() as patch:
        patch.setattr(window.desk.outbox, "counts", fails)
        window.refresh(Changed(outbox=True))
        qtbot.waitUntil(lambda: window.stage.tells)
        assert "desk.db" in window.stage._told.accessibleName()
    window.desk.writer.call(lambda: window.desk.cases.claim("case-1", testing.WHO))
    qtbot.waitUntil(lambda: window._counts.waiting == 1)
