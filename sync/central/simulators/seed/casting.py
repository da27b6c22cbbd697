"""SIMULATOR: who of the town plays which story: people whose home and register fit it on the day of filing."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.simulators.people import Move
from sync.central.simulators.portal import Draft, Flaw
from sync.central.simulators.portal.numbers import incoming
from sync.central.simulators.town import Town

from .stage import Stage
from .stories import PARENT, TENANT, Ending, Home, Story

_FIRST_SERIAL = 1101
_CITIZENS_HOURS = (7, 11)
_FRESH = (4, 170)  # minutes ago
_SAME_ADDRESS = "same_as_register"  # the check that wants the child's address to be a parent's


@dataclass(frozen=True)
class Role:
    """A story with its people and its case."""

    story: Story
    draft: Draft
    seed: int


@dataclass(frozen=True)
class _Part:
    """A story that has its people and waits for its number."""

    place: int
    story: Story
    move: Move
    service: Service
    filed_at: datetime


def cast(
    stories: Sequence[Story], office: str, stage: Stage, services: Sequence[Service], seed: int
) -> tuple[Role, ...]:
    """In the order of the stories. One that nobody in this town can play is left out."""
    rng = random.Random(f"{seed}/{office}")
    director = _Director(office, stage, services, rng)
    # The longest ago first: few people had reason to apply then, and those who had later can play the rest.
    by_age = sorted(enumerate(stories), key=lambda pair: -pair[1].filed)
    parts = [part for place, story in by_age if (part := director.part(place, story)) is not None]
    numbers = {
        part.place: incoming(stage.environment, office, sofia_day(part.filed_at), serial)
        for serial, part in enumerate(sorted(parts, key=lambda part: part.filed_at), _FIRST_SERIAL)
    }
    return tuple(_role(part, numbers[part.place], office, seed) for part in sorted(parts, key=lambda part: part.place))


def _role(part: _Part, number: str, office: str, seed: int) -> Role:
    own = random.Random(f"{seed}/{office}/{part.place}").randrange(1_000_000)
    case = str(uuid.uuid5(uuid.NAMESPACE_OID, f"sandbox/{seed}/{office}/{part.place}"))
    draft = Draft(
        case,
        number,
        office,
        part.service,
        part.story.applicant_type,
        part.move,
        part.filed_at,
        part.story.flaws,
        own,
    )
    return Role(part.story, draft, own)


class _Director:
    def __init__(self, office: str, stage: Stage, services: Sequence[Service], rng: random.Random) -> None:
        town = stage.town
        self._office = office
        self._town = town
        self._services = tuple(services)
        self._days = stage.days
        self._rng = rng
        self._opened = frozenset(stage.staff)
        self._free = list(town.moves)
        rng.shuffle(self._free)
        # Those who came last first, so that the early ones are kept for the old stories.
        self._free.sort(key=town.ready_on, reverse=True)

    def part(self, place: int, story: Story) -> _Part | None:
        services = self._services[place % len(self._services) :] + self._services[: place % len(self._services)]
        filed_on = self._days.back(story.filed)
        for service in services:
            if story.service not in ("", service.number) or story.applicant_type not in service.types:
                continue
            for move in self._free:
                if self._fits(move, story, service, filed_on):
                    self._free.remove(move)
                    return _Part(place, story, move, service, self._filed_at(story))
        return None

    def _filed_at(self, story: Story) -> datetime:
        if story.ending is Ending.FRESH:
            return self._days.ago(self._rng, _FRESH)
        return self._days.at(story.filed, self._rng, _CITIZENS_HOURS)

    def _fits(self, move: Move, story: Story, service: Service, on: date) -> bool:
        wanted = TENANT if Flaw.NOT_OWNER in story.flaws else story.applicant_type
        if move.applicant_type != wanted or self._town.ready_on(move) >= on:
            return False
        if story.home is Home.ELSEWHERE:
            if move.district == self._office or move.district not in self._opened:
                return False
        elif move.district != self._office:
            return False
        return _home(move, self._town, on) is _LIKE.get(story.home, story.home) and self._plays(
            move, story, service, on
        )

    def _plays(self, move: Move, story: Story, service: Service, on: date) -> bool:
        """Whether the flaws can be these people's."""
        flaws, rented = story.flaws, move.applicant_id not in move.owners
        if story.applicant_type != PARENT:
            return True
        if Flaw.NO_PARENT_CONSENT in flaws and (move.court_decision or move.other_parent_id is None):
            return False
        if Flaw.NO_COURT_PAPER in flaws and move.court_decision:
            return False
        if Flaw.NO_CONSENT in flaws and not rented:
            return False
        if story.home is Home.CHILD_ALONE:
            return _wants_parents_address(service) and not self._parent_there(move, on)
        return not _wants_parents_address(service) or self._parent_there(move, on)

    def _parent_there(self, move: Move, on: date) -> bool:
        home = self._town.registers.address(move.applicant_id, "permanent", on)
        return home is not None and home.id == move.dwelling_id


_LIKE: Mapping[Home, Home] = {Home.ELSEWHERE: Home.SOUND, Home.CHILD_ALONE: Home.SOUND}


def _wants_parents_address(service: Service) -> bool:
    return any(service.checks[key].function == _SAME_ADDRESS for key in service.types[PARENT].checks)


def _home(move: Move, town: Town, on: date) -> Home:
    """What the registers say of the dwelling."""
    home = town.registers.dwellings[move.dwelling_id]
    if home.kind == "atelier":
        return Home.ATELIER
    if not town.registers.in_classifier(home.id, on):
        return Home.UNKNOWN
    crowded = len(town.registers.residents(home.id, on)) + 1 > 2 * home.usual_persons
    return Home.CROWDED if crowded else Home.SOUND
