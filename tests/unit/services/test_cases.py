"""A clerk's acts on a case: one operation each, permitted by the rules or refused with their code, never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.case import Consent, ConsentState, Value
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Operation
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState, Settlement
from operator_app.services.cases import MOST_TEXT
from operator_app.services.drafts import Drafts
from operator_app.services.identifiers import Identifiers
from operator_app.services.settings import Settings
from operator_app.services.views import Banner
from operator_app.storage.repositories import operations
from tests import builders as b
from tests import desk
from tests.desk import Office

REFUSED = "decision.refused"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path) as made:
        yield made


def kinds(office: Office) -> list[str]:
    return [row.kind for row in reversed(office.outbox.rows(20))]


def operation(office: Office, op: str) -> Operation:
    with office.store.reading() as session:
        row = operations.get(session, op)
        assert row is not None
        return operation_json.decode(row.raw)


def test_an_opened_case_shows_all_that_a_review_needs(office: Office) -> None:
    view = office.cases.open("case-1", desk.WHO)
    assert view.case == office.centre.cases["case-1"]
    assert [result.id for result in view.results] == list(view.service.types["owner"].checks)
    assert [row.role.key for row in view.matrix] == ["applicant"]
    assert {ruling.kind for ruling in view.rulings} == set(view.service.decisions)
    assert [(one.title.bg, one.here) for one in view.documents] == [("Адресна карта", False), ("Нотариален акт", False)]
    assert [(row.kind, row.actor_kind) for row in view.history] == [
        ("case.filed", "citizen"),
        ("registers.answered", "system"),
    ]
    assert (view.mine, view.banner, view.outbox) == (False, Banner.NONE, ())


def test_each_act_is_one_operation_that_says_who_when_and_under_which_rules(office: Office) -> None:
    op, changed = office.cases.claim("case-1", desk.WHO)
    assert changed.cases == {"case-1"}
    assert changed.outbox
    made = operation(office, op)
    assert made.actor.id == "clerk1"
    assert made.moment.at == office.clock.now()
    assert made.rules == b.service().digest
    assert made.figures is not None
    assert made.figures.service == "2107"


@pytest.mark.parametrize("act", ["claim", "note", "decide", "answer"])
def test_a_key_pressed_twice_acts_once(office: Office, act: str) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.rest()
    office.push()
    acts = {
        "claim": lambda: office.cases.claim("case-1", desk.WHO),
        "note": lambda: office.cases.note("case-1", "обадих се", desk.WHO),
        "decide": lambda: office.cases.decide("case-1", REFUSED, bodies.Denied(("limit",)), desk.WHO),
        "answer": lambda: office.cases.answer("case-1", "home", Value.NO, "ателие", desk.WHO),
    }
    office.clock.advance(timedelta(milliseconds=1))
    acts[act]()
    before = kinds(office)
    office.clock.advance(timedelta(milliseconds=90))
    _op, changed = acts[act]()
    assert not changed
    assert kinds(office) == before


def test_another_answer_is_another_operation_and_the_last_one_stands(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.cases.answer("case-1", "home", Value.NO, "ателие", desk.WHO)
    office.cases.answer("case-1", "home", Value.YES, "видях акта", desk.WHO)
    assert kinds(office) == ["case.claimed", "check.answered", "check.answered"]
    result = next(r for r in office.cases.open("case-1", desk.WHO).results if r.id == "home")
    assert (result.value, result.words, result.by) == (Value.YES, "видях акта", desk.WHO.name)


def test_a_no_tells_the_citizen_what_to_mend_in_the_clerks_words_or_the_datas(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.cases.answer("case-1", "home", Value.NO, "", desk.WHO, "Донесете скица.")
    office.cases.answer("case-1", "limit", Value.NO, "", desk.WHO)
    body = office.cases.body_for("case-1", "decision.returned")
    assert isinstance(body, bodies.Returned)
    own = b.service().instructions["limit"].text.bg
    assert [told.text for told in body.instructions] == ["Донесете скица.", own]
    office.cases.decide("case-1", "decision.returned", body, desk.WHO)
    assert office.cases.open("case-1", desk.WHO).case.state is State.RETURNED


def test_what_the_rules_forbid_leaves_nothing_behind(office: Office) -> None:
    for act, code in (
        (lambda: office.cases.decide("case-1", "decision.registered", bodies.Registered(), desk.WHO), "decision."),
        (lambda: office.cases.answer("case-1", "home", Value.YES, "", desk.WHO), "case.transition"),
        (lambda: office.cases.claim("elsewhere", desk.WHO), "case.not_here"),
        (lambda: office.cases.open("elsewhere", desk.WHO), "case.not_here"),
        (lambda: office.cases.note("case-1", "  \n", desk.WHO), "note.empty"),
        (lambda: office.cases.note("case-1", "а" * (MOST_TEXT + 1), desk.WHO), "note.too_long"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code.startswith(code)
    assert kinds(office) == []
    assert office.cases.open("case-1", desk.WHO).case == office.centre.cases["case-1"]


def test_a_case_of_a_colleague_is_taken_over_by_the_senior_alone(office: Office) -> None:
    office.centre.act("case.claimed", bodies.Claimed("clerk2", "Втори Служител"))
    office.pull()
    with pytest.raises(Refused, match=r"case\.t"):
        office.cases.claim("case-1", desk.WHO)
    with pytest.raises(Refused, match=r"case\.taken"):
        office.cases.take_over("case-1", desk.WHO)
    office.cases.take_over("case-1", desk.SENIOR, "отпуск")
    assert office.cases.open("case-1", desk.SENIOR).mine
    office.cases.put_back("case-1", desk.SENIOR)
    assert office.cases.open("case-1", desk.SENIOR).case.assignee is None


def test_the_body_of_a_decision_comes_from_the_case_and_the_data(office: Office) -> None:
    fee = office.cases.body_for("case-1", "decision.fee_requested", speed="fast")
    assert fee == bodies.FeeRequested(Decimal("3.83"), "fast", b.service().tariffs[1].source)
    assert office.cases.body_for("case-1", REFUSED, grounds=("limit",), reasons="много са") == bodies.Denied(
        ("limit",), "много са"
    )
    elsewhere = b.owner_filed(fields={"address": b.address("68134-17", "Витоша")})
    office.centre.file("case-2", elsewhere)
    office.pull()
    assert office.cases.body_for("case-2", "decision.passed_on") == bodies.PassedOn("68134-17")
    office.cases.decide("case-2", "decision.passed_on", bodies.PassedOn("68134-17"), desk.WHO)
    assert office.cases.open("case-2", desk.WHO).case.state is State.PASSED_ON


def test_a_consent_before_the_clerk_is_recorded_where_one_is_asked(office: Office) -> None:
    parties = (b.party("applicant", signed=True), b.party("owner", b.person("Стоян", "Къосев", serial=9)))
    office.centre.file("case-2", b.owner_filed(applicant_type="tenant", parties=parties))
    office.pull()
    given = Consent(ConsentState.GIVEN, office.clock.now(), "zgr_92_3", "counter")
    office.cases.record_consent("case-2", "owner", given, desk.WHO)
    party = office.cases.open("case-2", desk.WHO).case.party("owner")
    assert party is not None
    assert party.consent == given
    with pytest.raises(Refused, match=r"consent\.not_asked"):
        office.cases.record_consent("case-2", "applicant", given, desk.WHO)


def test_a_case_is_named_by_id_number_or_last_figures_that_only_one_has(office: Office) -> None:
    office.centre.file("case-2", b.owner_filed(number="РСЦ26-ГР94-9983"))
    office.pull()
    assert [office.cases.id_of(said) for said in ("case-2", "РСЦ26-ГР94-9983", " 9983 ")] == ["case-2"] * 3
    with pytest.raises(Refused, match=r"case\.many"):
        office.cases.id_of("83")
    with pytest.raises(Refused, match=r"case\.not_here"):
        office.cases.id_of("777")


def test_doing_it_again_after_a_conflict_replaces_what_did_not_go_in(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    first, _ = office.cases.answer("case-1", "home", Value.NO, "ателие", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.sync.mark_sending([first], "batch", office.clock.now())
    office.sync.settle(office.centre.reply(Settlement(first, OutboxState.CONFLICT, conflict_class="C2")))
    assert office.cases.open("case-1", desk.WHO).banner is Banner.CONFLICT
    again, _ = office.cases.answer("case-1", "home", Value.YES, "видях акта", desk.WHO)
    assert operation(office, again).supersedes == first
    assert office.cases.open("case-1", desk.WHO).banner is Banner.NONE
    assert office.outbox.counts().need_you == 0


def test_what_no_longer_fits_after_others_acted_is_said_and_not_shown_on_the_case(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.centre.act("case.withdrawn", bodies.Withdrawn("размислих"), actor=b.CITIZEN)
    office.pull()
    view = office.cases.open("case-1", desk.WHO)
    assert (view.case.state, view.banner) == (State.WITHDRAWN, Banner.CONFLICT)
    assert [(row.state, row.code) for row in view.outbox] == [(OutboxState.RESTING, "outbox.no_longer_fits")]
    assert office.outbox.counts().need_you == 1
    office.outbox.undo(view.outbox[0].op)
    assert office.cases.open("case-1", desk.WHO).banner is Banner.NONE


def test_new_service_data_hold_for_new_work_and_the_old_act_stays_what_it_was(office: Office) -> None:
    from tests.unit.storage.test_projection import newer_rules

    office.cases.claim("case-1", desk.WHO)
    office.centre.publish(newer_rules())
    office.pull()
    answer, _ = office.cases.answer("case-1", "home", Value.YES, "", desk.WHO)
    view = office.cases.open("case-1", desk.WHO)
    assert view.service.digest == newer_rules().digest
    assert "limit" not in [result.id for result in view.results]
    assert operation(office, answer).rules == newer_rules().digest
    assert view.case.state is State.IN_REVIEW
    office.drain()
    assert office.cases.open("case-1", desk.WHO).case == office.centre.cases["case-1"]


def test_showing_a_number_is_recorded_without_the_number(office: Office) -> None:
    number, changed = Identifiers(office.acts).show_identifier("case-1", "applicant", desk.WHO)
    assert number == office.centre.cases["case-1"].parties[0].person.identifier.value
    assert changed.outbox
    office.sync.release_due(office.clock.now())
    [sent] = office.sync.waiting(9)
    assert sent.kind == "audit.identifier_shown"
    assert number.encode() not in sent.raw
    assert [row.kind for row in office.cases.open("case-1", desk.WHO).history][-1] == "audit.identifier_shown"
    with pytest.raises(Refused, match=r"case\.no_such_party"):
        Identifiers(office.acts).show_identifier("case-1", "owner", desk.WHO)


def test_drafts_are_each_operators_own(office: Office) -> None:
    drafts = Drafts(office.store)
    drafts.save("clerk1", "case-1", "note", "започнах")
    drafts.save("clerk1", "case-1", "note", "започнах да пиша")
    drafts.save("clerk2", "case-1", "note", "друг")
    drafts.save("clerk1", "case-1", "reasons", "защото")
    assert drafts.load("clerk1", "case-1") == {"note": "започнах да пиша", "reasons": "защото"}
    drafts.save("clerk1", "case-1", "reasons", "")
    assert drafts.load("clerk1", "case-1") == {"note": "започнах да пиша"}
    drafts.clear("clerk1", "case-1")
    assert (drafts.load("clerk1", "case-1"), drafts.load("clerk2", "case-1")) == ({}, {"note": "друг"})


def test_the_rest_is_a_setting_between_five_seconds_and_a_minute(office: Office) -> None:
    settings = Settings(office.store)
    assert settings.rest_seconds() == 5
    settings.set_rest_seconds(30)
    office.cases.claim("case-1", desk.WHO)
    assert office.outbox.next_rest_end() == office.clock.now() + timedelta(seconds=30)
    for wrong in (4, 61):
        with pytest.raises(Refused, match=r"settings\.rest_range"):
            settings.set_rest_seconds(wrong)


def test_an_operation_names_its_session_and_never_carries_the_token(office: Office) -> None:
    from operator_app.ports.sync_store import StoredSession

    office.sync.put_session(StoredSession("secret-token", "clerk1", office.clock.now() + timedelta(hours=1)))
    op, _ = office.cases.claim("case-1", desk.WHO)
    made = operation(office, op)
    assert made.session
    assert "secret" not in str(made)
