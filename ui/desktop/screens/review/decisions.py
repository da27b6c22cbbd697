"""From the rulings on a case to the decision bar: what is in the way, in words, then the ways and their keys. Pure."""

from __future__ import annotations

from operator_app.domain.case import Value
from operator_app.domain.decisions import MAY_TAKE_OVER, Ruling
from operator_app.domain.lifecycle import CLOSED, State
from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import Banner, CaseView, Operator
from ui.desktop.views import states
from ui.desktop.widgets.decision_bar import Decision, DecisionView
from ui.desktop.widgets.status import Status
from ui.words import _, formats, language, ngettext
from ui.words.acts import act
from ui.words.sentences import sentence

RETURN, FEE, REGISTER = "decision.returned", "decision.fee_requested", "decision.registered"
REFUSE, PASS_ON, TERMINATE = "decision.refused", "decision.passed_on", "decision.terminated"
KEYS = {RETURN: "F5", FEE: "F6", REGISTER: "F8", REFUSE: "F9", PASS_ON: "F10", TERMINATE: "Shift+F9"}
CLAIM, PUT_BACK, TAKE_OVER = "claim", "put_back", "take_over"
CLAIM_KEY = "F4"
OWN = frozenset({OutboxState.RESTING, OutboxState.QUEUED, OutboxState.SENDING})
WAITING = frozenset({State.RETURNED, State.AWAITING_PAYMENT})
HELD = frozenset({State.IN_REVIEW, State.RETURNED, State.AWAITING_PAYMENT, State.PAID})


def bar(view: CaseView, who: Operator) -> DecisionView:
    state, words = in_the_way(view)
    first = primary(view)
    ways = [holding(view, who)]
    ways += [_way(ruling, first) for ruling in view.rulings if ruling.kind in KEYS and _is_shown(ruling, view)]
    return DecisionView(state, words, tuple(way for way in ways if way is not None))


def _is_shown(ruling: Ruling, view: CaseView) -> bool:
    """Terminating is a way only where a term of the citizen runs out; elsewhere it would be one more closed button."""
    return ruling.kind != TERMINATE or view.case.state in WAITING


def _way(ruling: Ruling, first: str) -> Decision:
    kind = "primary" if ruling.kind == first else "danger" if ruling.kind == REFUSE else ""
    return Decision(ruling.kind, KEYS[ruling.kind], ruling.definition.title.in_(language()), kind, why_not(ruling))


def why_not(ruling: Ruling) -> str:
    """Why a way is closed, with what opens it; "" for an open one."""
    return str(sentence(ruling.code, ruling.params)) if ruling.code else ""


def holding(view: CaseView, who: Operator) -> Decision | None:
    """F4: take the case, let it go again, or (the head of department) take it over. None where nobody holds cases any
    more.
    """
    case = view.case
    if case.state is State.SUBMITTED:
        return Decision(CLAIM, CLAIM_KEY, _("Поеми"), "primary" if view.banner is Banner.NONE else "")
    if view.mine and case.state is State.IN_REVIEW:
        return Decision(PUT_BACK, CLAIM_KEY, _("Освободи"))
    if view.mine or case.state not in HELD:
        return None
    if who.role in MAY_TAKE_OVER:
        return Decision(TAKE_OVER, CLAIM_KEY, _("Прехвърли при вас"))
    name = case.assignee_name or case.assignee or ""
    why = _("По преписката работи {name}. Може да я прехвърли само началникът.").format(name=name)
    return Decision(CLAIM, CLAIM_KEY, _("Поеми"), why_not=why)


def primary(view: CaseView) -> str:
    """The one way to which the case leans: what a clerk would press now. None where the program must not lean."""
    if view.case.state is State.SUBMITTED or view.banner is not Banner.NONE:
        return ""
    permitted = [ruling.kind for ruling in view.rulings if ruling.permitted]
    return next((kind for kind in (REGISTER, FEE, RETURN) if kind in permitted), "")


def in_the_way(view: CaseView) -> tuple[Status, str]:
    """What stands in the way, and what that means."""
    case = view.case
    decided = own_decision(view)
    if decided:
        told = _("Записано е тук. Ctrl+Z го връща, докато не е тръгнало.")
        return Status("s-saved", decided, "offline"), told
    if case.state is State.SUBMITTED:
        return Status("s-new", _("Свободна"), "info"), _("Поемете я с F4, за да решавате.")
    if case.state in CLOSED or case.state is State.REGISTERED:
        return states.plain(case.state), _("Нищо повече не се решава по нея. F2 отваря следващата.")
    if case.state is State.RETURNED:
        return states.plain(case.state), _("Продължава, щом отговори или срокът му изтече.")
    if case.state is State.AWAITING_PAYMENT:
        return states.plain(case.state), _fee(view)
    if not view.mine:
        return Status("s-none", _("Не е при вас")), _("Решава само този, който я е поел.")
    return _checks(view)


def own_decision(view: CaseView) -> str:
    """What the clerk has just decided and the centre has not confirmed yet."""
    own = [row for row in view.outbox if row.state in OWN and row.kind.startswith("decision.")]
    return act(own[0].kind, own[0].facts) if own else ""


def _fee(view: CaseView) -> str:
    payment = view.case.payment
    if payment is None:
        return _("Вписването идва след плащането.")
    return _("Поискани са {amount}. Вписването идва след плащането.").format(amount=formats.money(payment.amount))


def _checks(view: CaseView) -> tuple[Status, str]:
    refused = sum(result.value is Value.NO for result in view.results)
    unclear = sum(result.value is Value.UNDETERMINED for result in view.results)
    if unclear:
        count = refused + unclear
        words = ngettext("Остава {n} проверка", "Остават {n} проверки", count).format(n=count)
        ready = (
            _("Вписването чака тях; връщането е готово.") if refused else _("Вписването чака отговора ви: да или не.")
        )
        return Status("s-warn", words, "warning"), ready
    if refused:
        words = ngettext("{n} указание", "{n} указания", refused).format(n=refused)
        sends = ngettext(
            "F5 го праща на гражданина и спира срока.", "F5 ги праща на гражданина и спира срока.", refused
        )
        return Status("s-return", words, "warning"), sends
    return Status("s-ok", _("Няма пречки"), "success"), _next(view)


def _next(view: CaseView) -> str:
    permitted = {ruling.kind for ruling in view.rulings if ruling.permitted}
    if REGISTER in permitted:
        return _("Може да се впише.")
    if FEE in permitted:
        return _("Първо поискайте таксата; след плащането се вписва.")
    return ""
