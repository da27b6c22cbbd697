"""`sign-in`: with both factors where there is a line, else by the password. Leaves a session in the store."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from operator_app.domain.errors import Refused, Trouble
from ui.causes import PASSING
from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, formats, sentences

if TYPE_CHECKING:
    from ui.backstage import ReadyAccount, Standing
    from ui.opening import Opening

HELP = N_("влиза с парола и код; без връзка – само с парола")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", help=_("потребител"))
    parser.add_argument(
        "--offline", action="store_true", help=_("само с паролата, когато отсрещният център не е наред")
    )
    options.secret(parser, "password", _("паролата, от дескриптор N"))
    options.secret(parser, "code", _("кодът от приложението, от дескриптор N"))
    options.secret(
        parser,
        "passphrase",
        _("паролната фраза на компютъра, от дескриптор N, за първото влизане без хранилище за ключове"),
    )


def run(call: Call) -> int:
    from ui.backstage import Stage
    from ui.terminal.unlocking import CLOSED, unlocked

    opening, account = call.opening(writes=True), call.arguments.account
    if unlocked(opening, call).stage is Stage.CLOSED:
        raise Refused(CLOSED)
    standing = opening.look()
    _check_line(call, standing)
    ready = _ready_account(call, opening) if standing.online else None
    password = ready.password if ready else call.secret("password", _("Парола"))
    code = ready.code if ready else call.secret("code", _("Код от приложението")) if standing.online else ""
    who = opening.sign_in(account, password, code)
    opening.finish_sign_in()
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
    line = _("Влезе {name} ({way}). Без връзка може да се влиза до {until}.").format(
        name=who.name, way=way, until=until
    )
    return call.answer(facts, line)


def _check_line(call: Call, standing: Standing) -> None:
    """Why there is no line is said. Where it does not pass by itself, somebody else may be at the centre's address:
    then the person says that they want to sign in without it.
    """
    if standing.online is not False:
        return
    if standing.code not in PASSING and not call.arguments.offline:
        call.note(_("С --offline се влиза само с паролата, без центъра."))
        raise Trouble(standing.code, **standing.params)
    call.note(str(sentences.told(standing.code, standing.params)))


def _ready_account(call: Call, opening: Opening) -> ReadyAccount | None:
    """The sandbox shows password and code of its invented people to everybody, so nobody has to type them."""
    if call.given("password") or call.given("code"):
        return None
    return next((one for one in opening.accounts() if one.account == call.arguments.account), None)
