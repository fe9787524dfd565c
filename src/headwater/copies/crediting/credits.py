"""Who an article says its text is from: credits in its fields and in its text."""

import re
from dataclasses import dataclass

from headwater.copies.crediting.houses import (
    UNNAMED_AGENCY,
    House,
    Houses,
    house_of,
    known_house,
    named_house,
    unlisted_host,
)
from headwater.copies.crediting.phrases import phrases_in
from headwater.copies.crediting.voices import DATELINE, LEFT_BEHIND, ORIGINAL, SAYS, SIGN_OFF, Voice
from headwater.copies.text.remembering import remembered
from headwater.model import Article, Credit, CreditBasis, Evidence, Link, Publishers, Span
from headwater.model.publisher import PublisherKind, host_of

# How far each wording names where the text is from: the share that is right on the labelled pairs, rounded.
STRENGTH = {
    Voice.CREDIT: 0.95,
    Voice.LINK: 0.95,
    Voice.FIRST_PUBLISHED: 0.95,
    Voice.DATELINE: 0.95,
    Voice.BYLINE: 0.95,
    Voice.COPYRIGHT: 0.95,
    Voice.SOURCE: 0.9,
    Voice.ADDRESS: 0.9,
    Voice.CONTRIBUTED: 0.9,
    Voice.LEARNED: 0.9,
    Voice.GIVEN_AWAY: 0.9,
    Voice.LEFTOVER: 0.9,
    Voice.REPORTED: 0.9,
    Voice.TOLD: 0.85,
    Voice.NAMED: 0.8,
    Voice.AUTHOR: 0.7,
}

# Wordings that tell who made the text. "X reported" and "told X" tell of a source for something in it.
MAKERS = frozenset(
    {
        Voice.CREDIT,
        Voice.LINK,
        Voice.FIRST_PUBLISHED,
        Voice.DATELINE,
        Voice.BYLINE,
        Voice.COPYRIGHT,
        Voice.SOURCE,
        Voice.ADDRESS,
        Voice.CONTRIBUTED,
        Voice.LEARNED,
        Voice.GIVEN_AWAY,
        Voice.LEFTOVER,
    }
)

# Where a dateline and a sign-off are looked for (characters from the start and to the end).
_HEAD, _TAIL = 600, 160
# Sections for agencies' reports; a section's name is short, while the headline in an address may have any word.
_WIRES = frozenset({"wire", "wires", "newswire", "newswires", "wirestory", "wireservice", "agencies"})
_LONGEST_SECTION = 3
_SCHEME = re.compile(r"^[a-z]+://", re.IGNORECASE)
# How far before a link the words stand that call it the original.
_BEFORE_LINK = 60


@dataclass(frozen=True, slots=True)
class TextCredit:
    """A house that an article names as where text is from; `read` is how surely it was read (0..1)."""

    house: House
    voice: Voice
    evidence: Evidence
    read: float = 1.0
    is_printed: bool = (
        True  # False where readers are not told: a line left over, what the rest of the page says
    )

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
    stated = (
        *_from_fields(article, publishers, others),
        *_from_links(article, publishers),
        *_from_address(article, publishers),
    )
    for credit in (*stated, *in_text):
        unique.setdefault((credit.house.key, credit.voice), credit)
    return tuple(sorted(unique.values(), key=lambda c: (-c.strength, c.house.key)))


def unsure_houses(article: Article, publishers: Publishers) -> frozenset[House]:
    """The houses that `credits_of` counts only where they are among the others."""
    authors = (named_house(author, publishers) for author in article.authors)
    in_text = (named.credit.house for named in _named_in(article.text, publishers) if not named.is_sure)
    return frozenset((*in_text, *(house for house in authors if not house.publisher_id)))


# What a page says to its readers; the other bases are what an investigator finds out about it.
_PRINTED = {
    CreditBasis.MARKUP: "its markup names {} as where it is from",
    CreditBasis.SOURCE_LINE: "the page credits it to {}",
    CreditBasis.BYLINE: "its byline or dateline is {}'s",
}


def _from_fields(article: Article, publishers: Publishers, others: Houses) -> list[TextCredit]:
    """The credit that its page was read to have, and bylines that are a house's name."""
    found = []
    if (credit := article.credit) and credit.basis is not CreditBasis.SITE:
        found.append(_credit_of_page(credit, publishers))
    for author in article.authors:
        house = named_house(author, publishers)
        if house.publisher_id or house in others:
            says = f"the byline is {house.name}"
            found.append(TextCredit(house, Voice.BYLINE, Evidence("byline", says, author)))
    return found


