"""What the desk under test can be told to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from operator_app.domain.case import Value
from operator_app.domain.errors import Refused
from operator_app.evidence.verdicts import Proof
from operator_app.services.views import Operator
from ui.backstage import Standing
from ui.opening import Opening
from ui.terminal.deciding import act
from ui.terminal.unlocking import NOBODY

Facts = dict[str, Any]


def signed_in(opening: Opening) -> Operator:
    who = opening.desk.access.current()
    if who is None:
        raise Refused(NOBODY)
    return who


def open_(opening: Opening) -> Facts:
    return _standing(opening.open())


def enrol(opening: Opening, url: str, code: str) -> Facts:
    return _standing(opening.enrol(url, code))


def accounts(opening: Opening) -> Facts:
    opening.look()
    found = opening.accounts()
    return {"accounts": [{"account": a.account, "role": a.role, "password": a.password, "code": a.code} for a in found]}


def sign_in(opening: Opening, account: str, password: str, code: str) -> Facts:
    who = opening.sign_in(account, password, code)
    opening.finish_sign_in()
    return {"account": who.account, "online": who.online, "office": who.office}


def claim(opening: Opening, case: str) -> Facts:
    return {"op": act(opening.desk, lambda: opening.desk.cases.claim(case, signed_in(opening)))}


def answer(opening: Opening, case: str, check: str, value: str, reason: str) -> Facts:
    who, desk = signed_in(opening), opening.desk
    return {"op": act(desk, lambda: desk.cases.answer(case, check, Value(value), reason, who))}


def note(opening: Opening, case: str, text: str) -> Facts:
    return {"op": act(opening.desk, lambda: opening.desk.cases.note(case, text, signed_in(opening)))}


def decide(opening: Opening, case: str, kind: str, grounds: list[str], reason: str) -> Facts:
    who, desk = signed_in(opening), opening.desk
    return {"op": desk.writer.call(lambda: desk.decide(case, kind, who, grounds=tuple(grounds), reasons=reason))}


def scan(opening: Opening, case: str, payload: str) -> Facts:
    """Judge a code and, where it proves the consent of a party of the case, record it."""
    who, desk = signed_in(opening), opening.desk
    verdict = desk.reader.call(lambda: desk.scans.judge(payload, case, who))
    if not isinstance(verdict, Proof):
        raise Refused(verdict.code, **verdict.params)
    role = getattr(verdict.body, "role", "")
    return {"op": act(desk, lambda: desk.scans.accept(verdict, case, role, who)), "role": role}


def release(opening: Opening) -> Facts:
    """Nothing rests any more."""
    opening.desk.release_now()
    return {}


def undo(opening: Opening, op: str) -> Facts:
    desk = opening.desk
    desk.writer.call(lambda: desk.outbox.undo(op))
    return {}


def sync(opening: Opening, seconds: float) -> Facts:
    """Send what waits, take what is new, wait until both are done."""
    desk = opening.desk
    status = desk.sync_once(seconds)
    counts = desk.outbox.counts()
    return {
        "online": status.online,
        "code": status.code,
        "waiting": counts.waiting,
        "need_you": counts.need_you,
        "cases": sum(1 for _ in desk.queue.page(*_all(signed_in(opening))).rows),
    }


def lose_reply(opening: Opening, seconds: float) -> Facts:
    """Release and push; the answer arrives and is thrown away unread, and the line is cut: the centre has committed."""
    desk = opening.desk
    lost = desk.driver.lose_next_reply()
    desk.release_now()
    desk.sync_now()
    return {"lost": lost.wait(seconds), "cut": desk.line_is_cut}


def line(opening: Opening, cut: bool) -> Facts:
    opening.desk.cut_line(cut)
    return {}


def _all(who: Operator) -> tuple[Any, ...]:
    from operator_app.services.views import Filter

    return Filter(), "", 1000, who


def _standing(standing: Standing) -> Facts:
    return {
        "stage": standing.stage.value,
        "office": standing.office_name,
        "keyring_code": standing.keyring_code,
        "passphrase": bool(standing.passphrase),
    }


VERBS: dict[str, Callable[..., Facts]] = {
    "open": open_,
    "enrol": enrol,
    "accounts": accounts,
    "sign_in": sign_in,
    "claim": claim,
    "answer": answer,
    "note": note,
    "decide": decide,
    "scan": scan,
    "release": release,
    "undo": undo,
    "sync": sync,
    "lose_reply": lose_reply,
    "line": line,
}
