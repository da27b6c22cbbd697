"""`scan FILE…`: what the codes in pictures, PDFs or text files prove. Changes nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from operator_app.domain.errors import Told
from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _
from ui.words.sentences import sentence

if TYPE_CHECKING:
    from operator_app.evidence.verdicts import Verdict

HELP = N_("какво доказват кодовете във файлове")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("снимка, PDF или текст"))
    parser.add_argument("--case", metavar="CASE", default="", help=_("преписката, за която трябва да е кодът"))
    options.unlock(parser)


def run(call: Call) -> int:
    """Exit status 1 where a file gave no code; a code that proves nothing is an answer like another."""
    from operator_app.evidence.files import read_capped
    from operator_app.evidence.pictures import codes_in
    from ui.terminal.deciding import case_of

    desk, who = call.ready(writes=False)
    case = case_of(desk, call.arguments.case) if call.arguments.case else None
    found: list[dict[str, Any]] = []
    well = True
    for file in call.arguments.files:
        try:
            codes = codes_in(read_capped(file), desk.pdf)
        except Told as told:
            well = False
            said = str(sentence(told.code, told.params))
            call.note(f"{file.name}: {said}")
            found.append({"file": str(file), "worth": None, "code": told.code, "sentence": said})
        else:
            found += [{"file": str(file)} | describe(desk.scans.judge(code, case, who)) for code in codes]
    call.answer({"ok": well, "verdicts": found}, *(one["sentence"] for one in found if one["worth"]))
    return 0 if well else 1


def describe(verdict: Verdict) -> dict[str, Any]:
    """A verdict for a program: worth proof, no_proof, refused or unknown, its code and its sentence."""
    from operator_app.evidence.verdicts import NoProof, Proof, RefusedSeal, Unknown

    worth = {Proof: "proof", NoProof: "no_proof", RefusedSeal: "refused", Unknown: "unknown"}[type(verdict)]
    facts: dict[str, Any] = {
        "worth": worth,
        "code": verdict.code,
        "sentence": str(sentence(verdict.code, verdict.params)),
    }
    if isinstance(verdict, Proof):
        facts |= {
            "kind": verdict.kind.value,
            "case": verdict.case_number,
            "who": verdict.who,
            "issuer": verdict.issuer,
            "kid": verdict.kid,
            "valid_until": verdict.valid_until.isoformat(),
        }
    return facts
