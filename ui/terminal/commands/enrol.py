"""`enrol`: enter this computer at the centre, by its address and a one-time code."""

from __future__ import annotations

import argparse

from ui.terminal.call import Call, secret_option
from ui.words import _

HELP = "записва този компютър в центъра"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", metavar="URL", required=False, help="адрес на централната услуга")
    secret_option(parser, "code", "еднократният код, от дескриптор N")


def run(call: Call) -> int:
    from ui.backstage import Stage

    opening = call.opening(writes=True)
    standing = opening.standing
    if standing.stage is Stage.NOT_ENROLLED:
        url = call.arguments.service or input(_("Адрес на услугата: "))
        standing = opening.enrol(url, call.secret("code", _("Код за записване")))
        if standing.passphrase:
            call.note(_("Паролна фраза на компютъра, за сейфа на службата: {phrase}").format(phrase=standing.passphrase))
    facts = {"ok": True, "office": standing.office_name, "device": standing.device, "environment": call.environment.value}
    return call.answer(facts, _("Компютърът е записан: район „{office}“.").format(office=standing.office_name))
