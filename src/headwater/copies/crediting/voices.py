"""How news text words a credit, in five languages: patterns whose group `name` is who is credited."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """How a credit is worded, strongest first."""

    CREDIT = "credit"  # the article's own credit, as its page was read
    LINK = "link"  # a link to "the original", or to the very article it is compared with
    FIRST_PUBLISHED = "first published"
    DATELINE = "dateline"
    BYLINE = "byline"
    COPYRIGHT = "copyright"
    SOURCE = "source"
    ADDRESS = "address"  # the section of its address is for agencies' reports
    CONTRIBUTED = "contributed"
    LEARNED = "learned"  # "X has learned": X speaking of itself
    GIVEN_AWAY = "given away"  # what its page gave away to the reader of it: a label, a voice
    LEFTOVER = "leftover"  # a promo of X's own page that stands in the text
    REPORTED = "reported"
    TOLD = "told"  # "told X"
    NAMED = "named"  # the name alone
    AUTHOR = "author"  # it names the other article's author


LEFT_BEHIND = frozenset({Voice.GIVEN_AWAY, Voice.LEFTOVER})
"""What another house's own page left in a text, as opposed to what the page says itself."""

_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ]"
# Possessive, with separators that can't be letters: a run of ten thousand capitals is read once.
_MORE = rf"(?:[ .]{{1,2}}(?:(?:of|de|der|la|and|&) )?{_UPPER}[\w&’'-]*+){{0,4}}"
_NAME = rf"(?P<name>{_UPPER}[\w&’'-]*+{_MORE})"
_THE = r"(?:(?i:the|der|die|das|dem|den|la|le|les|el|los)\s+|l['’])?"
_QUOTED = rf"{_THE}[«„“\"]?{_NAME}"


