"""The middle: a reply is lost, the desk is killed in that state, and work goes on without a line."""

from __future__ import annotations

from ui.opening import REMEMBERED
from ui.words import N_, _

from . import choosing
from .failure import require
from .scene import Scene
from .steps_first import StepRow


def fetch_ahead(scene: Scene) -> None:
    """The documents of a case that is ours come before the others; this one will be opened without a line."""
    case = next((case for case in scene.new if case["documents"]), None)
    require(case, _("Нито една нова преписка няма документи."))
    assert case is not None
    scene.new.remove(case)
    scene.new.insert(1, case)  # the first one goes to the step that loses its reply
    scene.ask("claim", case=case["id"])
    scene.ask("release")
    scene.ask("sync", seconds=scene.left)
    missing = scene.ask("wait_for_documents", case=case["id"], seconds=scene.left - 1)["missing"]
    require(missing == 0, _("Документите не дойдоха предварително."))


def lose_reply(scene: Scene) -> None:
    """The centre has committed, the desk has not read the answer, and the line is cut."""
    case = scene.take_new()
    scene.ask("claim", case=case["id"])
    scene.ask("release")
    require(scene.ask("sync", seconds=scene.left)["waiting"] == 0, _("Поемането не беше изпратено."))
    check = choosing.open_check(case)
    scene.lost = [
        scene.ask("note", case=case["id"], text=_("Бележка, чието потвърждение се губи."))["op"],
        scene.ask("answer", case=case["id"], check=check, value="yes", reason=_("Проверено при самопроверката."))["op"],
    ]
    said = scene.ask("lose_reply", seconds=scene.left)
    require(said["lost"] and said["cut"], _("Пакетът не беше изпратен."))
    truth = scene.centre.truth(scene.office)
    require(all(op in truth.outcomes for op in scene.lost), _("Центърът не е записал изпратения пакет."))
    rows = [choosing.outbox_row(scene, op) for op in scene.lost]
    require(
        all(row["state"] == "sending" and not row["receipt"] for row in rows),
        _("Гишето знае отговор, който не е прочело."),
    )


def kill(scene: Scene) -> None:
    require(scene.kill_desk() != 0, _("Процесът на гишето завърши сам, вместо да бъде прекъснат."))


def restart(scene: Scene) -> None:
    """Without the passphrase that a sandbox keeps in sight: the operator's own password has to open the vault."""
    (scene.profile / REMEMBERED).unlink()
    scene.start_desk(line_cut=True)
    require(scene.ask("open")["stage"] == "closed", _("Данните се отвориха без парола."))


def sign_in_offline(scene: Scene) -> None:
    assert scene.account is not None
    who = scene.ask("sign_in", account=scene.account.account, password=scene.account.password, code="")
    require(not who["online"], _("Входът мина през центъра, макар че връзката е прекъсната."))
    rows = [choosing.outbox_row(scene, op) for op in scene.lost]
    require(all(row["state"] == "sending" for row in rows), _("Неизпратеното не оцеля след прекъсването."))


def decide_offline(scene: Scene) -> None:
    for place in range(3):
        case = scene.take_new()
        if place == 0:
            opened = scene.ask("documents", case=case["id"])["documents"]
            require(opened and all(d["bytes"] and d["pages"] for d in opened), _("Документ не се отваря без връзка."))
        scene.ask("claim", case=case["id"])
        scene.offline.append(choosing.decide(scene, case["id"]))


def annul(scene: Scene) -> None:
    """Released and not yet sent: an annulment goes with it, and the centre records both."""
    scene.annulled = scene.offline[-1]
    scene.ask("release")
    scene.ask("undo", op=scene.annulled)
    require(choosing.outbox_row(scene, scene.annulled)["state"] == "annulled", _("Решението не беше анулирано."))


STEPS: tuple[StepRow, ...] = (
    ("fetch documents ahead", N_("Документите идват предварително"), 30.0, fetch_ahead),
    ("push a batch whose reply is lost", N_("Изпращане с изгубено потвърждение"), 20.0, lose_reply),
    ("kill the desk", N_("Внезапно прекъсване на програмата"), 10.0, kill),
    ("restart", N_("Повторно стартиране"), 30.0, restart),
    ("sign in offline", N_("Влизане без връзка"), 20.0, sign_in_offline),
    ("decide three cases offline", N_("Три решения без връзка, едното с документите си"), 30.0, decide_offline),
    ("annul one", N_("Анулиране на едно от тях"), 10.0, annul),
)
