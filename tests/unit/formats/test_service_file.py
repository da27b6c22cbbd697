"""Service files: strict, with the place named; and a service that has no address at all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from operator_app.domain import bodies, errors, review
from operator_app.domain.apply import apply
from operator_app.domain.case import Channel, Value
from operator_app.domain.decisions import rulings
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import State
from operator_app.formats import service_file
from resources import paths
from tests import builders as b

CALENDAR = "non_working = []"
TOY = (Path(__file__).parents[2] / "data" / "toy_library_card.toml").read_text("utf-8")
TODAY = date(2026, 11, 23)


def test_a_service_without_an_address_goes_through_review_and_decision() -> None:
    toy = service_file.read(service_file.pack(TOY, CALENDAR))
    filed = bodies.Filed(
        "Б-1", "9001", "reader", Channel.COUNTER, (b.party("applicant", signed=True),), {"branch": "north"}
    )
    case = apply(None, b.operation("case.filed", filed, actor=b.CITIZEN, rules=toy), toy)
    case = apply(case, b.operation("case.claimed", bodies.Claimed("clerk1"), rules=toy), toy)

    def open_ways() -> set[str]:
        found = review.results(case, toy, TODAY, Environment.SANDBOX)
        return {r.kind for r in rulings(case, toy, found, b.CLERK, TODAY, Environment.SANDBOX) if r.permitted}

    assert open_ways() == {"decision.returned"}
    added = bodies.DocumentAdded(b.document("form"))
    case = apply(case, b.operation("document.added", added, rules=toy), toy)
    case = apply(case, b.operation("check.answered", bodies.CheckAnswered("look", Value.YES), rules=toy), toy)
    assert open_ways() == {"decision.registered"}
    case = apply(case, b.operation("decision.registered", bodies.Registered(), rules=toy), toy)
    assert case.state is State.REGISTERED


BROKEN = [
    ('checks = ["form", "look"]', 'checks = ["form", "loook"]', "types.reader (line", "no such check: loook"),
    ('function = "clerk_decides"', 'function = "clerk_dreams"', "checks.look (line", "no such check function"),
    ('params = { kinds = ["form"] }', "params = { kinds = 5 }", "checks.form", "kinds must be tuple"),
    ('params = { kinds = ["form"] }', "params = {}", "checks.form", "needs kinds"),
    ("params = {}", "params = { mood = 1 }", "checks.look", "takes no mood"),
    ('unit = "calendar"', 'unit = "lunar"', "terms.decide.unit", "calendar"),
    ('basis = "rules"\n\n[decisions', 'basis = "ruls"\n\n[decisions', "grounds.none (line", "no such basis: ruls"),
    ('starts = ["case.filed"]', 'starts = ["case.flied"]', "terms.decide (line", "no such operation kind"),
    ('basis = "rules"\n\n[decisions', 'basis = "rules"\nchek = "look"\n\n[decisions', "grounds.none", "reads chek"),
    ('number = "9001"\n', 'number = "9001"\nmood = "good"\n', "service (line 3)", "nobody reads mood"),
    ('certificate = ""', 'certificate = "paper"', "service (line", "no such document: paper"),
    ('subject = ""', 'subject = "addres"', "service (line", "no such field: addres"),
    ('instruction = "form"', 'instruction = "form"\nevidnce = "form"', "checks.form (line", "nobody reads evidnce"),
    ('instruction = "form"', 'instruction = "form"\nevidence = "frm"', "checks.form (line", "or field: frm"),
    ('params = { kinds = ["form"] }', 'params = { kinds = ["fom"] }', "checks.form (line", "no such document: fom"),
    ('basis = "rules"\n\n[decisions', 'basis = "rules"\ncheck = "lok"\n\n[decisions', "grounds.none", "check: lok"),
    ('number = "9001"', 'number = "9001', "file", "line 2"),
]


@pytest.mark.parametrize(("old", "new", "where", "why"), BROKEN)
def test_an_error_names_its_place(old: str, new: str, where: str, why: str) -> None:
    assert old in TOY
    with pytest.raises(errors.Refused) as refused:
        service_file.read(service_file.pack(TOY.replace(old, new, 1), CALENDAR))
    assert where in str(refused.value.params["where"])
    assert why in str(refused.value.params["why"])


@pytest.mark.parametrize("path", sorted(paths.services_dir().glob("2*.toml")), ids=lambda p: p.stem)
def test_the_projects_own_services(path: Path) -> None:
    """Each file is whole: every check, ground, instruction and text is used or reachable, and every decision of the
    desk is there.
    """
    service = service_file.read(b.package(path.stem))
    assert service.number == path.stem
    used = {check for t in service.types.values() for check in t.checks}
    assert used == set(service.checks)
    assert {c.instruction for c in service.checks.values()} == set(service.instructions)
    assert {role for t in service.types.values() for role in t.parties} == set(service.roles)
    assert {"owner", "tenant", "parent"} <= set(service.types)
    cited = {c.basis for c in service.checks.values()} | {g.basis for g in service.grounds.values()}
    cited |= {d.basis for d in service.decisions.values()} | {t.basis for t in service.terms.values()}
    cited |= {t.basis for t in service.types.values()} | {r.consent for r in service.roles.values() if r.consent}
    assert cited == set(service.bases)
    assert not any(basis.confirmed for basis in service.bases.values()), "only the municipality confirms"


def test_no_code_names_a_service() -> None:
    root = Path(__file__).parents[3]
    for folder in ("operator_app", "sync/client", "sync/contract", "ui"):
        for file in (root / folder).rglob("*.py"):
            text = file.read_text("utf-8")
            assert not {"2107", "2079"} & set(re.findall(r"\d+", text)), file
