"""The catalogues are complete: each message of the code and the templates is in them, translated, with its placeholders."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from headwater.web.wording import translation

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "headwater" / "web"
OTHERS = [language for language in translation.LANGUAGES if language != translation.SOURCE]

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]|\{\w*\}")
_TAG = re.compile(r"</?\w+[^>]*>")


@cache
def messages() -> Catalog:
    """What script/translations gathers, by the same mapping and keywords."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    told = re.search(r'--keywords="([^"]+)"', (ROOT / "script" / "translations").read_text())
    assert told
    found = extract_from_dir(
        WEB,
        [(mapping["pattern"], mapping["method"]) for mapping in mappings],
        {mapping["pattern"]: {k: v for k, v in mapping.items() if k != "method"} for mapping in mappings},
        {**DEFAULT_KEYWORDS, **parse_keywords(told[1].split())},
    )
    catalog = Catalog()
    for file, line, message, _, context in found:
        catalog.add(message, locations=[(file, line)], context=context)
    return catalog


@cache
def translations(language: str) -> Catalog:
    file = translation.FOLDER / language / "LC_MESSAGES" / f"{translation.DOMAIN}.po"
    with file.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    """What a message says: one text, or one for each plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def told(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    catalogue = translations(language)
    missing = []
    for message in messages():
        if message.id:
            found = catalogue.get(message.id, message.context)
            if found is None or not all(told(found)):
                missing.append((message.id, message.locations[0]))

    assert missing == [], "script/translations gathers them"


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_over_or_doubtful(language: str) -> None:
    known = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for message in messages()
    }
    for message in translations(language):
        if message.id:
            assert not message.fuzzy, message.id
            assert (forms(message)[0], message.context) in known, (
                "said nowhere: script/translations takes it out"
            )


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_every_placeholder_and_tag(language: str) -> None:
    for message in translations(language):
        if not message.id:
            continue
        # The one form for many things holds all of them; that for one thing may say it in a word.
        wanted = forms(message)[-1]
        for text in told(message)[-1:]:
            assert sorted(_PLACEHOLDER.findall(text)) == sorted(_PLACEHOLDER.findall(wanted)), text
        for text in told(message):
            assert set(_PLACEHOLDER.findall(text)) <= set(_PLACEHOLDER.findall(wanted)), text
            assert sorted(_TAG.findall(text)) == sorted(_TAG.findall(wanted)), text


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_ends_as_its_message_does_and_is_set_with_care(language: str) -> None:
    for message in translations(language):
        for text in told(message) if message.id else ():
            assert text == text.strip()
            assert "..." not in text
            assert '"' not in _TAG.sub("", text)
            assert text.endswith(".") or not forms(message)[0].endswith("."), text


def test_a_message_keeps_its_placeholders_by_name() -> None:
    for message in messages():
        for text in forms(message):
            unnamed = [place for place in re.findall(r"%[^(%]", text) if place != "% "]
            assert unnamed == [], f"{text}: a translator can't move what has no name"
