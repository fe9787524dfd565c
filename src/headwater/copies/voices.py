"""How news text words a credit, in five languages: patterns whose group `name` is who is credited."""

import re
from enum import StrEnum


class Voice(StrEnum):
    """How a credit is worded, strongest first."""

    CREDIT = "credit"  # the article's own credit, as its page was read
    FIRST_PUBLISHED = "first published"
    DATELINE = "dateline"
    BYLINE = "byline"
    COPYRIGHT = "copyright"
    SOURCE = "source"
    CONTRIBUTED = "contributed"
    LEARNED = "learned"  # "X has learned": X speaking of itself
    REPORTED = "reported"
    TOLD = "told"  # "told X"
    NAMED = "named"  # the name alone
    AUTHOR = "author"  # it names the other article's author


_UPPER = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ]"
# Possessive, with separators that can't be letters: a run of ten thousand capitals is read once.
_MORE = rf"(?:[ .]{{1,2}}(?:(?:of|de|der|la|and|&) )?{_UPPER}[\w&’'-]*+){{0,4}}"
_NAME = rf"(?P<name>{_UPPER}[\w&’'-]*+{_MORE})"
_THE = r"(?:(?i:the|der|die|das|dem|den|la|le|les|el|los)\s+|l['’])?"
_QUOTED = rf"{_THE}[«„“\"]?{_NAME}"


def _before_name(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:\b(?:{'|'.join(wordings)}))\s+{_QUOTED}")


def _verbs(*wordings: str) -> re.Pattern[str]:
    return re.compile(rf"[»“”\"]?\s+(?:{'|'.join(wordings)})\b")


# Credits whose name comes last. For those whose name comes first (AFTER_NAME) only the verb is searched and
# the name looked for before it: a search for every capitalised word takes ten times as long.
BEFORE_NAME: tuple[tuple[Voice, re.Pattern[str]], ...] = (
    (
        Voice.FIRST_PUBLISHED,
        _before_name(
            r"(?:first|originally|initially)\s+(?:published|appeared|posted|reported)\s+(?:in|by|on|at)",
            r"(?:published|appeared)\s+(?:first|originally)\s+(?:in|by|on|at)",
            r"republished\s+(?:from|with\s+permission\s+(?:from|of))",
            r"(?:erschien|veröffentlicht)\s+zuerst\s+(?:in|bei|auf|von)",
            r"zuerst\s+(?:in|bei|auf|von)",
            r"zuerst\s+(?:erschienen|veröffentlicht)\s+(?:in|bei|auf|von)",
            r"(?:publié|paru)\s+(?:initialement|d['’]abord)\s+(?:par|dans|sur)",
            r"publicad[oa]\s+(?:originalmente|primero)\s+(?:en|por)",
            r"впервые\s+опубликован\w*\s+(?:в|на)",
        ),
    ),
    (
        Voice.COPYRIGHT,
        re.compile(
            r"(?:(?i:copyright)|©|\([cC]\))[\s,]*(?:©|\([cC]\))?\s*"
            rf"(?:\d{{4}}[\s,]*)?(?:(?i:by)\s+)?{_THE}{_NAME}"
        ),
    ),
    (
        Voice.SOURCE,
        re.compile(
            r"(?i:^\W*(?:source|via|from|quelle|fuente|fonte|источник|con información de|avec)\s*:?\s+)"
            rf"{_THE}{_NAME}\W*$",
            re.MULTILINE,
        ),
    ),
    (
        Voice.CONTRIBUTED,
        _before_name(
            "contributing:",
            r"(?:contains|with|includes)\s+(?:material|files|information)\s+from",
            r"mit\s+material\s+(?:von|der)",
            r"con\s+información\s+de",
            r"по\s+материалам",
        ),
    ),
    (
        Voice.TOLD,
        _before_name(
            r"(?:told|tells|tell)",
            r"interview\s+with",
            r"(?:obtained|seen|reviewed)\s+by",
            r"(?:sagte|sagten)",
            "gegenüber",
            r"déclaré\s+à",
            r"dijo\s+a",
            r"(?:рассказал|сообщил|заявил)\w*",
        ),
    ),
    (
        Voice.REPORTED,
        _before_name(
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
    ),
)

AFTER_NAME: tuple[tuple[Voice, re.Pattern[str]], ...] = (
    (
        Voice.LEARNED,
        _verbs("has learned", "has learnt", "can reveal", "erfuhr", "a appris", "стало известно"),
    ),
    (
        Voice.REPORTED,
        _verbs(
            r"(?:first\s+|has\s+)?(?:reported|reports|wrote|writes|said)",
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
    ),
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

SAYS = {
    Voice.FIRST_PUBLISHED: "it says that it was first published by {}",
    Voice.DATELINE: "its dateline names {}",
    Voice.COPYRIGHT: "it carries the copyright line of {}",
    Voice.SOURCE: "it gives {} as its source",
    Voice.CONTRIBUTED: "it says that {} contributed",
    Voice.AUTHOR: "it names an author of {}",
    Voice.LEARNED: "it speaks as {} of itself",
    Voice.REPORTED: "it refers to a report by {}",
    Voice.TOLD: "it says that somebody told {}",
    Voice.NAMED: "it names {}",
}
