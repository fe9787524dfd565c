"""What gives an outlet away where no credit is printed: its label in promos, and its own voice."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from headwater.model import Credit, CreditBasis, Evidence, Publishers
from headwater.model.publisher import name_key
from headwater.reading.languages import words_of
from headwater.reading.lines import ends_sentence, word_count
from headwater.reading.promos import Promo

# What a sign is worth. Any outlet writes "told X" of another now and then, so one such phrase alone never
# decides; a known outlet's label in promos and "X has learned" are said only at home. A label that we don't
# know may be a section's name: it takes three of them, or other signs of the same name.
_WORTH = {"promo-label": 2.0, "promo-name": 0.75, "learned": 2.0, "told": 1.0}
_ENOUGH = 2.0
_NAME = r"(?P<name>[A-ZА-ЯЁ][\w.&'’-]*(?: (?:de |of |the |und |la |le )?[A-ZА-ЯЁ][\w.&'’-]*){0,3})"
_BOUNDARY = r"(?=[,.;:!?\"'”’»)\s–—-]|$)"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on a page that gives an outlet away. `article` is its index on the page, if it stands in one."""

    name: str
    evidence: Evidence
    article: int | None = None


def signs_in_promos(
    promos: Sequence[Promo], publishers: Publishers, article: int | None = None
) -> list[Sign]:
    """Labels above the linked headlines of promos: short, no caption; known, or used more than once."""
    labels = [
        p.over for p in promos if p.over and word_count(p.over.text) <= 4 and not ends_sentence(p.over.text)
    ]
    counts = Counter(label.key for label in labels)
    return [
        Sign(
            label.text,
            Evidence(
                "promo-label",
                f"“{label.text}” labels a linked headline left in the text",
                label.text,
                label.number,
            ),
            article,
        )
        for label in labels
        if publishers.named(label.text) or counts[label.key] > 1
    ]


def signs_in_text(text: str, article: int | None = None, line: int | None = None) -> list[Sign]:
    """What an article says in its outlet's own voice."""
    signs = []
    for voice in _voices():
        for phrase in voice.phrase.finditer(text):
            if found := voice.name_beside(text, phrase):
                name, quote = found[0].rstrip(".'’-"), found[1].strip(" .'’-")
                says = f"“{quote}” is how an outlet speaks of itself"
                signs.append(Sign(name, Evidence(voice.rule, says, quote, line), article))
    return signs


_NAME_AFTER = re.compile(r"\s?" + _NAME + _BOUNDARY)
_NAME_BEFORE = re.compile(rf"(?<![\w-]){_NAME}\s$")
_NAME_REACH = 80  # no outlet's name is longer, in characters


@dataclass(frozen=True, slots=True)
class _Voice:
    """Phrases beside which an outlet names itself: "told X" or "X has learned"."""

    rule: str
    phrase: re.Pattern[str]
    name_follows: bool

    def name_beside(self, text: str, phrase: re.Match[str]) -> tuple[str, str] | None:
        """The name beside a phrase, and both together. It has to touch: "told the broadcaster X" is another's."""
        if self.name_follows:
            after = _NAME_AFTER.match(text, phrase.end())
            return (after["name"], f"{phrase[0]} {after['name']}") if after else None
        before = _NAME_BEFORE.search(text[max(0, phrase.start() - _NAME_REACH) : phrase.start()])
        return (before["name"], before[0] + phrase[0]) if before else None


@cache
def _voices() -> tuple[_Voice, ...]:
    """All languages' phrases in three patterns, so that a text is gone through three times and not fifty."""
    voices = []
    for rule, choose in (("told", lambda m: m.told), ("learned", lambda m: m.learned)):
        templates = [template.partition("{name}") for template in words_of(choose)]
        follows = sorted(
            {before.rstrip() for before, _, after in templates if not after}, key=len, reverse=True
        )
        precedes = sorted({after.strip() for before, _, after in templates if after and not before})
        for phrases, name_follows in ((follows, True), (precedes, False)):
            if phrases:
                pattern = re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?:(?<=['’])|(?!\w))", re.IGNORECASE)
                voices.append(_Voice(rule, pattern, name_follows))
    return tuple(voices)


@dataclass(frozen=True, slots=True)
class GivenAway:
    """The outlet that a page's signs agree on."""

    credit: Credit
    signs: tuple[Sign, ...]


def _names_outlet(signs: Sequence[Sign], publishers: Publishers) -> bool:
    """Whether a name is an outlet's: known, or given away in two ways, or a label that keeps returning.

    "Seen by" and "told" stand before people as well.
    """
    rules = Counter(sign.evidence.rule for sign in signs)
    return publishers.named(signs[0].name) is not None or len(rules) > 1 or rules["promo-name"] >= 3


def weigh(signs: Sequence[Sign], publishers: Publishers) -> GivenAway | None:
    by_outlet: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        publisher = publishers.named(sign.name)
        by_outlet[publisher.id if publisher else name_key(sign.name)].append(sign)
    by_outlet = {key: found for key, found in by_outlet.items() if _names_outlet(found, publishers)}
    scores = {key: sum(_WORTH[s.evidence.rule] for s in found) for key, found in by_outlet.items()}
    ranked = sorted(scores, key=lambda k: (-scores[k], k))
    if (
        not ranked
        or scores[ranked[0]] < _ENOUGH
        or (len(ranked) > 1 and scores[ranked[0]] < 2 * scores[ranked[1]])
    ):
        return None
    found = by_outlet[ranked[0]]
    name = found[0].name
    publisher = publishers.named(name)
    # 1 - 0.6^points: two points 0.64, four 0.87, eight 0.98; the cap leaves room for what can't be seen.
    confidence = min(0.95, 1 - 0.6 ** scores[ranked[0]])
    credit = Credit(
        publisher.name if publisher else name,
        publisher.id if publisher else None,
        name,
        CreditBasis.LEFTOVER,
        confidence,
    )
    return GivenAway(credit, tuple(found))


def credit_from_signs(index: int, given_away: GivenAway) -> Credit:
    """A credit from the page's signs: surer for an article that holds one itself."""
    own = [s.evidence for s in given_away.signs if s.article == index]
    elsewhere = [s.evidence for s in given_away.signs if s.article != index]
    basis = CreditBasis.OWN_VOICE if any(e.rule in ("told", "learned") for e in own) else CreditBasis.LEFTOVER
    confidence = given_away.credit.confidence * (1.0 if own else 0.9)
    return replace(
        given_away.credit, basis=basis, confidence=round(confidence, 3), evidence=(*own, *elsewhere)
    )
