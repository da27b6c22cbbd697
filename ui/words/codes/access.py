"""What is said of the sign-in without a line."""

from __future__ import annotations

from datetime import datetime

from ui.words import N_, _, formats, ngettext

from . import Entry


def _wrong(params: dict[str, object]) -> tuple[str, str]:
    left = int(str(params["left"]))
    tries = ngettext("Остава {n} опит, преди да се чака.", "Остават {n} опита, преди да се чака.", left)
    return _("Паролата не е вярна."), tries.format(n=left)


def _wait(params: dict[str, object]) -> tuple[str, str]:
    seconds = formats.about(int(str(params["seconds"])))
    return _("Твърде много грешни пароли една след друга."), _("Опитайте отново след {time}.").format(time=seconds)


def _over(params: dict[str, object]) -> tuple[str, str]:
    until = params["until"]
    said = formats.moment(until) if isinstance(until, datetime) else str(until)
    what = _("Правото ви да влизате тук без връзка изтече на {until}.").format(until=said)
    return what, _("Щом има връзка с центъра, влезте с парола и код. Записаното тук ви чака.")


def _revoked(params: dict[str, object]) -> tuple[str, str]:
    until = params["until"]
    said = formats.moment(until) if isinstance(until, datetime) else str(until)
    what = _("Центърът прекрати сесията ви (научено тук на {at}) и само с парола вече не се влиза.").format(at=said)
    return what, _(
        "Щом има връзка, влезте с парола и код; ако не стане, обадете се на началника си. Неизпратеното се пази тук."
    )


CODES: dict[str, Entry] = {
    "access.no_lease": (
        N_("На този компютър още не сте влизали с парола и код, затова без връзка не може."),
        N_("Щом има връзка с центъра, влезте с парола и код; след това няколко дни може и без връзка."),
    ),
    "access.lease_over": _over,
    "access.revoked": _revoked,
    "access.wrong_password": _wrong,
    "access.too_many_tries": _wait,
    "access.closed": (
        N_("Грешните пароли са толкова много, че влизането без връзка за това име е спряно."),
        N_("Щом има връзка с центъра, влезте с парола и код."),
    ),
    "access.clock_back": (
        N_("Часовникът на компютъра е върнат назад: тук вече е имало запис от {known}."),
        N_("Сверете датата и часа на компютъра и опитайте отново."),
    ),
}
