"""The words by which a page's furniture is known in one language: a record, filled in a module a language.

Every entry is lower case and matched without regard to case. Entries of `units` and `dateline` are regular
expressions; all others are plain words. Rules about the *shape* of a page never need these words: they are
the second leg that a reading stands on, and the only one where a page is too short to show a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Unit(Enum):
    """A unit of elapsed time, with its length in seconds (a month is 30 days, a year 365)."""

    SECOND = 1
    MINUTE = 60
    HOUR = 3_600
    DAY = 86_400
    WEEK = 604_800
    MONTH = 2_592_000
    YEAR = 31_536_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers:
    """One language's words. See the fields of `english.py` for an example of each."""

    language: str
    # Elapsed time: `ago` holds templates with {n} (a number or one of `numbers`) and {unit}.
    units: Mapping[Unit, str]
    numbers: Mapping[str, int]
    ago: tuple[str, ...]
    just_now: tuple[str, ...] = ()
    last_week: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    yesterday: tuple[str, ...] = ()
    months: tuple[tuple[str, ...], ...] = ()  # twelve tuples of spellings
    at_clock: tuple[str, ...] = ()  # words between a date and its time
    clock_suffix: tuple[str, ...] = ()  # words after a time: "uhr"
    # Furniture.
    promo: tuple[str, ...] = ()  # a line that announces a linked headline, or starts one with a colon
    related: tuple[str, ...] = ()  # the heading above related articles
    panel: tuple[str, ...] = ()  # headings and lines of panels: comments, sharing, assistants
    app: tuple[str, ...] = ()  # the offer of an app
    footer: tuple[str, ...] = ()  # what starts a page's end
    archive: tuple[str, ...] = ()  # "category archive", before a colon or alone
    hashtags: tuple[str, ...] = ()
    icon_words: tuple[str, ...] = ()  # alternative texts of icons that stick to a line
    source: tuple[str, ...] = ()  # words before the outlet that a text was taken from
    byline: tuple[str, ...] = ()  # words before an author's name
    updated: tuple[str, ...] = ()  # words before a time: "published", "updated"
    edited: tuple[str, ...] = ()  # marks beside the time of a post that was changed since
    caption: tuple[str, ...] = ()  # words that open a photo caption
    # Labels and notes.
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # label -> the words that mean it
    note: tuple[str, ...] = ()  # words that open an editor's note
    note_words: tuple[str, ...] = ()  # words that only a note about the article itself uses
    pronouns: tuple[str, ...] = ()  # personal pronouns that can begin a sentence
    # Credit in an article's own voice: regular expressions with a group (?P<name>…) written as {name}.
    told: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
