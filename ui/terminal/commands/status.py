"""`status`: how things stand on this computer; reads beside an open desk."""

from __future__ import annotations

import argparse

from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, formats

HELP = N_("как стоят нещата на този компютър")


def arguments(parser: argparse.ArgumentParser) -> None:
    options.unlock(parser)


def run(call: Call) -> int:
    from ui.backstage import Stage
    from ui.embedded import where_it_answers
    from ui.terminal.unlocking import unlocked

    opening = call.opening(writes=False)
    standing = unlocked(opening, call)
    facts: dict[str, object] = {"ok": True, "environment": call.environment.value, "stage": standing.stage.value}
    own = where_it_answers(opening.profile.centre)
    facts |= own
    if standing.stage is Stage.CLOSED:
        return call.answer(facts, _("Данните са заключени: дайте паролата или паролната фраза."))
    if standing.stage is Stage.NOT_ENROLLED:
        return call.answer(facts, _("Компютърът още не е записан в центъра."))
    desk = opening.desk
    who, counts, until = desk.access.current(), desk.outbox.counts(), standing.offline_until
    facts |= {
        "office": standing.office_name,
        "device": standing.device,
        "operator": who.account if who else None,
        "waiting": counts.waiting,
        "need_you": counts.need_you,
        "offline_until": until.isoformat() if until else None,
    }
    lines = [
        f"{standing.office_name}.",
        _("Влязъл: {name}.").format(name=who.name) if who else _("Никой не е влязъл."),
        _("Чакат изпращане: {n}. Искат вас: {m}.").format(n=counts.waiting, m=counts.need_you),
    ]
    if until:
        lines.append(_("Без връзка може да се влиза до {until}.").format(until=formats.moment(until)))
    if own:
        lines.append(_("Пробната среда има свой център: {service}, отпечатък {ca_fingerprint}.").format(**own))
    return call.answer(facts, *lines)