# A text is gone through word by word, and a pattern tried where a word starts as one of its wordings does: to search
# for each pattern takes ten times as long. So many letters tell one word from most others.
OPENING = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases that say one thing of a name before or after them.

    `openings` are the first letters, lower case, of the words that the phrases start with. Where the name comes
    first, `phrase` is what follows it.
    """

    voice: Voice
    phrase: re.Pattern[str]
    openings: frozenset[str]
    name_first: bool = False


def _before_name(voice: Voice, *wordings: str) -> Wording:
    phrase = re.compile(rf"(?i:(?:{'|'.join(wordings)}))\s+{_QUOTED}")
    return Wording(voice, phrase, _openings(wordings))


def _after_name(voice: Voice, *wordings: str) -> Wording:
    return Wording(voice, re.compile(rf"(?:{'|'.join(wordings)})\b"), _openings(wordings), name_first=True)


_START = re.compile(r"(?:\(\?<[^)]*\))?(?:\(\?:(?P<choice>[^()]*)\)|(?P<word>\w+))")


def _openings(wordings: Iterable[str]) -> frozenset[str]:
    """The openings of wordings; each starts with a word, or with a plain group of words to choose from."""
    starts = [start["choice"] or start["word"] for wording in wordings if (start := _START.match(wording))]
    return frozenset(word[:OPENING].lower() for start in starts for word in start.split("|"))


_BY_PERMISSION = r"\s+(?:here\s+)?(?:by\s+permission\s+of|(?:with\s+(?:the\s+)?permission\s+)?(?:from|of))"

WORDINGS = (
    _before_name(
        Voice.FIRST_PUBLISHED,
        r"(?:first|originally|initially)\s+(?:published|appeared|posted|reported)\s+(?:in|by|on|at)",
        r"(?:published|appeared)\s+(?:first|originally)\s+(?:in|by|on|at)",
        rf"(?:republished|reprinted|reposted|syndicated){_BY_PERMISSION}",
        rf"(?:re|cross)-(?:published|printed|posted){_BY_PERMISSION}",
        r"(?:article|story|piece)\s+(?:is|was)\s+(?:produced|provided|supplied|distributed|syndicated)\s+by",
        r"read\s+the\s+(?:original|full|whole)\s+(?:article|story|report|piece|text)?\s*(?:here\s+)?(?:at|on|in)",
        r"(?:erschien|veröffentlicht)\s+zuerst\s+(?:in|bei|auf|von)",
        r"zuerst\s+(?:in|bei|auf|von)",
        r"zuerst\s+(?:erschienen|veröffentlicht)\s+(?:in|bei|auf|von)",
        r"(?:publié|paru)\s+(?:initialement|d['’]abord)\s+(?:par|dans|sur)",
        r"original(?:artikel|text|beitrag)\s+(?:lesen\s+)?(?:bei|auf)",
        r"ganzen\s+(?:artikel|text|beitrag)\s+(?:bei|auf)",
        r"lire\s+l['’](?:article\s+)?(?:original|intégral)\w*\s+(?:dans|sur)",
        r"(?:lea|leer)\s+el\s+(?:artículo\s+)?(?:original|completo)\s+en",
        r"publicad[oa]\s+(?:originalmente|primero)\s+(?:en|por)",
        r"впервые\s+опубликован\w*\s+(?:в|на)",
    ),
    _before_name(
        Voice.CONTRIBUTED,
        "contributing:",
        r"(?:contains|with|includes)\s+(?:material|files|information)\s+from",
        r"mit\s+material\s+(?:von|der)",
        r"con\s+información\s+de",
        r"по\s+материалам",
    ),
    _before_name(
        Voice.LEFTOVER,
        r"(?:read|see|watch)\s+more\s+(?:at|on|from|in)",
        r"(?<![^\n])more\s+from",
        r"sign\s+up\s+(?:here\s+)?(?:for|to)",
        r"subscribe\s+(?:here\s+)?(?:for|to)",
        r"(?:download|get)\s+the(?=\s+\S+(?:\s\S+){0,3}\s+app\b)",
        r"follow(?=\s+\S+(?:\s\S+){0,3}\s+on\s+(?:twitter|facebook|instagram|telegram))",
        r"(?:mehr|weiter)\s+(?:dazu\s+)?(?:lesen\s+sie\s+)?(?:bei|auf)",
        r"(?:abonnieren|lesen)\s+sie",
        r"lire\s+(?:aussi|la\s+suite)\s+(?:sur|à|dans)",
        r"abonnez-vous\s+(?:sur|à|dans)",
        r"(?:lea|vea)\s+(?:más|también)\s+en",
        r"(?:suscríbete|suscríbase)\s+a",
        r"читайте\s+(?:также\s+)?(?:на|в)",
        r"подписывайтесь\s+на",
    ),
    _before_name(
        Voice.TOLD,
        r"(?:told|tells|tell)",
        r"interview\s+with",
        r"(?:obtained|seen|reviewed)\s+by",
        r"(?:sagte|sagten)",
        "gegenüber",
        r"déclaré\s+à",
        r"dijo\s+a",
        r"(?:рассказал|сообщил|заявил)\w*",
    ),
    _before_name(
        Voice.REPORTED,
        r"according\s+to",
        r"according\s+to\s+a\s+report\s+(?:in|by|from)",
        r"reported\s+(?:by|in|on)",
        r"reports?\s+(?:by|in|from|on)",
        "laut",
        r"nach\s+Angaben\s+von",
        "selon",
        "según",
        r"по\s+данным",
        r"как\s+(?:сообщает|пишет)",
    ),
    _after_name(
        Voice.LEARNED, "has learned", "has learnt", "can reveal", "erfuhr", "a appris", "стало известно"
    ),
    _after_name(
        Voice.REPORTED,
        r"(?:first|has)\s+(?:reported|reports|wrote|writes|said)",
        r"(?:reported|reports|wrote|writes|said)",
        r"is\s+reporting",
        "berichtete",
        "berichtet",
        "rapporte",
        r"a\s+rapporté",
        "informó",
        "informa",
        "сообщает",
        "сообщило",
        "пишет",
    ),
)

# Signs and lines that no word opens.
COPYRIGHT = re.compile(
    r"(?:(?i:copyright)|©|\([cC]\))[\s,]*(?:©|\([cC]\))?\s*"
    rf"(?:\d{{4}}[\s,]*)?(?:(?i:by)\s+)?{_THE}{_NAME}"
)
SOURCE = re.compile(
    r"(?i:^\W*(?:source|via|from|quelle|fuente|fonte|источник|con información de|avec)\s*:?\s+)"
    rf"{_THE}{_NAME}\W*$",
    re.MULTILINE,
)

# "Ana Reyes and the Littoral Wire contributed to this report": every name in the line before the verb counts.
CONTRIBUTED = re.compile(
    r"\b(?:contributed\s+to\s+this\s+(?:report|story|article)"
    r"|tru?g(?:en)?\s+zu\s+diesem\s+Bericht\s+bei|(?:a|ont)\s+contribué\s+à\s+cet\s+article"
    r"|contribuy(?:ó|eron)\s+a\s+este\s+(?:informe|artículo))"
)
NAME = re.compile(_NAME)
LAST_NAME = re.compile(rf"\b{_NAME}$")
DATELINE = re.compile(rf"^[^()\n]{{0,60}}\(\s*{_NAME}\s*\)\s*(?:[-–—:]|\s--)", re.MULTILINE)
SIGN_OFF = re.compile(rf"(?:[(—–-]\s*{_NAME}\s*\)?|^\s*(?P<alone>[A-ZА-Я]{{3,}}(?: [A-ZА-Я]+)?))\s*[;.]*\s*$")

# The words of a link that leads to where the text was printed first, or beside which such a link stands.
ORIGINAL = re.compile(
    r"(?i)\b(?:original(?:ly)?(?:\s+(?:article|story|report|post|version|source|published|appeared))?"
    r"|first\s+(?:published|appeared)|(?:read|see)\s+the\s+(?:full|whole)\s+(?:article|story|report)"
    r"|source\s+article|originalartikel|originaltext|zuerst\s+(?:erschienen|veröffentlicht)"
    r"|article\s+original|publié\s+(?:initialement|d['’]abord)|artículo\s+original|publicado\s+originalmente"
    r"|оригинал\w*|впервые\s+опубликован\w*)\b"
)

SAYS = {
    Voice.LINK: "it links to {} as where it was printed first",
    Voice.LEFTOVER: "a line of {}'s own page is left in it",
    Voice.FIRST_PUBLISHED: "it says that it was first published by {}",
    Voice.DATELINE: "its dateline names {}",
    Voice.COPYRIGHT: "it carries the copyright line of {}",
    Voice.ADDRESS: "its address puts it among the reports of {}",
    Voice.SOURCE: "it gives {} as its source",
    Voice.CONTRIBUTED: "it says that {} contributed",
    Voice.AUTHOR: "it names an author of {}",
    Voice.LEARNED: "it speaks as {} of itself",
    Voice.REPORTED: "it refers to a report by {}",
    Voice.TOLD: "it says that somebody told {}",
    Voice.NAMED: "it names {}",
}
