"""Why a step of the self-test did not come to its end."""

from __future__ import annotations


class StepFailed(Exception):
    """`why` is one sentence for a person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def require(holds: object, why: str) -> None:
    if not holds:
        raise StepFailed(why)
