"""Who this centre is: the environment it serves, and which of its lives it is in."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.domain.environment import Environment


@dataclass(frozen=True)
class Home:
    """`epoch` changes when the database was restored from a backup, and `series`, the first part of every receipt
    number, with it.
    """

    environment: Environment
    epoch: str
    series: int
