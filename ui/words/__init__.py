"""The words of the program. A message id is the Bulgarian sentence itself; English comes from `desk.po`.

`install` is called once before the first window or line of output; `_` and its sisters ask the catalogue at the moment
of the call, so a text made after a change of language is already in the new one.
"""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations

LANGUAGES = ("bg", "en")
SOURCE = "bg"
"""The language of the message ids. Its plural rule (`n != 1`) is the one that gettext uses without a catalogue."""

_state: dict[str, NullTranslations | str] = {"language": SOURCE, "catalogue": NullTranslations()}


def install(language: str) -> None:
    """Speak `language` from now on. Raises ValueError for one that the program does not know."""
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
    if language == SOURCE:
        catalogue = NullTranslations()
    else:
        from .catalogue import load

        catalogue = load(language)
    _state.update(language=language, catalogue=catalogue)


def language() -> str:
    """The language that was installed last; Bulgarian before any."""
    return str(_state["language"])


def _catalogue() -> NullTranslations | GNUTranslations:
    made = _state["catalogue"]
    assert isinstance(made, NullTranslations)
    return made


def _(message: str) -> str:
    """The sentence in the reader's language. (gettext answers an empty id with the head of its catalogue.)"""
    return _catalogue().gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The form that fits `count`: „{n} преписка“, „{n} преписки“."""
    return _catalogue().ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """A word that needs a context, because English has two for it."""
    return _catalogue().pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark a sentence of a table for translation; it is translated where it is shown."""
    return message
