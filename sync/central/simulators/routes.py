"""SIMULATOR: what a tester of the sandbox takes from the citizens' hands, below `/sandbox/v1/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from operator_app.domain import errors
from operator_app.domain.case import Case
from sync.central.simulators.ports import Acts

if TYPE_CHECKING:
    from .portal import Seals

UNKNOWN_CASE = errors.code("case.unknown")
NOT_ASKED = errors.code("consent.not_asked")


def routes(acts: Acts, seals: Callable[[], Seals]) -> Mapping[str, Callable[..., object]]:
    """`seals/{case}`: the sealed consents that the case lacks, good and bad ones, as JSON.
    `declarations/{case}/{role}`: the good one printed on its paper, as PDF.

    They raise `Refused`: case.unknown; consent.not_asked where no such consent is missing.
    """

    def case_of(id_: str) -> Case:
        found = acts.case(id_)
        if found is None:
            raise errors.Refused(UNKNOWN_CASE)
        return found

    def sealed(case: str) -> list[dict[str, str]]:
        samples = seals().samples(case_of(case))
        return [{"role": s.role, "signer": s.signer, "worth": s.worth.value, "text": s.text} for s in samples]

    def declaration(case: str, role: str) -> object:
        from starlette.responses import Response

        paper = seals().paper(case_of(case), role)
        if paper is None:
            raise errors.Refused(NOT_ASKED, role=role)
        return Response(paper.data, media_type=paper.media_type)

    return {"seals/{case}": sealed, "declarations/{case}/{role}": declaration}
