"""What the command line says of its own: prompts, descriptors, arguments that it cannot read."""

from __future__ import annotations

from ui.words import N_

CODES: dict[str, tuple[str, str]] = {
    "terminal.no_prompt": (
        N_("Няма терминал, на който да се попита."),
        N_("Дайте стойността с {option}; тайните идват от дескриптор, никога от аргументите."),
    ),
    "terminal.bad_descriptor": (
        N_("От дескриптор {number} не може да се чете."),
        N_("Отворете го за четене, преди да стартирате командата, например с „3<файл“."),
    ),
    "terminal.unreadable_argument": (
        N_("В {option} има знаци, които не се виждат или не се четат. Нищо не е променено."),
        N_("Напишете го отново на ръка, без да го копирате."),
    ),
    "terminal.bad_seconds": (
        N_("Времето за чакане не е между 1 и {most} секунди. Нищо не е изпратено."),
        N_("Дайте го в секунди, например --limit 60."),
    ),
    "terminal.bad_answer": (
        N_("„{text}“ не е отговор на проверка. Нищо не е променено."),
        N_("Напишете го като ПРОВЕРКА=yes, ПРОВЕРКА=no или ПРОВЕРКА=undetermined."),
    ),
    "terminal.nothing_asked": (
        N_("Не е казано какво да се направи с преписката. Нищо не е променено."),
        N_("Добавете решение, --claim или --answer; „decide --help“ показва всички."),
    ),
}
