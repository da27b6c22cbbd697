"""SIMULATOR: one population from one seed.

Every district gets the same mixture, repeated `sets` times: a settled family, someone who has just bought a home,
tenants who have just moved in, separated parents, a couple whose child has not followed yet. Landlords of the district
own several flats. A few addresses are not in the classifier, a few flats are ateliers or crowded, a few identity cards
have run out.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from .estate import Estate
from .families import Couple, Families, years_before
from .housing import Housing, districts
from .model import DemoDwelling, DemoPerson, Household, HouseholdKind, Population
from .numbers import Numbers


def populate(rng: random.Random, *, on: date, sets: int = 3, more: Mapping[str, int] | None = None) -> Population:
    """The population of all 24 districts as of `on`; `more` adds sets to a district by its code (`68134-01`).

    One set is about 20 people. The result depends on the state of `rng` and the arguments alone.
    """
    town = _Town(rng, on)
    for district in districts():
        town.landlords(district.code)
    for district in districts():
        for _ in range(sets + (more or {}).get(district.code, 0)):
            town.settled(district.code)
            town.bought_a_home(district.code)
            town.rented_a_home(district.code)
            town.separated(district.code)
            town.child_left_behind(district.code)
    return town.population()


class _Town:
    def __init__(self, rng: random.Random, on: date) -> None:
        self._rng = rng
        self._on = on
        self._families = Families(rng, on, Numbers(rng))
        self._housing = Housing(rng, on)
        self._estate = Estate(rng)
        self._households: list[Household] = []
        self._landlords: dict[str, list[DemoPerson]] = {}
        self._codes = [district.code for district in districts()]

    def population(self) -> Population:
        estate = self._estate
        return Population(
            self._on,
            tuple(self._families.people.values()),
            tuple(self._housing.made),
            tuple(self._households),
            tuple(estate.deeds),
            tuple(estate.ownerships),
            tuple(self._families.marriages),
            tuple(estate.registrations),
            tuple(estate.tenancies),
            tuple(estate.custodies),
        )

    def landlords(self, district: str) -> None:
        """Four older couples who live here and let flats; the flats come as they are needed."""
        for _ in range(4):
            couple = self._families.couple((48, 72))
            home = self._housing.dwelling(district)
            self._estate.sell(home, couple, self._ago(2000, 9000))
            self._lives(home, couple, self._ago(1500, 1900))
            self._household_at(home, couple)
            self._landlords.setdefault(district, []).append(couple[0])

    def settled(self, district: str) -> None:
        """Parents, children and sometimes a grandfather in their own home; nothing is asked of the office."""
        parents = self._families.couple((30, 46))
        children = self._children(parents, self._rng.choice((1, 1, 2, 3)))
        home = self._housing.dwelling(district)
        bought = self._grown(parents, self._ago(4000, 9000))
        self._estate.sell(home, parents, bought)
        since = max(bought, self._ago(3000, 3900))
        self._lives(home, (*parents, *children), since)
        self._household_at(home, parents, children)
        if self._rng.random() < 0.4:
            grandfather = self._families.adult("m", (70, 84), family=parents[0].family)
            self._lives(home, (grandfather,), since)
            if self._rng.random() < 0.4:
                self._families.die(grandfather, self._ago(100, 900))

    def bought_a_home(self, district: str) -> None:
        """A household with a new deed, still registered where it lived before."""
        adults, children = self._household()
        self._lives_elsewhere(district, (*adults, *children))
        home = self._new_home(district)
        seller = self._families.adult(self._rng.choice(("m", "f")), (55, 80))
        self._estate.sell(home, (seller,), self._ago(4000, 9000))
        left = self._ago(60, 90)
        self._lives(home, (seller,), self._ago(2500, 3900), until=left)
        self._lives(self._let_flat(self._elsewhere(district)), (seller,), left)
        buyers = adults if self._rng.random() < 0.7 else adults[:1]
        self._estate.sell(home, buyers, self._ago(6, 45), sellers=(seller,))
        self._household_at(home, adults, children)

    def rented_a_home(self, district: str) -> None:
        """Tenants of a landlord of this district, still registered elsewhere; now and then the flat is crowded."""
        foreign = self._rng.random() < 0.2
        adults, children = ([self._families.foreigner()], []) if foreign else self._household()
        self._lives_elsewhere(district, (*adults, *children))
        flat = self._crowded_flat(district) if self._rng.random() < 0.15 else self._new_home(district, let=True)
        self._estate.let(flat, self._estate.owner_of(flat), adults, self._ago(3, 28))
        self._household_at(flat, adults, children)

    def separated(self, district: str) -> None:
        """Divorced parents: the mother is registered here, the child at its father's. Half have a court decision."""
        parents = self._families.couple((28, 44))
        children = self._children(parents, self._rng.choice((1, 1, 2)), youngest=3)
        father, mother = parents
        old = self._housing.dwelling(self._elsewhere(district))
        bought = self._grown((father,), self._ago(4000, 9000))
        self._estate.sell(old, (father,), bought)
        together = max(bought, self._ago(1500, 3900))
        self._lives(old, (father, *children), together)
        self._household_at(old, (father,))
        apart = self._ago(250, 700)
        self._families.divorce(parents, apart)
        moved = self._ago(60, 100)
        self._lives(old, (mother,), together, until=moved)
        home = self._new_home(district)
        self._estate.sell(home, (mother,), self._ago(120, 240))
        self._lives(home, (mother,), moved)
        self._household_at(home, (mother,), children)
        if self._rng.random() < 0.5:
            for child in children:
                self._estate.entrust(child, mother, father, apart)

    def child_left_behind(self, district: str) -> None:
        """A couple, registered in its new home some days ago; the child's own application is still to come."""
        parents = self._families.couple((28, 42))
        children = self._children(parents, 1)
        old = self._let_flat(self._elsewhere(district))
        moved = self._ago(4, 25)
        since = self._ago(700, 2500)
        self._lives(old, parents, since, until=moved)
        self._lives(old, children, since)
        home = self._new_home(district)
        self._estate.sell(home, parents, self._ago(40, 200))
        self._lives(home, parents, moved)
        self._household_at(home, parents, children)

    def _household(self) -> tuple[list[DemoPerson], list[DemoPerson]]:
        """One to four people of working age with or without children."""
        chance = self._rng.random()
        if chance < 0.4:
            return [self._families.adult(self._rng.choice(("m", "f")), (21, 58))], []
        parents = self._families.couple((28, 45), married=chance < 0.85)
        children = self._children(parents, self._rng.choice((0, 1, 1, 2)))
        return list(parents), children

    def _children(self, parents: Couple, count: int, *, youngest: int = 0) -> list[DemoPerson]:
        return [self._families.child(parents, youngest=youngest) for _ in range(count)]

    def _new_home(self, district: str, *, let: bool = False) -> DemoDwelling:
        chance = self._rng.random()
        atelier, unknown = chance < 0.06, 0.06 <= chance < 0.14
        if let:
            return self._let_flat(district, atelier=atelier, in_classifier=not unknown)
        return self._housing.dwelling(district, atelier=atelier, in_classifier=not unknown)

    def _let_flat(
        self, district: str, *, area: tuple[int, int] = (36, 82), atelier: bool = False, in_classifier: bool = True
    ) -> DemoDwelling:
        """A flat of one of the district's landlords."""
        flat = self._housing.dwelling(district, area=area, atelier=atelier, in_classifier=in_classifier)
        self._estate.sell(flat, (self._rng.choice(self._landlords[district]),), self._ago(3000, 8000))
        return flat

    def _crowded_flat(self, district: str) -> DemoDwelling:
        """A small flat where two couples of former tenants are still registered."""
        flat = self._let_flat(district, area=(20, 29))
        for _ in range(2):
            self._lives(flat, self._families.couple((22, 40), married=False), self._ago(400, 900))
        return flat

    def _lives_elsewhere(self, district: str, people: Sequence[DemoPerson]) -> None:
        self._lives(self._let_flat(self._elsewhere(district)), people, self._ago(700, 2500))

    def _elsewhere(self, district: str) -> str:
        return self._rng.choice([code for code in self._codes if code != district])

    def _ago(self, fewest: int, most: int) -> date:
        """A weekday that many days before the population's day."""
        day = self._on - timedelta(days=self._rng.randint(fewest, most))
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _grown(self, people: Sequence[DemoPerson], day: date) -> date:
        """That day, or the first on which all of them are of age."""
        return max(day, *(years_before(person.born, -18) for person in people))

    def _lives(
        self, home: DemoDwelling, people: Sequence[DemoPerson], since: date, *, until: date | None = None
    ) -> None:
        """Registered there with both addresses; nobody before birth."""
        for person in people:
            self._estate.register(person, home, max(since, person.born), until=until)

    def _household_at(
        self, home: DemoDwelling, adults: Sequence[DemoPerson], children: Sequence[DemoPerson] = ()
    ) -> None:
        """Where they live now, which the register may not know yet."""
        kind: HouseholdKind = "single" if len(adults) == 1 else "couple"
        if children:
            kind = "family" if len(adults) > 1 else "one_parent"
        grown, small = (tuple(person.id for person in group) for group in (adults, children))
        self._households.append(Household(f"h{len(self._households) + 1:04d}", kind, home.id, grown, small))
