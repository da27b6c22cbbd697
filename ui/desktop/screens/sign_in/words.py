"""What the sign-in screen says: pure functions from how things stand to words."""

from __future__ import annotations

from collections.abc import Mapping

from operator_app.domain.environment import Environment
from ui.backstage import CODE_MISSING, Stage, Standing
from ui.causes import PASSING, meaning
from ui.desktop.widgets.banner import BannerView
from ui.words import _, formats, sentences

PASSWORD_CODES = (
    "sign_in.wrong_password",
    "access.wrong_password",
    "access.too_many_tries",
    "vault.password_wrong",
    "vault.wait",
    "sign_in.blocked",
    "password.too_long",
)
CODE_CODES = ("sign_in.wrong_code", "sign_in.code_used", "sign_in.clock", CODE_MISSING)
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
    return _no_line(standing, until)


def _no_line(standing: Standing, until: str) -> BannerView:
    """Each cause by its own name. What does not pass by itself is the title, with what to do about it; signing in
    without a line is then the clerk's own choice, which the button names.
    """
    why = sentences.told(standing.code, standing.params) if standing.code else sentences.Sentence("", "")
    if standing.code and standing.code not in PASSING:
        after = _("За първото влизане тук трябва връзка.")
        if until:
            after = _("Без връзка се влиза само с паролата, до {until}.").format(until=until)
        return BannerView(meaning(standing.code), why.what, f"{why.next_step} {after}")
    if until:
        text = _("Стига паролата; така се влиза до {until}. Решенията ви се пазят тук и тръгват сами.").format(
            until=until
        )
        return BannerView("offline", _("Без връзка. Можете да влезете и така."), f"{why.what} {text}".strip())
    title = _("Без връзка. За първото влизане тук трябва връзка.")
    again = _("Програмата опитва сама отново. Ако трае дълго, обадете се на поддръжката.")
    return BannerView("offline", title, f"{why.what} {again}" if standing.code else "")


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
    return str(sentences.told(code, params))


def asks_code(standing: Standing | None) -> bool:
    """Without a line the password alone is asked for. A closed vault opens by it too, and only then is it known whether
    there is a line.
    """
    if standing is None:
        return True
    return standing.stage is not Stage.CLOSED and standing.online is not False


def enter_word(standing: Standing | None) -> str:
    """What Enter does now."""
    if standing is None or standing.stage is Stage.CLOSED or standing.online is not False:
        return _("Вход")
    return _("Влез без връзка") if standing.offline_until is not None else _("Вход")
