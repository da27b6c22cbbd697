"""`status`: how things stand on this computer; reads beside an open desk."""

from __future__ import annotations

import argparse

from ui.terminal.call import Call, secret_option
from ui.words import _

HELP = "как стоят нещата на този компютър"


def arguments(parser: argparse.ArgumentParser) -> None:
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    from ui.backstage import Stage

    opening = call.opening(writes=False)
    standing = opening.unlocked(call)
    facts: dict[str, object] = {
        "ok": True,
        "environment": call.environment.value,
        "stage": standing.stage.value,
        "office": standing.office_name,
    }
    if standing.stage is not Stage.READY:
        words = {Stage.CLOSED: _("Данните са заключени."), Stage.NOT_ENROLLED: _("Компютърът още не е записан в центъра.")}
        return call.answer(facts, words[standing.stage])
    desk = opening.desk
    counts, who = desk.outbox.counts(), desk.access.current()
    facts |= {
        "operator": who.account if who else None,
        "waiting": counts.waiting,
        "need_you": counts.need_you,
        "offline_until": standing.offline_until.isoformat() if standing.offline_until else None,
    }
    lines = [
        _("Район „{office}“.").format(office=standing.office_name),
        _("Влязъл: {name}.").format(name=who.name) if who else _("Никой не е влязъл."),
        _("Чакат изпращане: {n}. Искат човек: {m}.").format(n=counts.waiting, m=counts.need_you),
    ]
    return call.answer(facts, *lines)
