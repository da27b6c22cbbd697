"""The wedge at a real X server, under the Latin and the Bulgarian layout: what a clerk and a scanner really send."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from operator_app.devices import layouts

from .typist import Typist

SEAL = "SF1:RRQ/U9O60FO0NF6TF63W5VN6N9BH:KT$DX3EMED.:5CEC3VC64EGJ0UPCF/D1$C0UE DF37A5%*+-x?{}|~q"


@pytest.fixture(scope="module", params=["us", "bg", "bg -variant phonetic"])
def program(request: pytest.FixtureRequest, x_server: str) -> Iterator[Typist]:
    with Typist(x_server, request.param) as one:
        yield one


@pytest.fixture
def typist(program: Typist) -> Typist:
    program.clear()
    return program


def test_a_scan_on_any_layout_arrives_whole_and_nowhere_else(typist: Typist):
    typist.focus("text")
    typist.scan(SEAL)
    scan = typist.wait("scanned")
    assert scan["scanned"] == SEAL
    assert SEAL in [reading.text for reading in layouts.ungarble(scan["typed"])]
    # On a list that takes bare keys, with digits that answer checks.
    typist.focus("keys")
    typist.scan("1111-1111-2222-33")
    assert typist.wait("scanned")["scanned"] == "1111-1111-2222-33"
    report = typist.report()
    assert (report["text"], report["keys"], report["ones"], report["enters"]) == ("", "", 0, 0)


def test_what_a_person_types_arrives_in_order_with_its_shortcuts(typist: Typist):
    typist.focus("text")
    typist.type("1223334444", gap=0.05)
    typist.type("5566", gap=0.01)  # a short burst, as rolling fingers make it
    typist.key(36)
    assert typist.report(lambda r: r["enters"])["text"] == "12233344445566"
    typist.focus("keys")
    typist.type("212", gap=0.05)
    report = typist.report(lambda r: len(r["keys"]) == 2 and r["ones"] == 1)
    assert (report["keys"], report["ones"], report["enters"]) == ("22", 1, 1)


def test_a_busy_window_neither_breaks_a_scan_nor_makes_one(typist: Typist):
    typist.focus("text")
    typist.stall(400)
    typist.scan("SF1:STALLED+1")
    assert typist.wait("scanned")["scanned"] == "SF1:STALLED+1"
    typist.stall(600)
    typist.type("12345678", gap=0.05)
    typist.key(36)
    assert typist.report(lambda r: r["enters"])["text"] == "12345678"


@pytest.mark.parametrize("after", [1, 2, 4, 9])
def test_a_program_stopped_or_busy_in_mid_scan_gets_it_whole_and_answers_no_check(typist: Typist, after: int):
    typist.focus("keys")
    typist.stall(0, after)
    typist.scan("1122-1111-2222-33", pace_ms=4)
    typist.let_go_on()
    assert typist.wait("scanned")["scanned"] == "1122-1111-2222-33"
    typist.stall(300, after)
    typist.scan("1211-1111-2222-44", pace_ms=4)
    assert typist.wait("scanned")["scanned"] == "1211-1111-2222-44"
    typist.type("2")  # whatever was torn would come before it
    report = typist.report(lambda r: r["keys"])
    assert (report["keys"], report["ones"], report["text"]) == ("2", 0, "")


def test_two_scans_back_to_back_and_a_person_right_after(typist: Typist):
    typist.focus("text")
    typist.scan("SF1:FIRST")
    typist.scan("SF1:SECOND")
    typist.type("12")
    assert [typist.wait("scanned")["scanned"] for _ in range(2)] == ["SF1:FIRST", "SF1:SECOND"]
    assert typist.report(lambda r: len(r["text"]) == 2)["text"] == "12"


def test_a_password_is_left_alone(typist: Typist):
    typist.focus("secret")
    typist.scan("12345678", enter=False)
    assert typist.report(lambda r: len(r["secret"]) == 8)["secret"] == "12345678"


def test_an_open_list_of_choices_neither_chooses_nor_closes(typist: Typist):
    typist.say("popup")
    typist.wait("popup")
    typist.scan("2211-2211-2211-22")
    assert typist.wait("scanned")["scanned"] == "2211-2211-2211-22"
    report = typist.report()
    assert (report["choice"], report["popup"]) == ("0", True)
    typist.type("2")
    typist.key(36)
    assert typist.report(lambda r: not r["popup"])["choice"] == "2"
