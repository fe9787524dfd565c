"""What records say in English, told in the language that is spoken.

Reading, copies and stories explain their decisions in English sentences, and these are stored: JSON and the command
line give them as they are. Here a stored sentence is recognised by its form and told in another language. What is not
recognised stays English.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from headwater.web.wording.numbers import whole
from headwater.web.wording.recorded_forms import FORMS, PARTS
from headwater.web.wording.translation import SOURCE, Speech, _, ngettext, spoken

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence that records say: its message, `plural` where it has one, and how it is recognised."""

    shape: re.Pattern[str]
    singular: str
    plural: str | None = None


def recorded(sentence: str) -> str:
    """The sentence in the language spoken; as it is where its form is not known."""
    speech = spoken()
    return sentence if speech.language == SOURCE else _told(sentence, speech)


@lru_cache(maxsize=4096)
def _told(sentence: str, speech: Speech) -> str:
    """`speech` is part of the key: what was told in one language is not told in another."""
    del speech
    for form in _forms():
        if found := form.shape.fullmatch(sentence):
            return _filled(form, found)
    parts = sentence.split(PARTS)
    return PARTS.join(map(recorded, parts)) if len(parts) > 1 else sentence


def language_of(sentence: str) -> str | None:
    """The language that `recorded` leaves a sentence in, where that is not the one spoken."""
    return None if spoken().language == SOURCE or recorded(sentence) != sentence else SOURCE


def _filled(form: _Form, found: re.Match[str]) -> str:
    """The form's message with the words that were recognised in the sentence's places; those may be told too."""
    values = {name: recorded(words) for name, words in found.groupdict().items()}
    if form.plural is None:
        return _(form.singular) % values
    number = int(found["num"].replace(",", ""))
    return ngettext(form.singular, form.plural, number) % {**values, "num": whole(number)}


@cache
def _forms() -> tuple[_Form, ...]:
    found = []
    for form in FORMS:
        singular, plural = (form, None) if isinstance(form, str) else form
        found += [_Form(_shape(message), singular, plural) for message in (singular, plural) if message]
    return tuple(found)


def _shape(message: str) -> re.Pattern[str]:
    """A message as an expression: a placeholder is anything, `num` a number."""
    fixed, *rest = (part.replace("%%", "%") for part in _PLACEHOLDER.split(message))
    expression = re.escape(fixed)
    for name, fixed in zip(rest[::2], rest[1::2], strict=True):
        anything = r"[\d,]*\d" if name == "num" else ".+?"
        expression += f"(?P<{name}>{anything}){re.escape(fixed)}"
    return re.compile(expression, re.DOTALL)
