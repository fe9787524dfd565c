"""Who an article says its text is from: credits in its fields and in its text."""

import re
from dataclasses import dataclass

from headwater.copies.houses import House, Houses, known_house, named_house
from headwater.copies.remembering import remembered
from headwater.copies.voices import (
    AFTER_NAME,
    BEFORE_NAME,
    CONTRIBUTED,
    DATELINE,
    LAST_NAME,
    NAME,
    SAYS,
    SIGN_OFF,
    Voice,
)
from headwater.model import Article, CreditBasis, Evidence, Publishers, Span

# How far each wording names where the text is from: the share that is right on the labelled pairs, rounded.
STRENGTH = {
    Voice.CREDIT: 0.95,
    Voice.FIRST_PUBLISHED: 0.95,
    Voice.DATELINE: 0.95,
    Voice.BYLINE: 0.95,
    Voice.COPYRIGHT: 0.95,
    Voice.SOURCE: 0.9,
    Voice.CONTRIBUTED: 0.9,
    Voice.LEARNED: 0.9,
    Voice.REPORTED: 0.9,
    Voice.TOLD: 0.85,
    Voice.NAMED: 0.8,
    Voice.AUTHOR: 0.7,
}

# Wordings that tell who made the text. "X reported" and "told X" tell of a source for something in it.
MAKERS = frozenset(
    {
        Voice.CREDIT,
        Voice.FIRST_PUBLISHED,
        Voice.DATELINE,
        Voice.BYLINE,
        Voice.COPYRIGHT,
        Voice.SOURCE,
        Voice.CONTRIBUTED,
        Voice.LEARNED,
    }
)

# Where a dateline and a sign-off are looked for, and how far before a verb its subject can start (characters).
_HEAD, _TAIL = 600, 160
_LONGEST_NAME, _CONTRIBUTORS = 60, 160


@dataclass(frozen=True, slots=True)
class TextCredit:
    """A house that an article names as where text is from; `read` is how surely it was read (0..1)."""

    house: House
    voice: Voice
    evidence: Evidence
    read: float = 1.0
    is_printed: bool = True  # False where the reader inferred it: a label left over, the rest of the page

    @property
    def strength(self) -> float:
        return STRENGTH[self.voice] * self.read


def credits_of(article: Article, publishers: Publishers, others: Houses) -> tuple[TextCredit, ...]:
    """Everyone but its own house that the article names as a source, strongest first.

    A name counts when the directory knows it or it means one of `others` (the houses it is compared with);
    otherwise any capitalised word after "told" would pass. A dateline's agency always counts.
    """
    in_text = [
        named.credit
        for named in _named_in(article.text, publishers)
        if named.is_sure or named.credit.house in others
    ]
    unique: dict[tuple[str, Voice], TextCredit] = {}
    for credit in (*_from_fields(article, publishers), *in_text):
        unique.setdefault((credit.house.key, credit.voice), credit)
    return tuple(sorted(unique.values(), key=lambda c: (-c.strength, c.house.key)))


# What a page says to its readers; the other bases are what an investigator finds out about it.
_PRINTED = frozenset({CreditBasis.MARKUP, CreditBasis.SOURCE_LINE, CreditBasis.BYLINE})


def _from_fields(article: Article, publishers: Publishers) -> list[TextCredit]:
    found = []
    if (credit := article.credit) and credit.basis is not CreditBasis.SITE:
        known = publishers.get(credit.publisher_id) if credit.publisher_id else None
        house = known_house(known) if known else named_house(credit.name, publishers)
        is_printed = credit.basis in _PRINTED
        says = f"the page credits it to {credit.name}" if is_printed else f"the page gives {credit.name} away"
        evidence = Evidence("credit" if is_printed else "given-away", says, credit.printed)
        found.append(TextCredit(house, Voice.CREDIT, evidence, credit.confidence, is_printed))
    for author in article.authors:
        if publisher := publishers.named(author):
            says = f"the byline is {publisher.name}"
            found.append(TextCredit(known_house(publisher), Voice.BYLINE, Evidence("byline", says, author)))
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """A house that a text names; one that is not sure counts only where it is among those compared."""

    credit: TextCredit
    is_sure: bool


# Each text of a family is searched again when it grows; what is found is small.
@remembered(texts=1024)
def _named_in(text: str, publishers: Publishers) -> tuple[_Named, ...]:
    """Everyone that the text names as a source."""
    found = [
        _Named(_credit(match["name"], Voice.DATELINE, match, publishers), is_sure=True)
        for match in DATELINE.finditer(text, 0, _HEAD)
    ]
    end = SIGN_OFF.search(text.rstrip(), max(0, len(text.rstrip()) - _TAIL))
    if end:
        signed = _credit(end["name"] or end["alone"].title(), Voice.SOURCE, end, publishers)
        found.append(_Named(signed, signed.house.is_agency))
    found += (_Named(credit, bool(credit.house.publisher_id)) for credit in _worded(text, publishers))
    return tuple(found)


def _worded(text: str, publishers: Publishers) -> list[TextCredit]:
    """Credits in the wording of the text, to whatever name."""
    found = [
        _credit(match["name"], voice, match, publishers)
        for voice, pattern in BEFORE_NAME
        for match in pattern.finditer(text)
    ]
    for voice, pattern in AFTER_NAME:
        for verb in pattern.finditer(text):
            if name := LAST_NAME.search(text, max(0, verb.start() - _LONGEST_NAME), verb.start()):
                found.append(_credit(name["name"], voice, verb, publishers))
    for match in CONTRIBUTED.finditer(text):
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _CONTRIBUTORS)
        for name in NAME.finditer(text, line, match.start()):
            found.append(_credit(name["name"], Voice.CONTRIBUTED, match, publishers))
    return found


def _credit(name: str, voice: Voice, match: re.Match[str], publishers: Publishers) -> TextCredit:
    house = _longest_known(name, publishers)
    start, end = min(match.start(), match.string.rfind(name, 0, match.end())), match.end()
    quote = " ".join(match.string[start:end].split())
    evidence = Evidence(f"credit: {voice}", SAYS[voice].format(house.name), quote, span=Span(start, end))
    return TextCredit(house, voice, evidence)


def _longest_known(name: str, publishers: Publishers) -> House:
    """The directory's entry for the longest beginning of the words: "Reuters Monday" means Reuters."""
    words = re.sub(r"['’]s?$", "", name).split()
    for count in range(len(words), 0, -1):
        if publisher := publishers.named(" ".join(words[:count])):
            return known_house(publisher)
    return named_house(" ".join(words), publishers)


def mentions_of(article: Article, other: Article, house: House, publishers: Publishers) -> list[TextCredit]:
    """What `article` says of one other article: its author's full name, or its house's name in any wording."""
    found = []
    own = {name.casefold() for name in article.authors}
    for author in other.authors:
        if " " in author and author.casefold() not in own and (at := article.text.find(author)) >= 0:
            found.append(_mention(house, Voice.AUTHOR, author, at))
            break
    known = publishers.get(house.publisher_id) if house.publisher_id else None
    for name in (known.name, *known.aliases) if known else (house.name,):
        if len(name) > 2 and (match := re.search(rf"\b{re.escape(name)}\b", article.text)):
            found.append(_mention(house, Voice.NAMED, name, match.start()))
            break
    return found


def _mention(house: House, voice: Voice, quote: str, at: int) -> TextCredit:
    span = Span(at, at + len(quote))
    return TextCredit(
        house, voice, Evidence(f"credit: {voice}", SAYS[voice].format(house.name), quote, span=span)
    )
