"""`enrol`: enter this computer at the centre, by its address and a one-time code."""

from __future__ import annotations

import argparse

from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _

HELP = N_("записва този компютър в центъра")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", metavar="URL", help=_("адрес на централната услуга; пробната среда има свой"))
    options.secret(parser, "code", _("еднократният код за записване, от дескриптор N"))


def run(call: Call) -> int:
    from ui.backstage import Stage

    opening = call.opening(writes=True)
    standing = opening.standing
    if standing.stage is Stage.NOT_ENROLLED:
        url = call.arguments.service or call.ask("--service", _("Адрес на услугата"))
        standing = opening.enrol(url, call.secret("code", _("Код за записване")))
        if standing.passphrase:
            call.show_passphrase(standing)
    elif standing.stage is Stage.CLOSED:
        return call.answer({"ok": True, "environment": call.environment.value}, _("Този компютър вече е записан."))
    facts = {
        "ok": True,
        "office": standing.office_name,
        "device": standing.device,
        "environment": call.environment.value,
    }
    return call.answer(facts, _("Компютърът е записан: {office}.").format(office=standing.office_name))
