"""A batch at the centre: each operation judged once, each result one of the six."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from operator_app.domain import bodies
from operator_app.domain.bodies import Audit, Denied, PassedOn, Withdrawn
from operator_app.domain.case import Case, Value
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.domain.operation import FIRST_HASH, Operation
from operator_app.formats import canonical
from sync.central.centre import Centre
from sync.central.commit.faults import Faults
from sync.central.commit.judging import Desk
from sync.central.inspection import inspect
from sync.contract import messages
from tests import builders as b
from tests.noise_guard import Expected

from .core import CLERK, OTHER, TestDesk, file_case, opened, outcomes


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def case(centre: Centre) -> Case:
    return file_case(centre)


@pytest.fixture
def desk(centre: Centre) -> TestDesk:
    return TestDesk(centre)


def problem(result: messages.Result) -> str:
    assert isinstance(result, messages.Rejected)
    return result.problem.code


def now(centre: Centre, id_: str = "case-1") -> Case:
    found = centre.acts.case(id_)
    assert found is not None
    return found


# --- once, and as it was answered


def test_an_applied_operation_has_a_receipt_a_version_and_a_place(centre: Centre, case: Case, desk: TestDesk) -> None:
    reply = desk.push(desk.claim(case))
    (result,) = reply.results
    assert isinstance(result, messages.Applied)
    assert result.ver == case.version + 1
    assert result.pos == reply.head.pos
    series, _, number = result.receipt.partition("-")
    assert int(number) == result.pos
    assert 100 <= int(series) <= 999
    assert now(centre).assignee == CLERK.id
    assert reply.settled_floor == 1


def test_the_same_bytes_again_get_the_first_answer_and_have_no_effect(
    centre: Centre, case: Case, desk: TestDesk
) -> None:
    released = [desk.claim(case), desk.note()]
    first = desk.push(*released)
    again = desk.push(*released)
    assert outcomes(again.results) == ["duplicate", "duplicate"]
    assert [one.original for one in again.results] == first.results  # type: ignore[union-attr]
    assert again.head == first.head
    assert len(now(centre).notes) == 1


def test_the_same_operation_twice_in_one_batch_has_one_effect(centre: Centre, case: Case, desk: TestDesk) -> None:
    note = desk.note(base=case.version)
    assert outcomes(desk.results(note, note)) == ["applied", "duplicate"]
    assert len(now(centre).notes) == 1


def test_the_same_id_with_other_content_is_refused_and_leaves_a_trace(
    centre: Centre, case: Case, desk: TestDesk, expected: Expected
) -> None:
    expected.log_line(r"central\.security: operation .* came again with other content")
    note = desk.note(base=case.version)
    desk.push(note)
    forged = canonical.dump({**orjson.loads(note.raw), "body": {"text": "друго"}})
    where = Desk(desk.id, desk.office, centre.environment)
    reply = centre.push.commit_batch(where, "batch", [forged.decode()])
    assert problem(reply.results[0]) == "operation.id_reused"
    assert [text.text for text in now(centre).notes] == ["обади се"]
    assert reply.head.pos == inspect(centre)["chain"]["pos"]
    assert inspect(centre)["chain"]["holds"]


# --- order within a case


def test_a_follower_stands_on_what_its_predecessor_made(centre: Centre, case: Case, desk: TestDesk) -> None:
    claim = desk.claim(case)
    answer = desk.answer(case.id, "owner", prev=claim.operation.id)
    then = desk.answer(case.id, "home", prev=answer.operation.id)
    results = desk.results(claim, answer, then)
    assert [one.ver for one in results] == [case.version + n for n in (1, 2, 3)]  # type: ignore[union-attr]


def test_those_behind_one_that_did_not_go_in_are_blocked_also_in_a_later_batch(
    centre: Centre, case: Case, desk: TestDesk
) -> None:
    other = TestDesk(centre, actor=OTHER)
    other.push(other.claim(case))
    claim = desk.claim(case)
    answer = desk.answer(case.id, "owner", prev=claim.operation.id)
    later = desk.answer(case.id, "home", prev=answer.operation.id)
    assert outcomes(desk.results(claim, answer)) == ["conflict", "blocked"]
    (result,) = desk.results(later)
    assert isinstance(result, messages.Blocked)
    assert result.by == answer.operation.id


def test_a_stuck_case_holds_up_no_other(centre: Centre, case: Case, desk: TestDesk) -> None:
    second = file_case(centre, "case-2")
    bad = desk.make("decision.registered", bodies.Registered(), case.id, base=case.version)
    good = desk.claim(second)
    assert outcomes(desk.results(bad, good)) == ["rejected", "applied"]


def test_cases_may_overtake_one_another_on_their_way(centre: Centre, case: Case, desk: TestDesk) -> None:
    second = file_case(centre, "case-2")
    one, two = desk.claim(case), desk.claim(second)
    late = desk.push(two)
    assert outcomes(late.results) == ["applied"]
    assert late.settled_floor == 0, "the gap is seen"
    assert desk.push(one).settled_floor == 2


# --- what others did meanwhile


def test_work_on_other_cells_merges_and_is_marked(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.claim(case))
    seen = now(centre).version
    citizen = bodies.ConsentWithdrawn("applicant")
    centre.acts.act("consent.withdrawn", citizen, case=case.id, actor=b.CITIZEN, office=b.OFFICE)
    (result,) = desk.results(desk.answer(case.id, "owner", base=seen))
    assert isinstance(result, messages.Applied)
    assert result.marked


def test_the_same_cell_is_a_conflict_that_shows_the_other_side(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.claim(case))
    seen = now(centre).version
    theirs = bodies.CheckAnswered("owner", Value.NO)
    centre.acts.act("check.answered", theirs, case=case.id, actor=b.SYSTEM, office=b.OFFICE)
    (result,) = desk.results(desk.answer(case.id, "owner", base=seen))
    assert isinstance(result, messages.Conflict)
    assert result.class_ == "C2"
    assert result.fields == ["check:owner"]
    assert [one.kind for one in result.theirs] == ["check.answered"]
    assert now(centre).answers["owner"].value is Value.NO


def test_a_case_that_moved_is_a_conflict_of_state(centre: Centre, case: Case, desk: TestDesk) -> None:
    gone = Withdrawn("отказах се")
    centre.acts.act("case.withdrawn", gone, case=case.id, actor=b.CITIZEN, office=b.OFFICE)
    (result,) = desk.results(desk.claim(case))
    assert isinstance(result, messages.Conflict)
    assert result.class_ == "C3"
    assert result.ver == now(centre).version


def test_a_follower_does_not_make_seen_what_its_author_had_not_seen(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.claim(case))
    seen = now(centre).version
    gone = bodies.ConsentWithdrawn("applicant")
    centre.acts.act("consent.withdrawn", gone, case=case.id, actor=b.CITIZEN, office=b.OFFICE)
    answer = desk.answer(case.id, "owner", Value.NO, base=seen)
    refusal = desk.make("decision.refused", Denied(("not_owner",)), case.id, base=seen, prev=answer.operation.id)
    merged, decided = desk.results(answer, refusal)
    assert isinstance(merged, messages.Applied)
    assert merged.marked
    assert isinstance(decided, messages.Conflict)
    assert (decided.class_, [one.kind for one in decided.theirs]) == ("C3", ["consent.withdrawn"])


def test_notes_need_no_look_at_what_others_did(centre: Centre, case: Case, desk: TestDesk) -> None:
    other = TestDesk(centre, actor=OTHER)
    other.push(other.claim(case))
    assert outcomes(desk.results(desk.note(base=case.version))) == ["applied"]


def test_the_device_s_own_chain_is_no_conflict_with_itself(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.claim(case))
    assert outcomes(desk.results(desk.answer(case.id, "owner", base=case.version))) == ["applied"]


# --- annulled before it was sent


def test_a_pair_is_recorded_and_has_no_effect(centre: Centre, case: Case, desk: TestDesk) -> None:
    claim = desk.claim(case)
    annul = desk.annul(claim)
    results = desk.results(claim, annul)
    assert [one.effect for one in results] == ["recorded", "recorded"]  # type: ignore[union-attr]
    assert now(centre) == case


def test_what_follows_an_annulled_one_stands_on_what_that_was_made_on(
    centre: Centre, case: Case, desk: TestDesk
) -> None:
    desk.push(desk.claim(case))
    seen = now(centre).version
    no = desk.answer(case.id, "owner", Value.NO, base=seen)
    annul = desk.annul(no)
    yes = desk.answer(case.id, "owner", Value.YES, prev=no.operation.id)
    results = desk.results(no, annul, yes)
    assert outcomes(results) == ["applied", "applied", "applied"]
    assert now(centre).answers["owner"].value is Value.YES
    assert now(centre).version == seen + 1


def test_what_is_in_effect_cannot_be_annulled(centre: Centre, case: Case, desk: TestDesk) -> None:
    claim = desk.claim(case)
    desk.push(claim)
    assert problem(desk.results(desk.annul(claim))[0]) == "annul.too_late"
    assert now(centre).assignee == CLERK.id


def test_an_annul_without_its_operation_is_refused(centre: Centre, case: Case, desk: TestDesk) -> None:
    assert problem(desk.results(desk.annul(desk.claim(case)))[0]) == "annul.alone"


# --- outside a case's order


def test_audit_is_recorded_and_changes_no_version(centre: Centre, case: Case, desk: TestDesk) -> None:
    audit = desk.make("audit.identifier_shown", Audit({"role": "applicant"}), case.id)
    (result,) = desk.results(audit)
    assert isinstance(result, messages.Applied)
    assert result.effect == "recorded"
    assert result.ver is None
    assert now(centre) == case
    assert centre.feed.page(b.OFFICE, "", 500).entries[-1].pos < result.pos


# --- what is refused


def changed(desk: TestDesk, of: Case, changes: dict[str, object]) -> str:
    claim = desk.claim(of).operation
    desk.dseq, desk.tail = 0, FIRST_HASH
    released = desk.release(replace(claim, **changes), base=of.version)  # type: ignore[arg-type]
    return problem(desk.results(released)[0])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"office": "68134-17"}, "operation.other_office"),
        ({"environment": Environment.WORK}, "operation.other_environment"),
        ({"device": "another"}, "operation.other_device"),
        ({"actor": b.CITIZEN}, "operation.other_actor"),
        ({"actor": OTHER}, "operation.other_actor"),
        ({"rules": "0" * 64}, "operation.unknown_rules"),
        ({"case": "nowhere"}, "case.unknown"),
    ],
)
def test_what_does_not_fit_its_frame_is_refused(
    centre: Centre, case: Case, desk: TestDesk, changes: dict[str, object], code: str
) -> None:
    assert changed(desk, case, changes) == code
    assert now(centre) == case


def test_the_rules_of_the_field_are_asked_again(centre: Centre, case: Case, desk: TestDesk) -> None:
    claim = desk.claim(case)
    refuse = desk.make("decision.refused", Denied(()), case.id, prev=claim.operation.id)
    assert problem(desk.results(claim, refuse)[1]) == "decision.no_ground"


def test_an_operation_without_a_base_is_refused(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.claim(case))
    assert problem(desk.results(desk.answer(case.id, "owner"))[0]) == "operation.no_base"


def test_bytes_that_are_no_operation_are_refused_by_their_id(centre: Centre, desk: TestDesk) -> None:
    where = Desk(desk.id, desk.office, centre.environment)
    reply = centre.push.commit_batch(where, "batch", ['{"op":"op-1","dseq":1,"kind":"case.danced"}'])
    assert problem(reply.results[0]) in ("operation.malformed", "operation.unknown_kind")
    assert reply.settled_floor == 1
    with pytest.raises(Refused, match=r"push\.malformed"):
        centre.push.commit_batch(where, "batch", ["[]"])


@pytest.mark.parametrize("number", ["9223372036854775808", "true", "-1", '"1"'])
def test_an_operation_that_no_database_keeps_does_not_take_the_others_with_it(
    centre: Centre, case: Case, desk: TestDesk, number: str
) -> None:
    good, bad = desk.note(base=case.version), desk.note(base=case.version)
    raw = bad.raw.decode().replace(f'"dseq":{bad.place.dseq}', f'"dseq":{number}')
    assert raw != bad.raw.decode()
    where = Desk(desk.id, desk.office, centre.environment)
    results = centre.push.commit_batch(where, "batch", [good.raw.decode(), raw]).results
    assert isinstance(results[0], messages.Applied)
    assert problem(results[1]) == "operation.malformed"
    assert len(now(centre).notes) == 1


def test_a_body_of_another_version_is_not_taken_for_today_s(centre: Centre, case: Case, desk: TestDesk) -> None:
    newer = desk.note(base=case.version).raw.decode().replace('"kv":1', '"kv":99')
    where = Desk(desk.id, desk.office, centre.environment)
    assert problem(centre.push.commit_batch(where, "batch", [newer]).results[0]) == "operation.unknown_version"
    assert not now(centre).notes


def test_a_forked_chain_is_noticed(centre: Centre, case: Case, desk: TestDesk) -> None:
    desk.push(desk.note(base=case.version))
    desk.dseq, desk.tail = 0, FIRST_HASH  # a profile restored from an old copy
    assert problem(desk.results(desk.note(base=case.version))[0]) == "operation.number_reused"
    desk.dseq, desk.tail = 1, "f" * 64
    assert problem(desk.results(desk.note(base=case.version))[0]) == "operation.chain"


# --- faults of the centre's own


def test_one_bad_operation_is_tried_again_twice_and_then_put_aside(tmp_path: Path, expected: Expected) -> None:
    expected.log_line(r"central\.push: operation .*: ZeroDivisionError")
    poison: list[str] = []

    def fail(operation: Operation) -> None:
        if operation.id in poison:
            raise ZeroDivisionError

    with opened(tmp_path, Faults(before_op=fail)) as centre:
        case, other = file_case(centre), file_case(centre, "case-2")
        desk = TestDesk(centre)
        bad = desk.claim(case)
        behind = desk.answer(case.id, "owner", prev=bad.operation.id)
        good = desk.claim(other)
        poison.append(bad.operation.id)
        assert outcomes(desk.results(bad, behind, good)) == ["retry", "retry", "applied"]
        assert outcomes(desk.results(bad, behind)) == ["retry", "retry"]
        results = desk.results(bad, behind)
        assert problem(results[0]) == "operation.quarantined"
        assert isinstance(results[0], messages.Rejected)
        assert results[0].problem.params["receipt"]
        assert outcomes(results) == ["rejected", "blocked"]
        assert now(centre) == case
        assert inspect(centre)["chain"]["holds"]


def test_what_failed_once_goes_in_at_the_next_try(tmp_path: Path, expected: Expected) -> None:
    expected.log_line(r"central\.push: operation .*: ZeroDivisionError")
    failing = [True, True]  # once as part of the whole, once by itself

    def fail(operation: Operation) -> None:
        if failing:
            failing.pop()
            raise ZeroDivisionError

    with opened(tmp_path, Faults(before_op=fail)) as centre:
        case = file_case(centre)
        desk = TestDesk(centre)
        claim = desk.claim(case)
        assert outcomes(desk.results(claim)) == ["retry"]
        assert outcomes(desk.results(claim)) == ["applied"]
        assert now(centre).assignee == CLERK.id


# --- passed on


def test_a_case_that_is_passed_on_is_received_at_once(centre: Centre, desk: TestDesk) -> None:
    filed = b.owner_filed(fields={"address": b.address("68134-17", "Витоша")})
    centre.acts.act("case.filed", filed, case="case-1", actor=b.CITIZEN, office=b.OFFICE)
    case = now(centre)
    pass_on = desk.make("decision.passed_on", PassedOn("68134-17"), case.id, base=case.version)
    note = desk.note(prev=pass_on.operation.id)
    results = desk.results(pass_on, note)
    assert outcomes(results) == ["applied", "rejected"]
    assert problem(results[1]) == "case.elsewhere"
    assert now(centre).office == "68134-17"
    assert now(centre).version == case.version + 2
    here, there = centre.feed.page(b.OFFICE, "", 500), centre.feed.page("68134-17", "", 500)
    gone, come = here.entries[-1], there.entries[-1]
    assert isinstance(gone, messages.TombstoneEntry)
    assert isinstance(come, messages.SnapshotEntry)
    assert (gone.pos, gone.office, gone.reason) == (come.pos, "68134-17", "passed_on")
