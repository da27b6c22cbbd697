"""`scan FILE…`: what the codes in pictures, PDFs or text files prove. Changes nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from operator_app.domain.errors import Told
from operator_app.evidence.verdicts import NoProof, Proof, RefusedSeal, Unknown, Verdict
from ui.terminal.call import Call, secret_option
from ui.words import _
from ui.words.sentences import sentence

HELP = "какво доказват кодовете във файлове"
WORTH = {Proof: "proof", NoProof: "no_proof", RefusedSeal: "refused", Unknown: "unknown"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="снимка, PDF или текст")
    parser.add_argument("--case", metavar="CASE", default="", help="преписката, за която трябва да е кодът")
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    from operator_app.evidence.files import read_capped
    from operator_app.evidence.pictures import codes_in

    desk, who = call.opening(writes=False).ready(call)
    case = desk.cases.id_of(call.arguments.case) if call.arguments.case else None
    found: list[dict[str, Any]] = []
    well = True
    for place, file in enumerate(call.arguments.files):
        try:
            codes = codes_in(read_capped(file), desk.pdf)
        except Told as told:
            well = False
            found.append({"file": place, "code": told.code, "sentence": str(sentence(told.code, told.params))})
            continue
        found += [{"file": place} | _said(desk.scans.judge([code], case, who)) for code in codes]
    lines = [str(one["sentence"]) for one in found] or [_("Няма код.")]
    call.answer({"ok": well, "verdicts": found}, *lines)
    return 0 if well else 1


def _said(verdict: Verdict) -> dict[str, Any]:
    facts: dict[str, Any] = {"worth": WORTH[type(verdict)], "code": verdict.code, "sentence": str(sentence(verdict.code, verdict.params))}
    if isinstance(verdict, Proof):
        facts |= {"kind": verdict.kind.value, "case": verdict.case_number, "issuer": verdict.issuer, "kid": verdict.kid}
    return facts
