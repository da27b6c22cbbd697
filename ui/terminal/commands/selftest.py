"""`selftest`: the whole main job on real parts, with a lost reply, a killed desk and a cut line."""

from __future__ import annotations

import argparse

from ui.terminal.call import Call
from ui.words import N_, _

HELP = N_("изпълнява цялата работа на пробни данни и казва дали всичко е наред")


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(call: Call) -> int:
    from ui.terminal.selftest.run import run_all

    def say(name: str, title: str, ok: bool, seconds: float, why: str) -> None:
        if not call.json:
            print(f"{'✓' if ok else '✗'} {title}  {seconds:.2f} s" + (f"\n  {why}" if why else ""), flush=True)

    report = run_all(say)
    for step in report["steps"]:
        if call.json and not step["ok"]:
            call.note(f"{step['title']}: {step['why']}")
    line = _("Всичко е наред.") if report["ok"] else _("Проверката не мина.")
    call.answer(report, line)
    return 0 if report["ok"] else 1
