"""From a verdict to the card that says it. Pure: words in the reader's language, no payload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from operator_app.evidence.verdicts import NoProof, Proof, RefusedSeal, Unknown, Verdict
from operator_app.formats.seal_claims import ConsentClaims, SealKind
from ui.desktop.widgets.scan_card import CardAction, ScanView, Worth
from ui.desktop.widgets.status import Status
from ui.words import _, formats
from ui.words.acts import short_number
from ui.words.sentences import sentence

CLOSE = "close"
RECORD = "record"
OPEN = "open"
AGAIN = "again"


@dataclass(frozen=True)
class Context:
    """The case that is open while scanning: its number, and whether the consent's role is one that it asks for."""

    case_id: str = ""
    number: str = ""
    role_title: str = ""
    check_title: str = ""


def view(verdict: Verdict, context: Context, at: datetime, source: str, known_case: bool) -> ScanView:
    """`known_case`: the case that the seal names is in this office's queue."""
    told = _("{source}, {time} · проверено тук, без мрежа").format(source=source, time=formats.time(at))
    match verdict:
        case Proof():
            return _proof(verdict, context, told, known_case)
        case NoProof():
            return _no_proof(verdict, told)
        case RefusedSeal():
            return _refused(verdict, context, told, known_case)
        case Unknown():
            return _unknown(verdict, told)


def _unknown(verdict: Unknown, told: str) -> ScanView:
    said = sentence(verdict.code, verdict.params)
    return ScanView(
        Worth.UNKNOWN, _("Код, който програмата не познава"), said.what,
        tests_title=_("Какво да направите"), steps=(said.next_step,), source=told, actions=(_again(), _close()),
    )  # fmt: skip


def _proof(proof: Proof, context: Context, told: str, known_case: bool) -> ScanView:
    kind = _("Съгласие, от портала") if proof.kind is SealKind.CONSENT else _("Разписка за подадено заявление")
    number = short_number(proof.case_number)
    if isinstance(proof.body, ConsentClaims):
        said = _("Съгласие на {who} по преписка {number}.").format(who=proof.who, number=number)
    else:
        said = _("Порталът е приел заявлението с номер {number}.").format(number=proof.case_number)
    facts = (
        *(((_("Подписал"), proof.who),) if proof.who else ()),
        (_("Преписка"), proof.case_number),
        (_("Кога"), formats.moment(proof.valid_from)),
        (_("Важи до"), formats.moment(proof.valid_until)),
        (_("Чий е печатът"), _("{issuer}, ключ {kid}").format(issuer=proof.issuer, kid=proof.kid)),
        (_("Ключовете са"), _age(proof.trust_age)),
    )
    tests = [Status("s-ok", _("Подписът е верен"), "success"), Status("s-ok", _("Не е ползван досега"), "success")]
    actions: tuple[CardAction, ...]
    effect = ""
    if proof.kind is SealKind.CONSENT and context.case_id and context.number == proof.case_number:
        tests.insert(1, Status("s-ok", _("За преписка {number} е").format(number=number), "success"))
        word = _("Приложи към {number}").format(number=number)
        actions = (CardAction(RECORD, word, "Enter", "primary"), _close())
        effect = _("Съгласието влиза в преписката; проверката за него става „да“. Може да се върне, докато чака.")
    elif known_case:
        actions = (CardAction(OPEN, _("Отвори {number}").format(number=number), "Enter", "primary"), _close())
        effect = _("Отваря се преписката; нищо в нея не се променя.")
    else:
        actions = (_again(), _close())
    return ScanView(
        Worth.PROOF, kind, said, facts, _("Подхожда ли тук"), tuple(tests),
        effect_title=_("Ако натиснете Enter") if effect else "", effect=effect, source=told, actions=actions,
    )  # fmt: skip


def _no_proof(verdict: NoProof, told: str) -> ScanView:
    said = sentence(verdict.code, verdict.params)
    kinds = {
        "link": _("Връзка към страница"),
        "otp": _("Настройка на приложение за кодове"),
        "tracking": _("Номер за проследяване от портала"),
        "incoming": _("Входящ номер на преписка"),
    }
    kind = kinds.get(verdict.what, _("Вид, който тук още не се проверява"))
    return ScanView(
        Worth.NO_PROOF, kind, said.what, tests_title=_("Какво да направите"), steps=(said.next_step,),
        source=told, actions=(_again(), _close()),
    )  # fmt: skip


def other_case(verdict: Verdict) -> str:
    """The number of the case that a genuine seal is for, where it is not the open one; empty otherwise."""
    if isinstance(verdict, RefusedSeal) and verdict.genuine:
        return str(verdict.params.get("case_number", ""))
    return ""


def _refused(verdict: RefusedSeal, context: Context, told: str, known_case: bool) -> ScanView:
    said = sentence(verdict.code, verdict.params)
    kind = _("Код, който не се приема")
    if verdict.sealed:
        kind = _("Печат на Общината") if verdict.genuine else _("Представя се за печат на Общината")
    steps: tuple[str, ...] = (said.next_step,)
    if verdict.sealed and not verdict.genuine:  # a genuine one will not become another by being scanned again
        steps += (
            _("Сканирайте от екрана на телефона, не от снимка или разпечатка."),
            _("Ако пак не стане, гражданинът може да подпише декларация пред вас."),
        )
    actions: tuple[CardAction, ...] = (_again(), _close())
    number = other_case(verdict)
    if known_case and number and number != context.number:
        word = _("Отвори {number}").format(number=short_number(number))
        actions = (CardAction(OPEN, word, "Enter", "primary"), _close())
    facts = ((_("Преписка"), _("нищо не е променено")),)
    return ScanView(
        Worth.REFUSED, kind, said.what, facts, _("Какво да направите"), steps=steps,
        source=told, actions=actions,
    )  # fmt: skip


def summary(verdict: Verdict) -> tuple[Status, str]:
    """One line for the list of earlier scans: no names, no payload."""
    match verdict:
        case Proof():
            kind = _("Съгласие") if verdict.kind is SealKind.CONSENT else _("Разписка")
            text = _("{kind}, преписка {number}").format(kind=kind, number=short_number(verdict.case_number))
            return Status("s-ok", _("Доказано"), "success"), text
        case NoProof():
            return Status("s-info", _("Нищо не доказва"), "info"), sentence(verdict.code, verdict.params).what
        case RefusedSeal():
            return Status("s-stop", _("Не се приема"), "danger"), sentence(verdict.code, verdict.params).what
        case Unknown():
            return Status("s-ask", _("Непознат код"), "warning"), sentence(verdict.code, verdict.params).what


def _age(age: timedelta) -> str:
    if age < timedelta(days=1):
        return _("от днес")
    return _("отпреди {age}").format(age=formats.calendar_days(age.days))


def _again() -> CardAction:
    return CardAction(AGAIN, _("Сканирай пак"), "Enter")


def _close() -> CardAction:
    return CardAction(CLOSE, _("Затвори"), "Esc", "quiet")
