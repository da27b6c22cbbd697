"""`sign-in`: with both factors where there is a line, else by the password within the lease. Leaves a session in the store."""

from __future__ import annotations

import argparse

from ui.terminal.call import Call, secret_option
from ui.words import _, formats

HELP = "влиза с парола и код; без връзка – само с парола"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", help="потребител")
    secret_option(parser, "password", "паролата, от дескриптор N")
    secret_option(parser, "code", "кодът от приложението, от дескриптор N")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    opening = call.opening(writes=True)
    password = call.secret("password", _("Парола"))
    standing = opening.look()
    code = ""
    if standing.online and (call.given("code") or not call.json):
        code = call.secret("code", _("Код от приложението"))
    who = opening.sign_in(call.arguments.account, password, code)
    facts = {
        "ok": True,
        "account": who.account,
        "name": who.name,
        "role": who.role,
        "office": who.office,
        "online": who.online,
        "offline_until": who.offline_until.isoformat(),
    }
    way = _("с връзка") if who.online else _("без връзка")
    until = formats.moment(who.offline_until)
    line = _("Влезе {name} ({way}). Без връзка може да се влиза до {until}.").format(name=who.name, way=way, until=until)
    return call.answer(facts, line)
