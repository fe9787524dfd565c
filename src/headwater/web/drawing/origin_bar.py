"""The origin bar: one segment for each independent origin, as wide as its number of articles.

Its whole length grows with the number of articles too, so that a lone report does not look as weighty as forty.
"""

import math
from dataclasses import dataclass

from headwater.model.views import OriginShare, StoryCard
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of, whole
from headwater.web.wording.translation import _

# Five colours can be told apart at a glance; what comes after them shares a neutral one and is named in the
# legend and on the story page.
TONES = 5
REST = "rest"
UNSEEN = "unseen"

# As many articles as make a full bar: beyond it the eye compares segments, not lengths.
_FULL_BAR = 20

_THINNEST = 2.0  # percent


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar: `start` and `width` in percent of it, `tone` names its colour, `words` its legend."""

    start: float
    width: float
    tone: str
    name: str
    articles: int
    uncredited: int
    seen: bool
    origins: int = 1

    @property
    def words(self) -> str:
        """Its legend: "Littoral Wire 14", "State Gazette 12, of them 9 uncredited"."""
        count = f"{self.name} {whole(self.articles)}"
        if not self.uncredited:
            return count
        return _("%(count)s, of them %(num)s uncredited") % {"count": count, "num": whole(self.uncredited)}


@dataclass(frozen=True, slots=True)
class OriginBar:
    """The bar of one story: `length` is the class of its length in tenths, `words` the text alternative."""

    segments: tuple[Segment, ...]
    length: int
    words: str


def tones(origins: tuple[OriginShare, ...]) -> dict[str, str]:
    """The tone of each family, so that the bar and the river use the same colour for one origin."""
    found: dict[str, str] = {}
    for share, tone in zip(origins, _tones_of(origins), strict=True):
        for family in share.families:
            found[family] = tone
    return found


def _tones_of(origins: tuple[OriginShare, ...]) -> list[str]:
    given: list[str] = []
    seen = 0
    for share in origins:
        if not share.seen:
            given.append(UNSEEN)
        elif seen < TONES:
            seen += 1
            given.append(f"o{seen}")
        else:
            given.append(REST)
    return given


def origin_bar(card: StoryCard, *, named: int = 4) -> OriginBar:
    """Lay out a story's bar; origins after the first `named` are gathered when there would be many."""
    total = sum(share.articles for share in card.origins)
    if not total:
        return OriginBar((), _length(card.articles), wording.bar_words(card))
    tones_in_order = _tones_of(card.origins)
    cut = len(card.origins) if len(card.origins) <= named + 1 else named
    rest = card.origins[cut:]
    widths = _widths(
        [share.articles for share in card.origins[:cut]] + [sum(s.articles for s in rest)] * bool(rest)
    )
    segments: list[Segment] = []
    start = 0.0
    for share, tone, width in zip(card.origins[:cut], tones_in_order, widths, strict=False):
        name = wording.origin_name(share)
        segments.append(Segment(start, width, tone, name, share.articles, share.uncredited, share.seen))
        start += width
    if rest:
        articles, uncredited = sum(s.articles for s in rest), sum(s.uncredited for s in rest)
        name = number_of("%(num)s other origin", "%(num)s other origins", len(rest))
        segments.append(Segment(start, widths[-1], REST, name, articles, uncredited, True, len(rest)))
    return OriginBar(tuple(segments), _length(card.articles), wording.bar_words(card))


def _widths(articles: list[int]) -> list[float]:
    """In percent, none so thin that it can't be seen beside two hundred copies."""
    total = sum(articles)
    widths = [max(_THINNEST, 100 * number / total) for number in articles]
    return [100 * width / sum(widths) for width in widths]


def _length(articles: int) -> int:
    return max(1, min(10, math.ceil(10 * math.sqrt(max(articles, 1) / _FULL_BAR))))
