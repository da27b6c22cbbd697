"""Simulators of what lies outside the centre: the portal, the registers, payments, and the citizens with their papers.

They serve the sandbox and training only and say in each module's docstring that they are simulators. `start` is the
door by which the centre knows them (`simulators_api`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.central.simulators_api import Simulators, Tools


def start(tools: Tools) -> Simulators:
    """The simulators for the sandbox's ready accounts. Cheap: people and cases are made by `seed`."""
    from .simulation import Simulation
    from .staff import ready_staff

    return Simulation(tools, ready_staff())
