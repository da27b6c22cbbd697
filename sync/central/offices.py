"""The district offices: the real 24 of Столична община, from the project's data."""

from __future__ import annotations

import json
from functools import cache

from resources import paths


@cache
def districts() -> tuple[tuple[str, str], ...]:
    """Code and Bulgarian name, in the order of their numbers: `("68134-01", "Средец")`."""
    units = json.loads(paths.units().read_text("utf-8"))
    return tuple((entry["code"], entry["name_bg"]) for entry in units["raioni"])
