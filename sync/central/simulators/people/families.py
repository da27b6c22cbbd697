"""SIMULATOR: persons and their families; a child bears its father's given and family name in its own gender."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from . import names
from .model import DemoPerson, Marriage, Sex
from .numbers import Numbers

Couple = tuple[DemoPerson, DemoPerson]  # the man, the woman
_ADULT = 18


def day_in(rng: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=rng.randint(0, 364))


def years_before(day: date, years: int) -> date:
    """The same day that many years earlier (29 February becomes 28)."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap_day else day.day)


class Families:
    """Makes persons with ids `p0001`, …; a person is replaced in place when it dies."""

    def __init__(self, rng: random.Random, on: date, numbers: Numbers) -> None:
        self._rng = rng
        self._on = on
        self._numbers = numbers
        self.people: dict[str, DemoPerson] = {}
        self.marriages: list[Marriage] = []

    def adult(
        self, sex: Sex, age: tuple[int, int], *, family: str | None = None, father: DemoPerson | None = None
    ) -> DemoPerson:
        """A citizen of `age` (years, both ends included); `family` in the men's form, `father` gives the middle."""
        year = self._on.year - self._rng.randint(*age) - 1  # the birthday this year may still come
        born = day_in(self._rng, year)
        fathers = father.given if father else names.some_father(self._rng, year)
        surname = family or names.family(self._rng)
        return self._citizen(names.given(self._rng, sex, year), fathers, surname, sex, born, father=father)

    def couple(self, age: tuple[int, int], *, married: bool = True) -> Couple:
        surname = names.family(self._rng)
        man = self.adult("m", age, family=surname)
        own = names.family(self._rng)
        woman = self.adult("f", age, family=surname if married and self._rng.random() < 0.75 else own)
        if married:
            younger = max(man.born, woman.born)
            first = years_before(younger, -(_ADULT + 1))
            room = (self._on - timedelta(days=1200) - first).days  # a couple of 23 or more has some
            wed = first + timedelta(days=self._rng.randint(0, min(room, 2500)))
            self.marriages.append(Marriage(man.id, woman.id, wed, None))
        return man, woman

    def child(self, parents: Couple, *, youngest: int = 0, oldest: int = 17) -> DemoPerson:
        """A child of both, aged `youngest` to `oldest`.

        At least 19 years younger than they and a year or more from its siblings; parents of 28 or more have room for
        three.
        """
        father, mother = parents
        rng = self._rng
        oldest = min(oldest, self._on.year - max(father.born.year, mother.born.year) - 20)
        siblings = [p for p in self.people.values() if p.mother_id == mother.id]
        near = {p.born.year + step for p in siblings for step in (-1, 0, 1)}
        low = self._on.year - max(youngest + 1, oldest)
        year = rng.choice([year for year in range(low, self._on.year - youngest) if year not in near])
        sex: Sex = rng.choice(("m", "f"))
        given = names.given(rng, sex, year, tuple(p.given for p in siblings))
        return self._citizen(given, father.given, father.family, sex, day_in(rng, year), father=father, mother=mother)

    def foreigner(self) -> DemoPerson:
        entry = self._rng.choice(names.lists().foreigners)
        year = self._on.year - self._rng.randint(22, 48)
        born = day_in(self._rng, year)
        person = self._blank(entry.given, "", entry.family, entry.sex, born)
        return self._keep(
            replace(
                person,
                citizenship=entry.citizenship,
                country=entry.country,
                birth_place=entry.country,
                identifier_type="lnc",
                identifier=self._numbers.lnc(),
                document=self._numbers.identity_document(born, self._on, foreigner=True),
            )
        )

    def die(self, person: DemoPerson, day: date) -> DemoPerson:
        return self._keep(replace(person, died=day))

    def divorce(self, couple: Couple, day: date) -> None:
        self.marriages = [
            replace(m, until=day) if (m.husband_id, m.wife_id) == (couple[0].id, couple[1].id) else m
            for m in self.marriages
        ]

    def _citizen(
        self,
        given: str,
        fathers_given: str,
        family: str,
        sex: Sex,
        born: date,
        *,
        father: DemoPerson | None = None,
        mother: DemoPerson | None = None,
    ) -> DemoPerson:
        in_sofia = self._rng.random() < 0.7
        person = self._blank(given, names.fathers_name(fathers_given, sex), names.in_gender(family, sex), sex, born)
        document = None
        if born <= years_before(self._on, 14):
            lapsed = born <= years_before(self._on, 30) and self._rng.random() < 0.03
            document = self._numbers.identity_document(born, self._on, expired=lapsed)
        return self._keep(
            replace(
                person,
                birth_place="гр. София" if in_sofia else self._rng.choice(_BIRTH_PLACES),
                identifier=self._numbers.egn(born, sex, in_sofia=in_sofia),
                document=document,
                father_id=father.id if father else None,
                mother_id=mother.id if mother else None,
            )
        )

    def _blank(self, given: str, father: str, family: str, sex: Sex, born: date) -> DemoPerson:
        number = len(self.people) + 1
        of_age = born <= years_before(self._on, _ADULT)
        return DemoPerson(
            id=f"p{number:04d}",
            given=given,
            father=father,
            family=family,
            sex=sex,
            born=born,
            birth_place="",
            citizenship="BG",
            country="България",
            identifier_type="egn",
            identifier="",
            document=None,
            email=f"zhitel.{number:04d}@example.org" if of_age else "",
            phone=self._numbers.phone() if of_age else "",
            mother_id=None,
            father_id=None,
            died=None,
        )

    def _keep(self, person: DemoPerson) -> DemoPerson:
        self.people[person.id] = person
        return person


_BIRTH_PLACES = (
    "гр. Пловдив",
    "гр. Варна",
    "гр. Бургас",
    "гр. Русе",
    "гр. Плевен",
    "гр. Видин",
    "гр. Перник",
    "гр. Враца",
    "гр. Монтана",
)
