"""The end: the line comes back, all of it is sent, and both sides are compared."""

from __future__ import annotations

from ui.words import N_, _

from . import choosing
from .failure import StepFailed, require
from .scene import Scene
from .steps_first import SETTLED, StepRow

RECORDED = "recorded"


def line_back(scene: Scene) -> None:
    waiting = [row for row in scene.ask("outbox")["rows"] if row["state"] in ("queued", "sending")]
    require(len(waiting) > len(scene.lost) + len(scene.offline), _("Без връзка нищо не е останало за изпращане."))
    scene.ask("line", cut=False)


def drain(scene: Scene) -> None:
    """The lost batch is sent again, byte for byte, and everything else after it."""
    while scene.left > 0:
        status = scene.ask("sync", seconds=min(scene.left, 10.0))
        if status["online"] and status["waiting"] == 0:
            again = [choosing.outbox_row(scene, op)["attempts"] > 1 for op in scene.lost]
            require(all(again), _("Пакетът с изгубеното потвърждение не беше изпратен отново."))
            return
    raise StepFailed(_("Не всичко беше изпратено."))


def effects_once(scene: Scene) -> None:
    """Every operation that this desk has made is with the centre, and each was taken in once."""
    truth, own = scene.centre.truth(scene.office), scene.ask("operations")["operations"]
    sent = {op: facts for op, facts in own.items() if facts["state"] != "undone"}
    absent = [op for op in sent if op not in truth.outcomes]
    require(not absent, _("Центърът няма {n} от действията на гишето.").format(n=len(absent)))
    twice = [op for op in sent if len(truth.outcomes[op]) != 1]
    require(not twice, _("Центърът е приел {n} действия повече от веднъж.").format(n=len(twice)))
    wrong = [op for op, facts in sent.items() if truth.outcomes[op][0] != _expected(facts)]
    require(not wrong, _("Центърът не е изпълнил {n} от действията, както се очаква.").format(n=len(wrong)))
    for op in (*scene.lost, scene.online, *scene.offline[:-1]):
        row = choosing.outbox_row(scene, op)
        require(row["state"] in SETTLED and row["receipt"], _("Действие е останало без потвърждение."))
    require(truth.outcomes[scene.annulled] == [RECORDED], _("Анулираното решение е изпълнено."))
    require(truth.chained, _("Веригата на центъра е прекъсната."))


def _expected(facts: dict[str, object]) -> str:
    recorded = facts["annulled"] or str(facts["kind"]).startswith("audit.")
    return RECORDED if recorded else "applied"


def projection(scene: Scene) -> None:
    """A citizen may pay meanwhile, so both sides are asked again until they agree or the time is up."""
    different = -1
    while scene.left > 0:
        scene.ask("sync", seconds=min(scene.left, 5.0))
        theirs, ours = scene.centre.truth(scene.office).cases, scene.ask("projection")["cases"]
        different = sum(theirs.get(id_) != ours.get(id_) for id_ in theirs.keys() | ours.keys())
        if theirs and different == 0:
            return
    raise StepFailed(_("{n} преписки се различават на гишето и в центъра.").format(n=different))


def stop_desk(scene: Scene) -> None:
    scene.close_desk()


STEPS: tuple[StepRow, ...] = (
    ("line back", N_("Връзката се възстановява"), 10.0, line_back),
    ("drain", N_("Всичко чакащо е изпратено"), 40.0, drain),
    ("central has each effect once", N_("Всяко действие е изпълнено веднъж"), 15.0, effects_once),
    ("projection == central", N_("Гишето показва същото като центъра"), 20.0, projection),
    ("stop the desk", N_("Спиране на гишето"), 10.0, stop_desk),
)
