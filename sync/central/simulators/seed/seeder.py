"""SIMULATOR: puts the sandbox's first cases into the centre, the first office first, in short transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from operator_app.domain.service import Service
from sync.central.acts import Wish
from sync.central.simulators.ports import Acts

from .casting import cast
from .endings import ENDINGS
from .stage import Stage
from .stories import all_stories, short_stories
from .telling import Telling

ACTS_TOGETHER = 24  # in one transaction, or one case more: a desk that pulls or pushes never waits long


class Seeder:
    """`offices` in their order; the first one gets every story, the others one of each."""

    def __init__(
        self, acts: Acts, stage: Stage, services: Sequence[Service], offices: Sequence[str], seed: int
    ) -> None:
        self._acts = acts
        self._stage = stage
        self._services = services
        self._offices = offices
        self._seed = seed

    def run(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Seed what is not there yet and return how many cases were made. `stop` is asked between transactions.

        Cases are named by the seed, so a seeding that was cut short goes on where it ended.
        """
        made = 0
        together: list[Wish] = []
        for wishes in self._told():
            together += wishes
            if len(together) >= ACTS_TOGETHER:
                if stop():
                    return made
                made += self._commit(together)
                together = []
        return made if stop() else made + self._commit(together)

    def _commit(self, wishes: Sequence[Wish]) -> int:
        """How many cases they are."""
        if wishes:
            self._acts.act_all(wishes, react=False)
        return len({wish.case for wish in wishes})

    def _told(self) -> Iterator[Sequence[Wish]]:
        stage = self._stage
        for place, office in enumerate(self._offices):
            stories = all_stories() if place == 0 else short_stories()
            for role in cast(stories, office, stage, self._services, self._seed):
                if self._acts.case(role.draft.case) is None:
                    telling = Telling(role, stage)
                    ENDINGS[role.story.ending](telling)
                    yield telling.wishes
