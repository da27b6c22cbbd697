"""The first steps: a centre, an enrolled desk, a case taken, a consent scanned, a decision with its receipt."""

from __future__ import annotations

from collections.abc import Callable

from ui.words import N_, _

from . import choosing
from .failure import require
from .scene import Account, Scene

SETTLED = ("receipted", "archived")
CASES_NEEDED = 7


def start_service(scene: Scene) -> None:
    answer = scene.centre.start()
    require(answer.url.startswith("https://"), _("Централната услуга не отговаря по HTTPS."))


def enrol(scene: Scene) -> None:
    answer = scene.centre.answer
    assert answer is not None
    scene.start_desk()
    before = scene.ask("open")
    require(before["stage"] == "not_enrolled", _("Новият профил вече е записан някъде."))
    require(before["passphrase"], _("Няма хранилище за ключове, а паролна фраза не беше направена."))
    after = scene.ask("enrol", url=answer.url, code=answer.enrolment_code)
    require(after["stage"] == "ready" and after["office"], _("Компютърът не е записан в служба."))


def sign_in(scene: Scene) -> None:
    found = scene.ask("accounts")["accounts"]
    clerks = [one for one in found if one["role"] == "clerk"]
    require(clerks, _("В пробната среда няма служител за тази служба."))
    scene.account = Account(clerks[0]["account"], clerks[0]["password"], clerks[0]["code"])
    who = scene.ask("sign_in", account=scene.account.account, password=scene.account.password, code=scene.account.code)
    require(who["online"], _("Входът не мина през центъра."))
    scene.office = who["office"]


def pull(scene: Scene) -> None:
    """The sandbox's cases are filed while we are already inside: what is new is known when all of them are."""
    while not scene.centre.truth(scene.office).prepared:
        require(scene.left > 0, _("Не дойдоха достатъчно преписки от центъра."))
        scene.pause()
    require(scene.ask("sync", seconds=scene.left)["online"], _("Няма връзка с центъра."))
    scene.new = scene.ask("new_cases")["cases"]
    enough = len(scene.new) >= CASES_NEEDED and choosing.lacking_consent(scene.new)
    require(enough, _("Не дойдоха достатъчно преписки от центъра."))


def take_case(scene: Scene) -> None:
    """One whose owner's consent is missing and lies sealed with the centre."""
    for case in choosing.lacking_consent(scene.new):
        if scene.centre.seal(case["id"]):
            scene.consent = case
            scene.new.remove(case)
            break
    require(scene.consent, _("Няма преписка, за която собственикът да е дал запечатано съгласие."))
    assert scene.consent is not None
    scene.ask("claim", case=scene.consent["id"])
    require(scene.ask("show", case=scene.consent["id"])["case"]["mine"], _("Поетата преписка не е наша."))


def scan_consent(scene: Scene) -> None:
    assert scene.consent is not None
    id_ = scene.consent["id"]
    role = scene.ask("scan", case=id_, payload=scene.centre.seal(id_))["role"]
    rows = scene.ask("show", case=id_)["case"]["matrix"]
    there = [row["consent"] for row in rows if row["role"] == role]
    require(there == ["there"], _("Сканираното съгласие не се вижда в преписката."))


def decide_online(scene: Scene) -> None:
    assert scene.consent is not None
    scene.online = choosing.decide(scene, scene.consent["id"])
    scene.ask("release")


def receipt(scene: Scene) -> None:
    status = scene.ask("sync", seconds=scene.left)
    row = choosing.outbox_row(scene, scene.online)
    require(row["state"] in SETTLED and row["receipt"], _("Центърът не потвърди решението."))
    require(status["waiting"] == 0, _("Нещо чака изпращане, макар че има връзка."))


StepRow = tuple[str, str, float, Callable[[Scene], None]]
STEPS: tuple[StepRow, ...] = (
    ("start service", N_("Стартиране на централната услуга"), 30.0, start_service),
    ("enrol", N_("Записване на компютъра"), 30.0, enrol),
    ("sign in", N_("Влизане с парола и код"), 20.0, sign_in),
    ("pull", N_("Вземане на преписките"), 30.0, pull),
    ("take case", N_("Поемане на преписка"), 10.0, take_case),
    ("scan consent", N_("Сканиране на съгласие"), 10.0, scan_consent),
    ("decide online", N_("Решение с връзка"), 10.0, decide_online),
    ("receipt", N_("Потвърждение от центъра"), 20.0, receipt),
)
