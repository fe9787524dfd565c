"""Who an article says its text is from: credits in its fields and in its text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from headwater.copies.houses import House, is_same_house, named_house
from headwater.model import Article, CreditBasis, Evidence, Publishers, Span
from headwater.model.publisher import PublisherKind


class Voice(StrEnum):
    """How a credit is worded, strongest first."""

    CREDIT = "credit"  # the article's own credit, as its page was read
    FIRST_PUBLISHED = "first published"
    DATELINE = "dateline"
    BYLINE = "byline"
    COPYRIGHT = "copyright"
    SOURCE = "source"
    CONTRIBUTED = "contributed"
    OWN_VOICE = "own voice"
    REPORTED = "reported"


# How far each wording can be trusted to name where the text is from: read off the labelled pairs, rounded.
STRENGTH = {
    Voice.CREDIT: 0.95,
    Voice.FIRST_PUBLISHED: 0.95,
    Voice.DATELINE: 0.95,
    Voice.BYLINE: 0.95,
    Voice.COPYRIGHT: 0.9,
    Voice.SOURCE: 0.85,
    Voice.CONTRIBUTED: 0.8,
    Voice.OWN_VOICE: 0.7,
    Voice.REPORTED: 0.65,
}


@dataclass(frozen=True, slots=True)
class TextCredit:
    """A house that an article names as where text is from."""

    house: House
    voice: Voice
    evidence: Evidence

    @property
    def strength(self) -> float:
        return STRENGTH[self.voice]


_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ]"
_NAME = rf"(?P<name>{_UPPER}[\w&’'-]*(?:[ .]?(?:{_UPPER}|(?:of|de|der|la|and|&) {_UPPER})[\w&’'-]*){{0,4}})"
_THE = r"(?:(?i:the|der|die|das|dem|den|la|le|les|el|los)\s+|l['’])?"
_VOICES: tuple[tuple[Voice, re.Pattern[str]], ...] = (
    (
        Voice.FIRST_PUBLISHED,
        re.compile(
            r"(?i:(?:first|originally|initially)\s+(?:published|appeared|posted|reported)\s+(?:in|by|on|at)"
            r"|(?:published|appeared)\s+(?:first|originally)\s+(?:in|by|on|at)"
            r"|(?:erschien|veröffentlicht)\s+zuerst\s+(?:in|bei|auf|von)|zuerst\s+(?:erschienen|veröffentlicht)\s+(?:in|bei|auf|von)"
            r"|(?:publié|paru)\s+(?:initialement|d['’]abord)\s+(?:par|dans|sur)"
            r"|publicad[oa]\s+(?:originalmente|primero)\s+(?:en|por)"
            r"|впервые\s+опубликован\w*\s+(?:в|на)|republished\s+(?:from|with\s+permission\s+(?:from|of)))\s+"
            rf"{_THE}[«„“\"]?{_NAME}"
        ),
    ),
    (
        Voice.COPYRIGHT,
        re.compile(rf"(?:(?i:copyright)|©|\([cC]\))[\s,]*(?:©|\([cC]\))?\s*(?:\d{{4}}[\s,]*)?{_THE}{_NAME}"),
    ),
    (
        Voice.SOURCE,
        re.compile(
            r"(?im:^\W*(?:source|via|from|quelle|fuente|fonte|источник|con información de|mit material (?:von|der)"
            rf"|avec)\s*:?\s+){_THE}(?-i:{_NAME})\W*$",
            re.MULTILINE,
        ),
    ),
    (
        Voice.CONTRIBUTED,
        re.compile(
            rf"{_THE}{_NAME}(?:['’]s? [\w .]{{1,40}})?,?\s+(?:(?:also\s+)?contributed\s+to\s+this\s+(?:report|story|article)"
            r"|trug\s+zu\s+diesem\s+Bericht\s+bei|a\s+contribué\s+à\s+cet\s+article|contribuyó\s+a\s+este)"
        ),
    ),
    (
        Voice.OWN_VOICE,
        re.compile(
            rf"(?:\b(?:told|tells|tell|interview\s+with|obtained\s+by|sagte|sagten|gegenüber|déclaré\s+à|dijo\s+a|"
            rf"рассказал\w*|сообщил\w*|заявил\w*)\s+{_THE})[«„“\"]?{_NAME}"
        ),
    ),
    (
        Voice.OWN_VOICE,
        re.compile(
            rf"\b{_NAME}\s+(?:has\s+learned|has\s+learnt|can\s+reveal|understands|erfuhr|a\s+appris)\b"
        ),
    ),
    (
        Voice.REPORTED,
        re.compile(
            rf"\b(?:according\s+to|reported\s+(?:by|in|on)|reports?\s+(?:by|in|from|on)|laut|nach\s+Angaben\s+von|selon|según|"
            rf"по\s+данным|как\s+(?:сообщает|пишет))\s+{_THE}[«„“\"]?{_NAME}"
        ),
    ),
    (
        Voice.REPORTED,
        re.compile(
            rf"\b{_NAME}[»“”\"]?\s+(?:reported|reports|is\s+reporting|first\s+reported|wrote|writes|berichtete|berichtet|"
            r"rapporte|a\s+rapporté|informó|informa|сообщает|сообщило|пишет)\b"
        ),
    ),
)
_DATELINE = re.compile(rf"^[^()\n]{{0,60}}\(\s*{_NAME}\s*\)\s*(?:[-–—:]|\s--)", re.MULTILINE)
_SIGN_OFF = re.compile(
    rf"(?:[(—–-]\s*{_NAME}\s*\)?|^\s*(?P<alone>[A-ZА-Я]{{3,}}(?: [A-ZА-Я]+)?))\s*[;.]*\s*$"
)
_HEAD, _TAIL = 600, 160


def credits_of(article: Article, publishers: Publishers, *others: House) -> tuple[TextCredit, ...]:
    """Everyone but its own house that the article names as a source, strongest first.

    A name counts when the directory knows it or it means one of `others` (the houses it is compared with);
    otherwise any capitalised word after "told" would pass. A dateline's agency always counts.
    """
    found = [*_from_fields(article, publishers), *_from_text(article, publishers, others)]
    unique: dict[tuple[str, Voice], TextCredit] = {}
    for credit in found:
        unique.setdefault((credit.house.key, credit.voice), credit)
    return tuple(sorted(unique.values(), key=lambda c: (-c.strength, c.house.key)))


def _from_fields(article: Article, publishers: Publishers) -> list[TextCredit]:
    found = []
    if (credit := article.credit) and credit.basis is not CreditBasis.SITE:
        house = named_house(credit.publisher_id or credit.name, publishers)
        if credit.publisher_id:
            house = House(credit.publisher_id, credit.name, credit.publisher_id)
        says = f"the page credits it to {credit.name}"
        found.append(TextCredit(house, Voice.CREDIT, Evidence("credit", says, credit.printed)))
    for author in article.authors:
        if publisher := publishers.named(author):
            says = f"the byline is {publisher.name}"
            house = House(publisher.id, publisher.name, publisher.id)
            found.append(TextCredit(house, Voice.BYLINE, Evidence("byline", says, author)))
    return found


def _from_text(article: Article, publishers: Publishers, others: tuple[House, ...]) -> list[TextCredit]:
    text = article.text
    found = []
    for match in _DATELINE.finditer(text, 0, _HEAD):
        found.append(_credit(match["name"], Voice.DATELINE, match, publishers))
    end = _SIGN_OFF.search(text.rstrip(), max(0, len(text.rstrip()) - _TAIL))
    if end:
        name = end["name"] or end["alone"].title()
        signed = _credit(name, Voice.SOURCE, end, publishers)
        if _is_agency(signed.house, publishers) or any(is_same_house(signed.house, o) for o in others):
            found.append(signed)
    for voice, pattern in _VOICES:
        for match in pattern.finditer(text):
            credit = _credit(match["name"], voice, match, publishers)
            if credit.house.publisher_id or any(is_same_house(credit.house, o) for o in others):
                found.append(credit)
    return found


def _is_agency(house: House, publishers: Publishers) -> bool:
    known = publishers.get(house.publisher_id) if house.publisher_id else None
    return known is not None and known.kind is PublisherKind.AGENCY


def _credit(name: str, voice: Voice, match: re.Match[str], publishers: Publishers) -> TextCredit:
    house = _longest_known(name, publishers)
    quote = " ".join(match[0].split())
    evidence = Evidence(f"credit: {voice}", _SAYS[voice].format(house.name), quote, span=Span(*match.span()))
    return TextCredit(house, voice, evidence)


def _longest_known(name: str, publishers: Publishers) -> House:
    """The directory's entry for the longest beginning of the words: "Reuters Monday" means Reuters."""
    words = re.sub(r"['’]s?$", "", name).split()
    for count in range(len(words), 0, -1):
        if publisher := publishers.named(" ".join(words[:count])):
            return House(publisher.id, publisher.name, publisher.id)
    return named_house(" ".join(words), publishers)


_SAYS = {
    Voice.FIRST_PUBLISHED: "it says that it was first published by {}",
    Voice.DATELINE: "its dateline names {}",
    Voice.COPYRIGHT: "it carries the copyright line of {}",
    Voice.SOURCE: "it gives {} as its source",
    Voice.CONTRIBUTED: "it says that {} contributed",
    Voice.OWN_VOICE: "it speaks in the voice of {}",
    Voice.REPORTED: "it refers to a report by {}",
}
