"""Whether a page says of a change that it was made: its new notes, and which changed fact each speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from headwater.copies.changes.corrections import claim_of
from headwater.copies.changes.figures import figures_of
from headwater.copies.text.wording import forms_of
from headwater.model import Article, Change, ChangeKind, ChangeTopic, Detail

# Two wordings of one note: a date or a stop differs.
_SAME_NOTE = 0.8
# So many telling words of a sentence in a note make it speak of that sentence.
_SHARED = 2
_TELLING = 5

# A sentence of the text that speaks of the article itself, in five languages: a note that was not set apart.
_ABOUT_ITSELF = re.compile(
    r"\b(?:this|the)\s+(?:article|story|report|post|piece|headline)\s+(?:has\s+been|was|is)\s+(?:\w+\s+)?"
    r"(?:corrected|updated|amended|changed|edited|revised)"
    r"|\b(?:earlier|previous|original)\s+version\s+of\s+this\b"
    r"|^\W*(?:correction|clarification|update[d]?|editor['’]s note)\b\s*[:(—–]"
    r"|\b(?:artikel|text|bericht|beitrag)\w*\s+wurde\b.{0,40}\b(?:korrigiert|aktualisiert|geändert|berichtigt)"
    r"|\b(?:früheren|vorherigen|ursprünglichen)\s+(?:version|fassung)\b|^\W*(?:korrektur|berichtigung|aktualisierung)\s*:"
    r"|\b(?:article|texte)\s+a\s+été\s+(?:corrigé|modifié|mis\s+à\s+jour)|\bversion\s+(?:précédente|antérieure|initiale)\b"
    r"|^\W*(?:correction|rectificatif|mise\s+à\s+jour)\s*:"
    r"|\b(?:artículo|texto|noticia)\s+(?:ha\s+sido|fue)\s+(?:corregid|actualizad|modificad)"
    r"|\bversión\s+(?:anterior|previa|inicial)\b|^\W*(?:corrección|actualización|fe\s+de\s+errores)\s*:"
    r"|\b(?:текст|статья|материал|новость)\s+(?:был\w*\s+)?(?:исправлен|обновлен|обновлён|изменен|изменён)"
    r"|\b(?:предыдущей|ранней|первоначальной)\s+версии\b|^\W*(?:исправление|уточнение|обновление|поправка)\s*:",
    re.IGNORECASE,
)
# Words of notes that tell nothing of what was changed.
_STOCK = frozenset(
    """
    article story report version earlier previous corrected updated amended error errors information details clarity
    reflect throughout publication published after since artikel bericht fehler korrigiert aktualisiert erreur erreurs
    artículo errores versión статья ошибка ошибки версия
    """.split()  # noqa: SIM905 - words read better as words
)
# What a note speaks of where it repeats neither wording ("the spelling of the mayor's name").
_OF_TOPIC = {
    ChangeTopic.NAME: r"\b(?:misspel\w+|spell\w*|spelt|name[sd]?|surname|misidentif\w+|falsch\s+geschrieben|namen?s?|"
    r"nom|prénom|orthographe|nombre|apellido|имя|имени|фамили\w+)\b",
    ChangeTopic.QUOTE: r"\b(?:quot\w+|misquot\w+|zitat\w*|citation\w*|propos|cita|declaraciones|цитат\w+)\b",
    ChangeTopic.FIGURE: r"\b(?:figures?|numbers?|totals?|tolls?|amounts?|percentages?|dates?|zahl\w*|summe|datum|"
    r"chiffres?|nombre|montant|cifras?|número|importe|fecha|числ\w+|цифр\w+|сумм\w+|дат\w+)\b",
}
_TOPIC = {topic: re.compile(words, re.IGNORECASE) for topic, words in _OF_TOPIC.items()}


@dataclass(frozen=True, slots=True)
class Announced:
    """The note that a changed fact falls under; `is_named`: the note speaks of it."""

    note: str
    is_named: bool


def new_notes(before: Article, after: Article, changes: Iterable[Change]) -> tuple[str, ...]:
    """Notes that `after` has and `before` has not, those among its sentences included."""
    found = [note for note in after.notes if not _is_among(note, before.notes)]
    found += (c.after for c in changes if c.kind is ChangeKind.ADDED and is_about_itself(c.after))
    return tuple(dict.fromkeys(found))


def is_about_itself(sentence: str) -> bool:
    """Whether a sentence says of the article itself that it was changed."""
    return bool(_ABOUT_ITSELF.search(sentence))


def _is_among(note: str, others: Iterable[str]) -> bool:
    forms = forms_of(note)
    return any(Indel.normalized_similarity(forms, forms_of(other)) >= _SAME_NOTE for other in others)


def announced(detail: Detail, sentence: str, earlier: str, notes: Iterable[str]) -> Announced | None:
    """The note that speaks of a changed fact, else one that speaks of no fact at all; None if there is neither.

    `sentence` and `earlier` are the newer and the older wording of the sentence that the fact stands in.
    """
    general = None
    for note in notes:
        if _names(note, detail, sentence, earlier):
            return Announced(note, is_named=True)
        if general is None and _is_general(note):
            general = Announced(note, is_named=False)
    return general


def _names(note: str, detail: Detail, sentence: str, earlier: str) -> bool:
    if detail.topic is ChangeTopic.FIGURE and detail.about != "date":
        values = {f.value for f in figures_of(detail.before)} | {f.value for f in figures_of(detail.after)}
        if values & {f.value for f in figures_of(note)}:
            return True
    words = set(forms_of(note))
    told = set(forms_of(f"{detail.before} {detail.after}"))
    if detail.topic is not ChangeTopic.NEGATION and told and told & words and not _are_small(told & words):
        return True
    pattern = _TOPIC.get(detail.topic)
    if pattern and pattern.search(note) and claim_of(note) is None and not figures_of(note):
        return True
    telling = {form for form in forms_of(f"{sentence} {earlier}") if len(form) >= _TELLING}
    return len(telling & words) >= _SHARED


def _are_small(words: set[str]) -> bool:
    return all(len(word) < 3 for word in words)


def _is_general(note: str) -> bool:
    """Whether a note says that the article was changed, but not what: it repeats no claim and names no figure."""
    match = _ABOUT_ITSELF.search(note)
    if match is None or claim_of(note) is not None or figures_of(note):
        return False
    rest = forms_of(note[: match.start()] + " " + note[match.end() :])
    return sum(len(form) >= _TELLING and form not in _STOCK for form in rest) < _SHARED
