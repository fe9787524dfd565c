"""What a language's module holds, and how a word is looked up in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

# Tone groups of reporting verbs, alike in every language, so that one set of words describes them.
PLAIN, DOUBTING, ASSERTING, ADMITTING, URGING, ATTACKING = (
    "plain",
    "doubting",
    "asserting",
    "admitting",
    "urging",
    "attacking",
)
# The field of reporting verbs; the others are named for what their words name.
REPORTING = "reporting verb"


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that tell what a change is about.

    Each value is words separated by white space, lower case; a `*` at a word's end stands for any ending.
    `fields` are words for one thing in groups of one tone: another group's word is another tone, no more.
    """

    language: str
    common: str  # words by which the language itself is told
    negations: str
    hedges: str
    fields: Mapping[str, Mapping[str, str]]
    named_after: str  # "according to": the source follows; words joined by "_"
    named_before: str = ""  # "zufolge": the source precedes
    pronouns: str = ""
    breaks: str = ""  # words at which the name of a source ends
    dates: str = ""  # weekdays and months: names by their capital, figures by their sense
    nouns: str = ""  # reporting verbs that are mostly nouns: "claims"
    particles: Mapping[str, str] = field(
        default_factory=dict
    )  # "gab … bekannt": a verb only with one of these
    capitalises_nouns: bool = False

    @cached_property
    def is_negation(self) -> "Words":
        return Words(self.negations)

    @cached_property
    def is_hedge(self) -> "Words":
        return Words(self.hedges)

    @cached_property
    def is_date(self) -> "Words":
        return Words(self.dates)

    @cached_property
    def is_pronoun(self) -> "Words":
        return Words(self.pronouns)

    @cached_property
    def is_noun(self) -> "Words":
        return Words(self.nouns)

    @cached_property
    def is_break(self) -> "Words":
        return Words(self.breaks)

    @cached_property
    def is_common(self) -> "Words":
        return Words(self.common)

    @cached_property
    def reports(self) -> "Words":
        """Verbs that attribute; those that attack have an opponent, and no statement, after them."""
        groups = self.fields.get(REPORTING, {})
        return Words(" ".join(words for group, words in groups.items() if group != ATTACKING))

    @cached_property
    def is_cue(self) -> "Words":
        """Whether a word may be the first of those that attribute."""
        phrases = f"{self.named_after} {self.named_before}".split()
        first = " ".join(phrase.partition("_")[0] for phrase in phrases)
        return Words(" ".join((first, *self.fields.get(REPORTING, {}).values())))

    @cached_property
    def _tones(self) -> tuple[tuple[str, str, "Words"], ...]:
        """Field, group, words."""
        return tuple((f, g, Words(words)) for f, groups in self.fields.items() for g, words in groups.items())

    @cached_property
    def _has_tone(self) -> "Words":
        return Words(" ".join(words for groups in self.fields.values() for words in groups.values()))

    def tones_of(self, form: str) -> tuple[tuple[str, str], ...]:
        """The fields and groups that a word belongs to."""
        if form not in self._has_tone:
            return ()
        return tuple((field, group) for field, group, words in self._tones if form in words)

    @cached_property
    def source_follows(self) -> "Phrases":
        return Phrases(self.named_after)

    @cached_property
    def source_precedes(self) -> "Phrases":
        return Phrases(self.named_before)


class Words:
    """A set of words, some of them with any ending."""

    def __init__(self, words: str) -> None:
        listed = words.split()
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        stems = "|".join(re.escape(word[:-1]) for word in listed if word.endswith("*"))
        self._stem = re.compile(stems) if stems else None

    def __contains__(self, form: object) -> bool:
        if not isinstance(form, str):
            return False
        return form in self._whole or bool(self._stem and self._stem.match(form))


class Phrases:
    """Phrases of one word or more."""

    def __init__(self, listed: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted((tuple(p.split("_")) for p in listed.split()), key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def starting(self, form: str) -> Sequence[tuple[str, ...]]:
        """Those that begin with this word, longest first."""
        return self._by_first.get(form, ())
