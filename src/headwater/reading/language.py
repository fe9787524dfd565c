"""The language of a text, for pages whose markup doesn't say."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Below this the identifier guesses names; with fewer words than that we say nothing.
_FEWEST_LETTERS = 60
# Set by judgement: a wrong language misleads where an unknown one only says nothing. Not measured yet.
_LEAST_PROBABILITY = 0.9
_ENOUGH = 4000  # characters: more change nothing
_LETTERS = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None when it is too short or the identifier unsure."""
    sample = text[:_ENOUGH]
    if len(_LETTERS.findall(sample)) < _FEWEST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _LEAST_PROBABILITY else None


def language_code(declared: str | None) -> str | None:
    """The primary subtag of a declared language ("en-GB", "de_AT"); None for what is no language tag."""
    match = re.fullmatch(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*\s*", declared or "")
    return match[1].lower() if match else None


@cache
def _identifier() -> "LanguageIdentifier":
    # Imported late: the model takes a third of a second to load and most pages declare their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
