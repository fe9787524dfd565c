"""How a person wants the reader to be: settings with a default each, read safely from whatever is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import get_type_hints

from headwater.model.words import ColumnWidth, TextSize, Theme

# A language tag (RFC 5646) as far as catalogues need it, or nothing: the browser's choice.
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})?")
# An edition's name as addresses carry it, or nothing: all news.
_EDITION = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,39})?")


@dataclass(frozen=True, slots=True)
class Preferences:
    """All settings of a person; what they have not chosen, or chose of a newer or older version, is the default.

    `language` is the interface's, a language tag; empty for the one that the browser asks for. `edition` is empty for
    all news. With `strict_pictures` no picture is fetched at all; with `reduced_data` none before it is asked for.
    `keep_history` says whether opened articles are remembered, `single_keys` whether single keys are shortcuts
    (WCAG 2.1.4).
    """

    text_size: TextSize = TextSize.NORMAL
    column_width: ColumnWidth = ColumnWidth.NORMAL
    theme: Theme = Theme.AUTO
    language: str = ""
    edition: str = ""
    strict_pictures: bool = False
    reduced_data: bool = False
    keep_history: bool = True
    single_keys: bool = True


_KINDS: Mapping[str, type] = get_type_hints(Preferences)
_PATTERNS = {"language": _LANGUAGE, "edition": _EDITION}
SETTINGS = tuple(_KINDS)
"""The settings' names."""


def preferences_from(stored: Mapping[str, object]) -> Preferences:
    """The preferences that these values make; a value that means nothing here leaves the default."""
    known = {name: _read(name, value) for name, value in stored.items() if name in _KINDS}
    return Preferences(**{name: value for name, value in known.items() if value is not None})  # type: ignore[arg-type]  # `_read` gives the field's own type


def setting_problem(name: str, value: object) -> str | None:
    """Why a setting can't be set to this value, in words; None where it can."""
    if name not in _KINDS:
        return f"there is no setting {name!r}"
    if _read(name, value) is None:
        return f"the setting {name} can't be {value!r}: it takes {_takes(name)}"
    return None


def as_setting(name: str, text: str) -> object:
    """What a form's text means for a setting: on and off for what is true or false, else the text itself."""
    return text in ("on", "true", "1") if _KINDS.get(name) is bool else text


def values_of(preferences: Preferences) -> dict[str, str | bool]:
    """The settings by name, as an act carries them."""
    return {each.name: getattr(preferences, each.name) for each in fields(preferences)}


def _read(name: str, value: object) -> object | None:
    """The value as the field's type; None where it is none of it."""
    kind = _KINDS[name]
    if kind is bool:
        return value if isinstance(value, bool) else None
    if not isinstance(value, str):
        return None
    if issubclass(kind, Enum):
        return kind(value) if value in [each.value for each in kind] else None
    return value if _PATTERNS[name].fullmatch(value) else None


def _takes(name: str) -> str:
    kind = _KINDS[name]
    if kind is bool:
        return "true or false"
    return (
        ", ".join(each.value for each in kind) if issubclass(kind, Enum) else f"such a name as {name}s have"
    )