def _credit_of_page(credit: Credit, publishers: Publishers) -> TextCredit:
    known = publishers.get(credit.publisher_id) if credit.publisher_id else None
    house = known_house(known) if known else named_house(credit.name, publishers)
    if says := _PRINTED.get(credit.basis):
        evidence = Evidence("credit", says.format(credit.name), credit.printed)
        return TextCredit(house, Voice.CREDIT, evidence, credit.confidence)
    says = f"its page gives {credit.name} away"
    evidence = Evidence("given-away", says, credit.printed)
    if credit.evidence:
        (why, *_) = credit.evidence
        evidence = Evidence("given-away", f"{says}: {why.says}", why.quote, why.line)
    return TextCredit(house, Voice.GIVEN_AWAY, evidence, credit.confidence, is_printed=False)


def _from_links(article: Article, publishers: Publishers) -> list[TextCredit]:
    """Links that the article itself calls the original: by their own words, or by those right before them."""
    found = []
    for link in article.links:
        if not (host_of(link.url) and (words := _calls_original(link, article.text))):
            continue
        house = named_house(host_of(link.url), publishers)
        if not house.publisher_id:
            house = unlisted_host(host_of(link.url), publishers)
        says = f"{SAYS[Voice.LINK].format(house.name)} ({link.url})"
        found.append(TextCredit(house, Voice.LINK, Evidence("credit: link", says, words)))
    return found


def _calls_original(link: Link, text: str) -> str:
    """The words that call a link the original; empty where none do."""
    if ORIGINAL.search(link.text):
        return link.text
    at = text.find(link.text) if link.text else -1
    line = text.rfind("\n", 0, at) + 1
    if at >= 0 and ORIGINAL.search(text, max(line, at - _BEFORE_LINK), at):
        return text[max(line, at - _BEFORE_LINK) : at + len(link.text)]
    return ""


def _from_address(article: Article, publishers: Publishers) -> list[TextCredit]:
    """Sections of its address that are an agency's (`/reuters/`) or agencies' (`/wirestory/`), but not at home."""
    if not article.url or house_of(article, publishers).is_agency:
        return []
    found = []
    for section in _SCHEME.sub("", article.url).split("/")[1:-1]:
        words = re.split(r"[-_+.]", section)
        known = publishers.named(" ".join(words)) if len(words) <= _LONGEST_SECTION else None
        if known and known.kind is PublisherKind.AGENCY:
            house = known_house(known)
        elif len(words) <= _LONGEST_SECTION and not _WIRES.isdisjoint(word.lower() for word in words):
            house = UNNAMED_AGENCY
        else:
            continue
        evidence = Evidence(f"credit: {Voice.ADDRESS}", SAYS[Voice.ADDRESS].format(house.name), section)
        found.append(TextCredit(house, Voice.ADDRESS, evidence, is_printed=False))
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """A house that a text names; one that is not sure counts only where it is among those compared."""

    credit: TextCredit
    is_sure: bool


# Each text of a family is searched again when it grows; what is found is small.
@remembered(texts=4096)
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
    worded = (_credit(found.name, found.voice, found.match, publishers) for found in phrases_in(text))
    return (*found, *(_Named(credit, _is_sure(credit)) for credit in worded))


def _is_sure(credit: TextCredit) -> bool:
    """A house that the directory knows, or an agency by its own name as the holder of the rights."""
    rights = credit.voice in (Voice.COPYRIGHT, Voice.FIRST_PUBLISHED)
    return bool(credit.house.publisher_id) or (rights and credit.house.is_agency)


def _credit(name: str, voice: Voice, match: re.Match[str], publishers: Publishers) -> TextCredit:
    house = _longest_known(name, publishers)
    start, end = min(match.start(), match.string.rfind(name, 0, match.end())), match.end()
    quote = " ".join(match.string[start:end].split())
    evidence = Evidence(f"credit: {voice}", SAYS[voice].format(house.name), quote, span=Span(start, end))
    return TextCredit(house, voice, evidence, is_printed=voice not in LEFT_BEHIND)


def _longest_known(name: str, publishers: Publishers) -> House:
    """The directory's entry for the longest beginning of the words: "Reuters Monday" means Reuters."""
    words = re.sub(r"['’]s?$", "", name).split()
    for count in range(len(words), 0, -1):
        if publisher := publishers.named(" ".join(words[:count])):
            return known_house(publisher)
    return named_house(" ".join(words), publishers)
