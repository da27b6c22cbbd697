"""What the sign-in screen says: pure functions from how things stand to words."""

from __future__ import annotations

from collections.abc import Mapping

from operator_app.domain.environment import Environment
from ui.backstage import Stage, Standing
from ui.desktop.widgets.banner import BannerView
from ui.words import _, formats
from ui.words.sentences import sentence

PASSWORD_CODES = (
    "sign_in.wrong_password",
    "access.wrong_password",
    "access.too_many_tries",
    "vault.password_wrong",
    "vault.wait",
    "sign_in.blocked",
    "password.too_long",
)
CODE_CODES = ("sign_in.wrong_code", "sign_in.code_used", "sign_in.clock", "sign_in.code_missing")
ACCOUNT_CODES = (
    "sign_in.other_office",
    "access.no_lease",
    "access.lease_over",
    "sign_in.account_disabled",
    "sign_in.unknown_account",
)


def connection(standing: Standing | None) -> BannerView:
    """The banner over the fields: is there a line, and what follows for the clerk."""
    if standing is None or standing.online is None:
        return BannerView("info", _("Свързвам се с централната услуга…"), _("Можете вече да пишете."))
    until = ""
    if standing.offline_until is not None:
        until = formats.moment(standing.offline_until)
    if standing.online:
        title = _("Има връзка с централната услуга")
        if until:
            return BannerView(
                "success",
                title,
                _("Ако линията падне, на този компютър може да се влиза до {until}.").format(until=until),
            )
        return BannerView("success", title, _("След първото влизане тук ще може да се влиза и без връзка."))
    why = sentence(standing.code, standing.params) if standing.code else None
    if until:
        text = _("Стига паролата; така се влиза до {until}. Решенията ви се пазят тук и тръгват сами.").format(
            until=until
        )
        return BannerView("offline", _("Без връзка. Можете да влезете и така."), text)
    told = str(why) if why else ""
    return BannerView("offline", _("Без връзка. За първото влизане тук трябва връзка."), told)


def closed_vault(standing: Standing) -> BannerView:
    """No keyring, so the store opens by the operator's own password."""
    if standing.environment is Environment.SANDBOX:
        text = _("Влезте с паролата на потребител, който вече е влизал тук, или с паролната фраза (F8).")
    else:
        text = _("Влезте с паролата си. Ако влизате тук за пръв път, натиснете F8 за паролната фраза на компютъра.")
    return BannerView("info", _("Данните на този компютър са заключени."), text)


def banner(standing: Standing | None) -> BannerView:
    if standing is not None and standing.stage is Stage.CLOSED:
        return closed_vault(standing)
    return connection(standing)


def field_of(code: str) -> str:
    """Which field a refusal belongs under: account, password, code, or none (the banner)."""
    for name, codes in (("password", PASSWORD_CODES), ("code", CODE_CODES), ("account", ACCOUNT_CODES)):
        if code in codes:
            return name
    return ""


def told(code: str, params: Mapping[str, object]) -> str:
    return str(sentence(code, params))


def asks_code(standing: Standing | None) -> bool:
    """Without a line the password alone is asked for; a closed vault opens by it, and then the lease does."""
    if standing is None:
        return True
    return standing.stage is not Stage.CLOSED and standing.online is not False
