"""SIMULATOR: three-part Bulgarian names that agree in gender, chosen by the decade of birth."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache

from resources import paths

from .model import Sex

_FEMININE = (("ски", "ска"), ("цки", "цка"), ("ов", "ова"), ("ев", "ева"), ("ин", "ина"))


@dataclass(frozen=True, slots=True)
class Foreigner:
    given: str
    family: str
    sex: Sex
    citizenship: str
    country: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Names by the era of birth.

    `men`: era -> (given name, the father's name it makes); `women`: era -> given names; families in the men's
    form.
    """

    men: dict[str, tuple[tuple[str, str], ...]]
    women: dict[str, tuple[str, ...]]
    families: tuple[str, ...]
    foreigners: tuple[Foreigner, ...]


@cache
def lists() -> Lists:
    data = tomllib.loads(paths.demo_names().read_text(encoding="utf-8"))
    return Lists(
        {era: tuple((given, father) for given, father in pairs) for era, pairs in data["men"].items()},
        {era: tuple(names) for era, names in data["women"].items()},
        tuple(data["families"]["names"]),
        tuple(Foreigner(*entry) for entry in data["foreigners"]["people"]),
    )


def feminine(name: str) -> str:
    """The women's form of a family or father's name: Иванов → Иванова, Златарски → Златарска; others do not change."""
    for masculine, ending in _FEMININE:
        if name.endswith(masculine):
            return name[: -len(masculine)] + ending
    return name


def in_gender(name: str, sex: Sex) -> str:
    return feminine(name) if sex == "f" else name


def era(year: int) -> str:
    return "old" if year < 1965 else "middle" if year < 1990 else "young"


def given(rng: random.Random, sex: Sex, year: int, avoid: tuple[str, ...] = ()) -> str:
    """A given name of that time; `avoid` holds the names of brothers and sisters."""
    known = [name for name, _ in lists().men[era(year)]] if sex == "m" else list(lists().women[era(year)])
    return rng.choice([name for name in known if name not in avoid] or known)


def fathers_name(given_name: str, sex: Sex) -> str:
    """Бащино име from the father's given name (ЗГР: with -ов, -ев and the ending of the sex)."""
    for pairs in lists().men.values():
        for name, made in pairs:
            if name == given_name:
                return in_gender(made, sex)
    raise KeyError("no father's name is known for this given name")


def some_father(rng: random.Random, born_year: int) -> str:
    """The given name of a father who is not in the population."""
    return given(rng, "m", born_year - 28)


def family(rng: random.Random) -> str:
    """A family name in the men's form."""
    return rng.choice(lists().families)
