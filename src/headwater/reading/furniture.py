"""What a line is when it is not news: headings of panels, promos, labels, captions, the page's end."""

import re
from enum import Enum, auto
from functools import cache, lru_cache

from headwater.reading.languages import LANGUAGES, words_of
from headwater.reading.lines import ends_sentence, is_prose, word_count


class Role(Enum):
    """What a line does on its page."""

    TEXT = auto()
    PROMO = auto()  # announces a linked headline on the lines below
    PROMO_LINE = auto()  # a promo complete in one line: "READ MORE: …"
    RELATED = auto()  # the heading above related articles
    PANEL = auto()  # comments, sharing, assistants
    APP = auto()  # the offer of an app
    FOOTER = auto()  # the page's end
    HASHTAGS = auto()  # the heading above hashtags
    TAG_LINE = auto()  # hashtags themselves
    CAPTION = auto()  # a photo's caption or credit
    LABEL = auto()  # "DETAILS TO FOLLOW", "VIDEO"
    ICON = auto()  # the alternative text of an icon


ENDS_ARTICLE = frozenset({Role.RELATED, Role.PANEL, Role.APP, Role.FOOTER, Role.HASHTAGS})

_EDGES = "\"'“”‘’«»›>→►▶⇒…:.!-–—|·*#()[] "
_HASHTAG = re.compile(r"#[\w·&-]{2,}")
_CAPITAL_LEAD = re.compile(r"^[^\W\d_a-zа-яёß-öø-ÿ]{3,}(?:[ ’'][^\W\d_a-zа-яёß-öø-ÿ]+){0,4}:\s+\S")
_PHOTO_CREDIT = re.compile(
    r"^(?:©|\(c\)|ⓒ)\s*\S|^[^.]{0,80}/\s*(?:AFP|AP|Getty|Reuters|EPA|dpa|IMAGO)\b[^.]*$", re.IGNORECASE
)


@cache
def _sets() -> dict[Role, frozenset[str]]:
    return {
        Role.RELATED: words_of(lambda m: m.related),
        Role.PROMO: words_of(lambda m: m.promo),
        Role.PANEL: words_of(lambda m: m.panel),
        Role.APP: words_of(lambda m: m.app),
        Role.FOOTER: words_of(lambda m: m.footer),
        Role.HASHTAGS: words_of(lambda m: m.hashtags),
        Role.ICON: words_of(lambda m: m.icon_words),
    }


@cache
def _openings(role: Role) -> tuple[str, ...]:
    return tuple(word for word in _sets()[role] if " " in word or "," in word)


def bare(text: str) -> str:
    """A line without the signs around it, lower case: the form in which markers are compared."""
    return text.casefold().replace("’", "'").strip(_EDGES)


@cache
def _label_words() -> dict[str, str]:
    return {bare(word): label for m in LANGUAGES for label, words in m.labels.items() for word in words}


@cache
def _caption_openings() -> tuple[str, ...]:
    return tuple(f"{word}:" for word in words_of(lambda m: m.caption))


def label_of(text: str) -> str | None:
    """The label that a whole line means ("DETAILS TO FOLLOW" is `developing`), or None."""
    return _label_words().get(bare(text)) if word_count(text) <= 9 else None


@lru_cache(maxsize=8192)  # a page asks about each of its lines several times
def role_of(text: str) -> Role:
    """What a line is, by its words alone; the strongest marker wins."""
    if word_count(text) > 30:
        return Role.TEXT
    words = bare(text)
    without_count = re.sub(r"^[\d\s]+|[\s(\[]*\d+[\s)\]]*$", "", words).strip(_EDGES)
    if _HASHTAG.findall(text) and not re.sub(r"#[\w·&-]+|[\s,;|·]", "", text):
        return Role.TAG_LINE
    for role in (Role.RELATED, Role.PROMO, Role.PANEL, Role.APP, Role.FOOTER, Role.HASHTAGS, Role.ICON):
        if words in _sets()[role] or (without_count and without_count in _sets()[role]):
            return role
    if label_of(text):
        return Role.LABEL
    return _role_by_opening(text, words)


def _role_by_opening(text: str, words: str) -> Role:
    if _is_promo_line(text, words):
        return Role.PROMO_LINE
    if _is_caption(text, words):
        return Role.CAPTION
    if word_count(text) <= 14:
        if _opens_or_holds(words, Role.APP):
            return Role.APP
        for role in (Role.PANEL, Role.FOOTER):
            if _opens(words, role) and not (is_prose(text) and word_count(text) > 8):
                return role
    if words.startswith(("©", "copyright ")) and word_count(text) <= 20:
        return Role.FOOTER
    return Role.TEXT


def _opens(words: str, role: Role) -> bool:
    return words.startswith(_openings(role))


def _opens_or_holds(words: str, role: Role) -> bool:
    return any(opening in words for opening in _openings(role))


def _is_promo_line(text: str, words: str) -> bool:
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and bare(head) in _sets()[Role.PROMO]:
        return True
    if _CAPITAL_LEAD.match(text) and not ends_sentence(text) and not _starts_caption(words):
        return True
    return (
        _opens(words, Role.PROMO)
        and not is_prose(text)
        and word_count(text) <= 18
        and not ends_sentence(text)
    )


def _starts_caption(words: str) -> bool:
    return words.startswith(_caption_openings())


def _is_caption(text: str, words: str) -> bool:
    return _starts_caption(words) or bool(_PHOTO_CREDIT.match(text))


def hashtags_in(text: str) -> tuple[str, ...]:
    """The hashtags of a line, without their sign."""
    return tuple(tag[1:] for tag in _HASHTAG.findall(text))
