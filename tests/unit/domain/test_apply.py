"""`apply`: the same input gives the same case, and only the table's moves are possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import bodies, errors
from operator_app.domain.apply import apply
from operator_app.domain.case import Case, Consent, ConsentState, Instruction, Value
from operator_app.domain.lifecycle import State, next_state
from operator_app.domain.operation import Actor, Operation
from operator_app.formats import case_json, operation_json
from tests import builders as b

CONSENT = Consent(ConsentState.GIVEN, b.NOON, "zgr_92_3", "seal", "jti-1", "Стоян Къосев")
TOLD = Instruction("sign", "missing", "signature", "Подпишете.")

MOVES: list[tuple[str, Any, Actor]] = [
    ("case.claimed", bodies.Claimed("clerk1", "Първа"), b.CLERK),
    ("case.put_back", bodies.PutBack(), b.CLERK),
    ("case.taken_over", bodies.TakenOver("senior1", "Старша"), b.SENIOR),
    ("check.answered", bodies.CheckAnswered("home", Value.YES, "видях акта"), b.CLERK),
    ("check.answered", bodies.CheckAnswered("signature", Value.NO, "", TOLD), b.CLERK),
    ("consent.recorded", bodies.ConsentGiven("applicant", CONSENT, "jti-1", "k1"), b.CLERK),
    ("consent.withdrawn", bodies.ConsentWithdrawn("applicant"), b.CITIZEN),
    ("document.added", bodies.DocumentAdded(b.document("other")), b.CITIZEN),
    ("note.added", bodies.NoteAdded("обадих се"), b.CLERK),
    ("registers.answered", bodies.RegistersAnswered((b.answer("property", "address", False),)), b.SYSTEM),
    ("decision.returned", bodies.Returned((TOLD,)), b.CLERK),
    ("citizen.answered", bodies.CitizenAnswered("ето", (b.document("title_deed", "new"),)), b.CITIZEN),
    ("decision.fee_requested", bodies.FeeRequested(Decimal("2.56")), b.CLERK),
    ("payment.requested", bodies.PaymentRequested("2611231", "ABCDEFGHIJ"), b.SYSTEM),
    ("payment.received", bodies.PaymentReceived("Paid", b.NOON), b.SYSTEM),
    ("decision.registered", bodies.Registered(), b.CLERK),
    ("certificate.issued", bodies.CertificateIssued(b.document("certificate")), b.SYSTEM),
    ("decision.refused", bodies.Denied(("limit",), "много са"), b.CLERK),
    ("decision.terminated", bodies.Terminated(), b.SYSTEM),
    ("case.withdrawn", bodies.Withdrawn(), b.CITIZEN),
    ("decision.passed_on", bodies.PassedOn("68134-17"), b.CLERK),
    ("case.received", bodies.Received("68134-17"), b.SYSTEM),
    ("audit.identifier_shown", bodies.Audit({"role": "applicant"}), b.CLERK),
    ("operation.annulled", bodies.Annulled("op-0"), b.CLERK),
]
WALK = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 50)), max_size=25)


def start() -> tuple[Case, list[Operation]]:
    filed = b.operation("case.filed", b.owner_filed(), actor=b.CITIZEN)
    return apply(None, filed, b.service()), [filed]


def walk(steps: Any) -> tuple[Case, list[Operation]]:
    case, made = start()
    at = b.NOON
    for number, ((kind, body, actor), hours) in enumerate(steps):
        at += timedelta(hours=hours)
        operation = b.operation(kind, body, id_=f"op-{number}", actor=actor, at=at)
        try:
            case = apply(case, operation, b.service())
        except errors.Refused as refused:
            if refused.code != "case.transition":
                raise
        else:
            made.append(operation)
    return case, made


@given(WALK)
def test_apply_is_deterministic_also_through_the_bytes(steps: Any) -> None:
    """The same operations, decoded again from their bytes, make the very same case."""
    case, made = walk(steps)
    again: Case | None = None
    for operation in made:
        again = apply(again, operation_json.decode(operation_json.encode(operation)), b.service())
    assert again == case
    assert case_json.load(case_json.dump(case)) == case
    assert case_json.dump(case_json.load(case_json.dump(case))) == case_json.dump(case)


@given(WALK)
def test_every_step_is_a_row_of_the_table(steps: Any) -> None:
    _, made = walk(steps)
    state: State | None = None
    for operation in made:
        if operation.kind.startswith(("audit.", "operation.")):
            continue
        state = next_state(operation.kind, state, operation.actor.kind)
        assert state is not None


@given(WALK)
def test_audit_and_annul_change_nothing(steps: Any) -> None:
    case, made = walk(steps)
    plain = [o for o in made if not o.kind.startswith(("audit.", "operation."))]
    again: Case | None = None
    for operation in plain:
        again = apply(again, operation, b.service())
    assert again == case


def test_a_refused_move_leaves_the_case_as_it_was() -> None:
    case, _ = start()
    before = case_json.dump(case)
    with pytest.raises(errors.Refused) as refused:
        apply(case, b.operation("decision.registered", bodies.Registered()), b.service())
    assert refused.value.params == {"kind": "decision.registered", "state": "submitted"}
    assert case_json.dump(case) == before


def test_apply_takes_only_the_rules_that_the_operation_names() -> None:
    case, _ = start()
    newer = replace(b.service(), digest="f" * 64)
    with pytest.raises(errors.Refused) as refused:
        apply(case, b.operation("case.claimed", bodies.Claimed("clerk1")), newer)
    assert refused.value.code == "operation.other_rules"


def test_new_papers_ask_the_returned_checks_again() -> None:
    case, _ = start()
    for kind, body, actor in (MOVES[0], MOVES[4], MOVES[3], MOVES[10]):
        case = apply(case, b.operation(kind, body, actor=actor), b.service())
    assert set(case.answers) == {"home", "signature"}
    case = apply(case, b.operation("citizen.answered", bodies.CitizenAnswered(), actor=b.CITIZEN), b.service())
    assert set(case.answers) == {"home"}
    assert case.instructions == ()


def test_a_withdrawn_consent_keeps_who_gave_it() -> None:
    case, _ = start()
    for kind, body, actor in (MOVES[0], MOVES[5], MOVES[6]):
        case = apply(case, b.operation(kind, body, actor=actor), b.service())
    party = case.party("applicant")
    assert party is not None
    assert party.consent is not None
    assert (party.consent.state, party.consent.signer) == (ConsentState.WITHDRAWN, "Стоян Къосев")
