"""What the inline cards offer: grounds of refusal, speeds of the fee, the other district. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from operator_app.domain.bodies import Body, Denied, FeeRequested, PassedOn, Registered, Returned, Terminated
from operator_app.domain.case import Instruction, Value
from operator_app.domain.environment import Environment
from operator_app.domain.making import target_office
from operator_app.domain.service import GroundDef
from operator_app.services.views import CaseView
from ui.words import N_, _, formats, language

from . import decisions

SPEEDS = {"ordinary": N_("обикновена"), "fast": N_("бърза"), "express": N_("експресна")}


@dataclass(frozen=True)
class Option:
    """`note`: what the choice means, under its words. `unsure`: what of it is not confirmed, "" where all is."""

    key: str
    words: str
    note: str = ""
    unsure: str = ""


def grounds(view: CaseView) -> tuple[Option, ...]:
    """Those whose check stands at „не“ first: they are what the clerk has just found."""
    found = {result.id for result in view.results if result.value is Value.NO}
    chosen = set(view.service.types[view.case.applicant_type].checks)
    possible = [one for one in view.service.grounds.values() if not one.check or one.check in chosen]
    ordered = sorted(possible, key=lambda one: one.check not in found)
    return tuple(_ground(view, one) for one in ordered)


def _ground(view: CaseView, one: GroundDef) -> Option:
    basis = view.service.bases[one.basis]
    note = f"{one.text.in_(language())} ({basis.citation})"
    unsure = _("текстът се уточнява") if view.environment.real and not basis.confirmed else ""
    return Option(one.id, one.title.in_(language()), formats.unbroken(note), unsure)


def likely_grounds(view: CaseView) -> tuple[str, ...]:
    """Marked beforehand: the grounds of the checks that a clerk answered „не“."""
    found = {result.id for result in view.results if result.value is Value.NO and result.by_clerk}
    return tuple(one.id for one in view.service.grounds.values() if one.check in found)


def appeal(view: CaseView) -> str:
    """What the citizen will be told about appealing."""
    definition = view.service.decisions[decisions.REFUSE]
    return definition.text.in_(language()) if definition.text else ""


def appeal_confirmed(view: CaseView) -> bool:
    return view.service.bases[view.service.decisions[decisions.REFUSE].basis].confirmed


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
            option = Option(
                speed,
                _("{speed} – {amount}").format(speed=_(words), amount=amount(tariff.amount)),
                tariff.source,
                "" if tariff.confirmed else _("сумата се уточнява"),
            )
            made.append((option, FeeRequested(tariff.amount, speed, tariff.source)))
    return tuple(made)


def amount(value: Decimal) -> str:
    return formats.money(value)


def instructions(view: CaseView, typed: Mapping[str, str]) -> Returned:
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


@dataclass(frozen=True)
class Said:
    """What a clerk chose and wrote: keys of options, reasons, instructions by check as they stand on screen."""

    chosen: tuple[str, ...] = ()
    reasons: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def body(kind: str, view: CaseView, today: date, said: Said) -> Body | None:
    """What the decision says; None where it needs something that the case does not have."""
    match kind:
        case decisions.RETURN:
            return instructions(view, said.typed)
        case decisions.FEE:
            offered = fees(view, today)
            return next((made for option, made in offered if not said.chosen or option.key in said.chosen), None)
        case decisions.REGISTER:
            return Registered()
        case decisions.REFUSE:
            return Denied(said.chosen, said.reasons)
        case decisions.PASS_ON:
            other = other_office(view)
            return other[0] if other is not None else None
        case decisions.TERMINATE:
            return Terminated()
    return None
