"""What earlier rooms say in English and store can be told in another language: each sentence of theirs is recognised."""

import ast
import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel import Locale

from headwater.copies.crediting.voices import SAYS
from headwater.web.wording.recorded import language_of, recorded
from headwater.web.wording.translation import Speech, speaking, speech

ROOMS = Path(__file__).parents[2] / "src" / "headwater"
FILES = sorted(
    file
    for room in ("copies", "reading/markup", "reading/text", "reading/feeds", "flow")
    for file in (ROOMS / room).rglob("*.py")
    # What a search for sources and who mirrors whom say stands on no page of an article.
    if file.name not in {"mirrors.py", "looking.py"}
) + [ROOMS / "reading" / name for name in ("credits.py", "moments.py", "signs.py")]

# Ends of a sentence that may be missing.
_OPTIONAL = {"gap", "where"}


# What is the name of a field, or is put together of other sentences alone, has no words of its own.
_WORD = re.compile("[a-z]{2,}")
_FIELDS = ("JSON-LD", "meta ")


class _Marked(NullTranslations):
    """Every message between brackets."""

    def gettext(self, message: str) -> str:
        return f"[{message}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def sentences(file: Path) -> Iterator[str]:
    """What a module gives as the reason of an Evidence, or calls `says`; 7 stands for what it fills in."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Evidence":
            found = node.args[1]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"says", "summary"}:
            found = node.value
        else:
            continue
        words = said(found)
        if len(_WORD.findall(words)) > 1 and not words.startswith(_FIELDS):
            yield words


def said(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(said, node.values))
    if isinstance(node, ast.FormattedValue):
        if isinstance(node.value, ast.IfExp):
            return said(node.value.body)
        return "" if ast.unparse(node.value) in _OPTIONAL else "7"
    return ""


SENTENCES = sorted({(sentence, file.stem) for file in FILES for sentence in sentences(file)})


@pytest.mark.parametrize(("sentence", "module"), SENTENCES)
def test_a_reason_is_recognised(sentence: str, module: str) -> None:
    with speaking(Speech("xx", Locale("de"), catalogue=_Marked())):
        assert recorded(sentence).startswith("["), f"{module}.py says what recorded_forms does not know"


@pytest.mark.parametrize("says", SAYS.values())
def test_what_a_credit_says_is_recognised(says: str) -> None:
    with speaking(speech("de")):
        assert language_of(says.format("Osk Radio")) is None
        assert "Osk Radio" in recorded(says.format("Osk Radio"))


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("3 of 12 sentences dropped; another headline", "3 von 12 Sätzen weggelassen; andere Überschrift"),
        ("1 sentence added", "1 Satz hinzugefügt"),
        ("1 figure changed (40 → 14)", "1 Zahl geändert (40 → 14)"),
        (
            "97% of the words of one stand in the other, 60% the other way",
            "97\u00a0% der Wörter des einen stehen im anderen, umgekehrt 60\u00a0%",
        ),
        (
            "in a copy (loop.example), the page credits it to Osk Radio",
            "in einer Übernahme (loop.example): die Seite nennt Osk Radio als Urheber",
        ),
        (
            "one of them says that it published before the other, by at least 3 hours",
            "nach eigener Angabe erschien eine von beiden vor der anderen, um mindestens 3 Stunden",
        ),
    ],
)
def test_a_sentence_is_told_with_what_stands_in_it(stored: str, told: str) -> None:
    with speaking(speech("de")):
        assert recorded(stored) == told


def test_what_is_not_recognised_stays_and_says_its_language() -> None:
    with speaking(speech("de")):
        assert (
            recorded("a sentence that nobody has written down") == "a sentence that nobody has written down"
        )
        assert language_of("a sentence that nobody has written down") == "en"


def test_in_english_everything_stays_as_it_is() -> None:
    assert recorded("3 of 12 sentences dropped") == "3 of 12 sentences dropped"
    assert language_of("a sentence that nobody has written down") is None
