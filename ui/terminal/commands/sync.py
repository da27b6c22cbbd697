"""`sync`: send what waits and take what is new, once, and say what came of it."""

from __future__ import annotations

import argparse

from ui.terminal.call import Call, secret_option
from ui.words import _
from ui.words.sentences import sentence

HELP = "изпраща чакащото и взема новото"
LIMIT_S = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=float, default=LIMIT_S, metavar="SECONDS", help="най-дълго чакане")
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    opening = call.opening(writes=True)
    desk, _who = opening.ready(call)
    status = desk.sync_once(call.arguments.limit)
    counts = desk.outbox.counts()
    well = status.online and not status.sign_in_needed and counts.need_you == 0
    facts = {"ok": well, "online": status.online, "waiting": counts.waiting, "need_you": counts.need_you, "code": status.code or None}
    lines = [_("Чакат: {n}. Искат човек: {m}.").format(n=counts.waiting, m=counts.need_you)]
    if status.code:
        call.note(str(sentence(status.code, status.params)))
    call.answer(facts, *lines)
    return 0 if well else 1
