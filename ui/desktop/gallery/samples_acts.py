"""Invented acts and scans of a morning."""

from __future__ import annotations

from ui.desktop.widgets.outbox.rows import OutboxRow
from ui.desktop.widgets.scan_card import CardAction, ScanView, Worth
from ui.desktop.widgets.status import Status
from ui.desktop.widgets.undo_strip import ActView

from .samples import say, statuses
from .samples_case import good


def acts() -> tuple[ActView, ...]:
    return (
        ActView(
            "a",
            "10:42",
            say("Върнато с указания, 4483", "Returned, 4483"),
            Status("s-saved", say("тръгва след 4 сек.", "leaves in 4 sec"), "offline"),
            can_undo=True,
            rest=0.7,
        ),
        ActView(
            "b",
            "10:41",
            say("Поискана такса, 4487", "Fee asked, 4487"),
            Status("s-saved", say("записано тук", "saved here"), "offline"),
        ),
        ActView(
            "c",
            "10:39",
            say("Вписан адрес, 4472", "Registered, 4472"),
            Status("s-ok", say("потвърдено – вече не се връща", "receipted – cannot be undone"), "success"),
        ),
        ActView(
            "d",
            "10:36",
            say("Върнато с указания, 4470", "Returned, 4470"),
            Status("conflict", say("конфликт", "conflict"), "warning"),
        ),
    )


def outbox() -> tuple[OutboxRow, ...]:
    return (
        OutboxRow(
            "1",
            statuses()[7],
            say("Препратено към район „Лозенец“", "Passed to Lozenets"),
            "4451",
            say(
                "Център: адресът е в район „Средец“, не в „Лозенец“. Решението ви стои тук.",
                "Centre: the address is in Sredets, not in Lozenets. Your decision stays here.",
            ),
            "10:29",
            "1",
            say("Поправи и изпрати", "Mend and send"),
        ),
        OutboxRow(
            "2",
            Status("conflict", say("Конфликт", "Conflict"), "warning", loud=True),
            say("Върнато с указания", "Returned with instructions"),
            "4470",
            say(
                "К. Вътев е променил същата преписка в 10:34, докато нямаше линия.",
                "K. Vatev changed the same case at 10:34 while there was no line.",
            ),
            "10:36",
            "1",
            say("Сравни", "Compare"),
        ),
        OutboxRow(
            "3",
            Status("s-send", say("Прието без файла", "Accepted, file missing"), "info"),
            say("Вписан настоящ адрес", "Current address registered"),
            "4474",
            say(
                "Разписка № 118-40279. Удостоверение се издава, щом пристигне и договорът.",
                "Receipt № 118-40279. The certificate is issued when the contract arrives too.",
            ),
            "10:33",
            "1",
        ),
        OutboxRow(
            "4",
            Status("s-send", say("Изпраща се", "Sending"), "info"),
            say("Договор за наем.pdf", "Tenancy contract.pdf"),
            "4474",
            say("1,5 от 2,4 MB · още около 10 сек.", "1.5 of 2.4 MB · about 10 sec left"),
            "10:33",
            "1",
            share=0.62,
            child=True,
        ),
        OutboxRow(
            "5",
            Status("s-saved", say("Записано тук", "Saved here"), "offline"),
            say("Върнато с указания", "Returned with instructions"),
            "4483",
            say(
                "Тръгва след 6 сек. Дотогава можете да я върнете.", "Leaves in 6 sec. Until then you can take it back."
            ),
            "10:42",
            "–",
            say("Върни", "Undo"),
        ),
        OutboxRow(
            "6",
            Status("s-ok", say("Потвърдено", "Receipted"), "success"),
            say("Вписан настоящ адрес", "Current address registered"),
            "4472",
            say("Разписка на центъра № 118-40277 от 10:40:03.", "Receipt of the centre № 118-40277 of 10:40:03."),
            "10:39",
            "1",
        ),
    )


def scans() -> tuple[ScanView, ...]:
    proof = ScanView(
        Worth.PROOF,
        say("Съгласие на собственик, от портала", "Owner's consent, from the portal"),
        say(
            "Стоян Къосев е съгласен Борис Пейчев да се регистрира на ул. „Любен Каравелов“ № 38, ап. 8.",
            "Stoyan Kyosev agrees that Boris Peychev registers at 38 Lyuben Karavelov St, flat 8.",
        ),
        (
            (say("Подписал", "Signed by"), "Стоян Къосев"),
            (say("Кога", "When"), "21.11.2026 г., 18:42"),
            (
                say("Чий е печатът", "Whose seal"),
                say("Столична община, ключ 2026-03", "Sofia Municipality, key 2026-03"),
            ),
            (say("Важи до", "Valid until"), "21.12.2026 г."),
        ),
        say("Подхожда ли тук", "Does it fit here"),
        (
            good(say("Подписът е верен", "The signature is right")),
            good(say("За преписка 4483 е", "It is for case 4483")),
            good(say("Не е ползван досега", "Not used before")),
        ),
        effect_title=say("Ако натиснете Enter", "If you press Enter"),
        effect=say("Влиза в преписката; проверка 6 става „да“.", "It joins the case; check 6 becomes yes."),
        source=say("Четец, 10:41:07 · проверено тук, без мрежа", "Scanner, 10:41:07 · checked here, offline"),
        actions=(
            CardAction("attach", say("Приложи към 4483", "Attach to 4483"), "Enter", "primary"),
            CardAction("close", say("Затвори", "Close"), "Esc", "quiet"),
        ),
    )
    number = ScanView(
        Worth.NO_PROOF,
        say("Номер за проследяване от портала", "Tracking number of the portal"),
        say(
            "Това е номерът на преписка 4485. Показва за коя преписка идва човекът, но не и кой е той.",
            "This is the number of case 4485. It says for which case a person comes, not who they are.",
        ),
        ((say("Преписка", "Case"), "РСЦ26-ГР94-4485"), (say("Състояние", "State"), say("ново, свободна", "new, free"))),
        say("Преди да говорите по преписката", "Before you talk about the case"),
        (Status("s-ask", say("Вижте документ за самоличност", "See an identity document"), "warning"),),
        source=say("Четец, 10:39:52", "Scanner, 10:39:52"),
        actions=(
            CardAction("open", say("Отвори 4485", "Open 4485"), "Enter", "primary"),
            CardAction("close", say("Затвори", "Close"), "Esc", "quiet"),
        ),
    )
    refused = ScanView(
        Worth.REFUSED,
        say("Представя се за съгласие на собственик", "Claims to be an owner's consent"),
        say(
            "Подписът не съвпада със съдържанието: кодът е повреден или подправен.",
            "The signature does not match the content: the code is damaged or forged.",
        ),
        (
            (
                say("Твърди, че е от", "Claims to be from"),
                say("Столична община, ключ 2026-03", "Sofia Municipality, key 2026-03"),
            ),
            (say("Преписка", "Case"), say("нищо не е променено", "nothing was changed")),
        ),
        say("Какво да направите", "What to do"),
        steps=(
            say(
                "Сканирайте от екрана на телефона, не от снимка или разпечатка.",
                "Scan from the telephone's screen, not from a picture or a print.",
            ),
            say("Помолете гражданина да отвори нов код.", "Ask the citizen to open a new code."),
        ),
        source=say("Камера, 10:37:15", "Camera, 10:37:15"),
        actions=(
            CardAction("again", say("Сканирай пак", "Scan again"), "Enter"),
            CardAction("report", say("Съобщи за кода", "Report the code"), "F7", "danger"),
        ),
    )
    return proof, number, refused
