"""No template says a word that is not a message, and a page in another language has no English left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from string import ascii_letters

import pytest
from babel import Locale
from starlette.applications import Starlette

from headwater.store import Library
from headwater.web.answering import templates
from headwater.web.app import create_app
from headwater.web.wording import translation
from headwater.web.wording.translation import Speech
from tests.web.visitor import visit

TEMPLATES = templates()
FILES = sorted(Path("src/headwater/web/templates").resolve().rglob("*.html"))

# What is the same in every language: our name, and the names of formats and of the zone.
SAME = {"Headwater", "JSON", "Feed", "UTC", "RSS", "Atom", "OPML", "CSV", "GraphML", "URL"}

PAGES = [
    *(
        "/",
        "/stories/s-ferry",
        "/stories/s-flood",
        "/articles/a-wire",
        "/articles/a-wire-3",
        "/articles/a-lost",
    ),
    *(
        "/quarantine",
        "/settings",
        "/app",
        "/offline",
        "/trace",
        "/compare",
        "/search",
        "/corrections",
        "/network",
    ),
    *(
        "/days",
        "/tags",
        "/publishers",
        "/saved",
        "/later",
        "/history",
        "/following",
        "/highlights",
        "/nowhere",
    ),
]

# What a person types or a program reads is never translated.
_CODE = {"code", "kbd", "script", "style", "pre"}
_SAID = {"alt", "aria-label", "aria-description", "placeholder", "title", "content", "label"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_CUT = re.compile(r"\w+…|https?://\S+|\{\w+\}")


@dataclass
class Said(HTMLParser):
    """The words that a page or a template says: in its text and in the attributes that are read out."""

    words: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CODE:
            self._in.append(tag)
        for name, value in attrs if tag != "meta" else ():
            if name in _SAID or name.startswith("data-words"):
                self._say(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if not self._in:
            self._say(data)

    def _say(self, text: str) -> None:
        # A word that was cut for want of room is none, nor is an address or a place to fill in.
        self.words.update(_WORD.findall(_CUT.sub("", text)))


def plain(source: str) -> str:
    """A template without its messages and expressions; strings that an expression shows as they are stay."""
    text: list[str] = []
    in_message = False
    tokens = list(TEMPLATES.lex(source))
    for number, (_, kind, value) in enumerate(tokens):
        if kind == "data" and not in_message:
            text.append(value)
        elif kind == "block_begin":
            name = next(token for token in tokens[number + 1 :] if token[1] == "name")[2]
            in_message = name == "trans" or (in_message and name != "endtrans")
        elif kind == "variable_begin" and not in_message:
            text.append(" ".join(_shown(tokens[number + 1 :])))
    # A macro may write attributes alone, into a tag of others.
    return re.sub(r'[\w-]+=""', "", "".join(text))


def _shown(tokens: list[tuple[int, str, str]]) -> Iterator[str]:
    """The strings of an expression that stand in the page: not those handed to a function or compared with."""
    depth, before = 0, ""
    for _, kind, value in tokens:
        if kind == "variable_end":
            return
        if kind == "operator" and value in "([{)]}":
            depth += 1 if value in "([{" else -1
        elif kind == "string" and not depth and before not in {"==", "!=", "in", "~"}:
            yield value[1:-1]
        if kind != "whitespace":
            before = value


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_template_says_nothing_but_messages(file: Path) -> None:
    said = Said()
    said.feed(plain(file.read_text()))

    assert said.words - SAME == set()


def test_a_bare_word_is_found() -> None:
    bare = plain(
        '<p title="Kept">{{ _("Search") }} {{ "never" if old }} {% trans %}by {{ name }}{% endtrans %}</p>'
    )
    said = Said()
    said.feed(bare)

    assert said.words == {"Kept", "never"}


# Letters that no English word has, one for each that English has.
_LETTERS = str.maketrans(ascii_letters, "".join(chr(0x4E00 + number) for number in range(len(ascii_letters))))


class _Strange(NullTranslations):
    """Every message in letters of its own; placeholders and tags are left as they are."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(%\(\w+\)s|\{\w*\}|<[^>]+>)", message)
        return "".join(part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@pytest.fixture
def _in_strange_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    # Greek dates, so that the names of months are no English words either.
    told = Speech("el", Locale.parse("el"), catalogue=_Strange())
    monkeypatch.setattr(translation, "speech", lambda *_: told)


def words_of(record: object) -> set[str]:
    """All words that a page's records hold, as its JSON twin gives them."""
    if isinstance(record, dict):
        return set().union(*map(words_of, record.values()))
    if isinstance(record, list):
        return set().union(*map(words_of, record))
    return set(_WORD.findall(record)) if isinstance(record, str) else set()


def english(path: str, app: Starlette | None = None) -> set[str]:
    """The words of a page that are letters of English, and in none of its records."""
    page, record = Said(), visit(path, app=app, headers={"Accept": "application/json"}).json()
    page.feed(visit(path, app=app).text)
    return {word for word in page.words if word.isascii()} - words_of(record) - SAME


@pytest.mark.usefixtures("_in_strange_letters")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_another_language_has_no_english_left(path: str) -> None:
    assert english(path) == set()


@pytest.mark.usefixtures("_in_strange_letters")
def test_nor_has_a_page_of_what_a_library_holds(sample_library: Library) -> None:
    app = create_app(sample_library)
    cards, _ = sample_library.stories(limit=200)
    story = max(cards, key=lambda card: card.articles).id
    articles = [card.article.id for _, cards in sample_library.story(story).families for card in cards]
    asked = ("/search?q=harbour", "/corrections", "/network", "/publishers", "/days/2026-11-14", "/sources")
    compared = f"/compare?a={articles[0]}&b={articles[1]}"
    for path in (f"/stories/{story}", f"/trace?q={articles[1]}", compared, *asked):
        assert english(path, app) == set(), path
