"""What is said of a case, its notes and its papers."""

from __future__ import annotations

from ui.words import N_, _, formats, ngettext

from . import Entry


def _many(params: dict[str, object]) -> tuple[str, str]:
    return _("С тези последни цифри има повече от една преписка."), _("Посочете целия номер.")


def _not_here(params: dict[str, object]) -> tuple[str, str]:
    have, size = int(str(params.get("have", 0))), int(str(params.get("size", 0)))
    if have and size:
        what = _("Документът още не е тук: дошли са {have} от {size}.")
        what = what.format(have=formats.size(have), size=formats.size(size))
    else:
        what = _("Документът още не е дошъл на този компютър.")
    return what, _("Идва сам, щом има връзка с центъра. Останалото по преписката може да се работи.")


def _too_long(params: dict[str, object]) -> tuple[str, str]:
    most = int(str(params["most"]))
    what = ngettext("Текстът е по-дълъг от {n} знак.", "Текстът е по-дълъг от {n} знака.", most)
    return what.format(n=formats.count(most)), _("Съкратете го и опитайте отново. Написаното стои на екрана.")


CODES: dict[str, Entry] = {
    "case.not_here": (
        N_("Тази преписка не е в този район."),
        N_("Проверете номера. Ако е препратена, тя е вече в опашката на другия район."),
    ),
    "case.many": _many,
    "case.no_such_party": (
        N_("По преписката няма такова лице."),
        N_("Отворете преписката отново: лицата може да са променени."),
    ),
    "note.empty": (N_("Бележката е празна."), N_("Напишете текста и запишете отново.")),
    "note.too_long": _too_long,
    "check.reason_too_long": _too_long,
    "document.not_here": _not_here,
    "document.damaged": (
        N_("Документът пристигна повреден и не е запазен."),
        N_("Програмата ще го поиска отново сама. Ако остане така, поискайте го от гражданина."),
    ),
    "document.nonsense": (
        N_("Документът идва на части, които не се съединяват, и не е запазен."),
        N_("Програмата ще го поиска отново сама. Ако остане така, обадете се на системния администратор."),
    ),
    "document.too_large": (
        N_("Документът е твърде голям, за да се пази на този компютър."),
        N_("Поискайте го от гражданина на части или в по-малък размер."),
    ),
    "scan.not_proof": (
        N_("Този код не е доказателство за съгласие и не е записан."),
        N_("Сканирайте кода от съгласието на портала."),
    ),
    "scan.other_person": (
        N_("Съгласието е от друг човек, а не от посочения в преписката."),
        N_("Нищо не е записано. Сверете имената и номера или поискайте съгласие от точния човек."),
    ),
    "scan.no_such_party": (
        N_("Съгласието е от лице, каквото тази преписка няма."),
        N_("Нищо не е записано. Проверете дали е отворена точната преписка."),
    ),
}
