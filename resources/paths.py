"""Where the data of the program lies. Paths only: nothing is read here and nothing of ours is imported."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def tokens() -> Path:
    """Colours, type, space and sizes of the desk (JSON)."""
    return ROOT / "design" / "tokens.json"


def icons() -> Path:
    """Folder of single-ink SVG drawings."""
    return ROOT / "design" / "icons"


def icon(name: str) -> Path:
    """One drawing, such as `s-ok`."""
    return icons() / f"{name}.svg"


def locale_dir() -> Path:
    """gettext catalogues: `<language>/LC_MESSAGES/desk.po` and the `.mo` made from it."""
    return ROOT / "locale"


def services_dir() -> Path:
    """Services as data, one TOML file a service."""
    return ROOT / "services"


def units() -> Path:
    """Districts and settlements of Столична община (JSON)."""
    return ROOT / "data" / "sofia_units.json"


def keyboards() -> Path:
    """What each Bulgarian keyboard layout produces for every key of the US layout (JSON)."""
    return ROOT / "data" / "keyboard_bg.json"


def papers_dir() -> Path:
    """Templates of the sandbox's sample papers (typst), one a kind."""
    return ROOT / "papers"


def demo_names() -> Path:
    """Names of the sandbox's people (TOML)."""
    return ROOT / "data" / "demo_names.toml"


def demo_streets() -> Path:
    """The sandbox's invented streets, codes marked DEMO (TOML)."""
    return ROOT / "data" / "demo_streets.toml"
