"""What the inline cards offer: grounds of refusal, speeds of the fee, the other district. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from operator_app.domain.bodies import FeeRequested, PassedOn, Returned
from operator_app.domain.case import Instruction, Value
from operator_app.domain.environment import Environment
from operator_app.domain.making import target_office
from operator_app.services.views import CaseView
from ui.words import N_, _, formats, language

from .decisions import REFUSE

SPEEDS = {"ordinary": N_("обикновена"), "fast": N_("бърза"), "express": N_("експресна")}


@dataclass(frozen=True)
class Option:
    """`note`: what the choice means, under its words. `sample`: its legal text is not confirmed."""

    key: str
    words: str
    note: str = ""
    sample: bool = False


def grounds(view: CaseView) -> tuple[Option, ...]:
    """Those whose check stands at „не“ first: they are what the clerk has just found."""
    found = {result.id for result in view.results if result.value is Value.NO}
    chosen = set(view.service.types[view.case.applicant_type].checks)
    possible = [one for one in view.service.grounds.values() if not one.check or one.check in chosen]
    ordered = sorted(possible, key=lambda one: one.check not in found)
    bases = view.service.bases
    return tuple(
        Option(one.id, one.title.in_(language()), f"{one.text.in_(language())} ({bases[one.basis].citation})", not bases[one.basis].confirmed)
        for one in ordered
    )


def likely_grounds(view: CaseView) -> tuple[str, ...]:
    """Marked beforehand: the grounds of the checks that a clerk answered „не“."""
    found = {result.id for result in view.results if result.value is Value.NO and result.by_clerk}
    return tuple(one.id for one in view.service.grounds.values() if one.check in found)


def appeal(view: CaseView) -> str:
    """What the citizen will be told about appealing."""
    definition = view.service.decisions[REFUSE]
    return definition.text.in_(language()) if definition.text else ""


def appeal_confirmed(view: CaseView) -> bool:
    return view.service.bases[view.service.decisions[REFUSE].basis].confirmed


def sample_word(environment: Environment, confirmed: bool) -> str:
    """Outside real work every act is a sample; in real work an unconfirmed text says so."""
    if environment is not Environment.WORK:
        return _("ОБРАЗЕЦ")
    return "" if confirmed else _("текстът се уточнява")


def fees(view: CaseView, today: date) -> tuple[tuple[Option, FeeRequested], ...]:
    """One for each speed whose tariff is in force."""
    made = []
    for speed, words in SPEEDS.items():
        tariff = view.service.fee_on(today, speed)
        if tariff is not None:
            option = Option(speed, _("{speed} – {amount}").format(speed=_(words), amount=amount(tariff.amount)), tariff.source, not tariff.confirmed)
            made.append((option, FeeRequested(tariff.amount, speed, tariff.source)))
    return tuple(made)


def amount(value: Decimal) -> str:
    return formats.money(value)


def instructions(view: CaseView, typed: dict[str, str]) -> Returned:
    """The instructions of every check at „не“, in the words that stand on screen now."""
    made = []
    for result in view.results:
        if result.value is Value.NO and result.instruction is not None:
            one = result.instruction
            text = typed.get(result.id, one.text).strip() or one.text
            made.append(Instruction(one.template, one.kind, one.check, text))
    return Returned(tuple(made))


def other_office(view: CaseView) -> tuple[PassedOn, str] | None:
    """The competent office and its name; None where the address is here."""
    body = target_office(view.case, view.service)
    address = view.case.address(view.service.subject) if view.service.subject else None
    return (body, address.district_name) if body is not None and address is not None else None
