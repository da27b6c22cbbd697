"""`sync`: send what waits and take what is new, once, and say what came of it."""

from __future__ import annotations

import argparse

from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, sentences

HELP = N_("изпраща чакащото и взема новото")
LIMIT_S = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=float, default=LIMIT_S, metavar="SECONDS", help=_("най-дълго чакане"))
    options.unlock(parser)


def run(call: Call) -> int:
    """Whoever made what rests has ended with their command, so all of it leaves."""
    limit = options.seconds(call.arguments.limit)
    desk, _who = call.ready(writes=True)
    desk.release_now()
    status = desk.sync_once(limit)
    counts = desk.outbox.counts()
    well = status.online and not status.sign_in_needed and counts.need_you == 0 and counts.waiting == 0
    facts = {
        "ok": well,
        "online": status.online,
        "waiting": counts.waiting,
        "need_you": counts.need_you,
        "code": status.code or None,
    }
    if status.code:
        call.note(str(sentences.told(status.code, status.params)))
    elif counts.need_you or counts.waiting:
        call.note(_("Не всичко е прието от центъра. Вижте изходящите в прозореца на програмата."))
    call.answer(facts, _("Чакат изпращане: {n}. Искат вас: {m}.").format(n=counts.waiting, m=counts.need_you))
    return 0 if well else 1
