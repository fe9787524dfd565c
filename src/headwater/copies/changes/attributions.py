"""Whom a sentence names as its source: "the ministry said", "according to X", "laut X", "по данным X", "据X报道"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.copies.changes.lexicons import Lexicon
from headwater.copies.changes.pieces import Piece, core_span, pieces_of
from headwater.model import Span

# A source is named in a few words; what is longer is a sentence of its own.
_LONGEST = 6
# Chinese and Japanese have no spaces to tell words by, but set the source between fixed signs.
_SIGNS = re.compile(
    r"据(?P<cn>[^，。、据]{2,14}?)(?:报道|報道|消息|称|稱|透露|介绍|统计)"
    r"|據(?P<tw>[^，。、據]{2,14}?)(?:報導|報道|指出|稱)"
    r"|(?P<ja>[^、。「」]{2,14}?)によると"
)
_MARKS_SOURCE = re.compile("[据據]|によると")
_ARTICLES = frozenset("the a an der die das dem den ein eine le la les l' un une el los las una".split())  # noqa: SIM905 - words read better as words
_LINKS = frozenset("of for de du des del della der von van für".split())  # noqa: SIM905 - as above
# Between a source and its verb: "le maire a annoncé", "der Minister hat bestätigt".
_AUXILIARIES = frozenset("a ont avait ha han hat haben hatte has have had".split())  # noqa: SIM905 - as above
# "Das teilte die Polizei mit": what points at the statement is not its source.
_POINTING = frozenset("das dies this that lo eso cela это wie".split())  # noqa: SIM905 - as above
# "Every town has had its say": a noun.
_POSSESSIVES = frozenset("its their his her my our your".split())  # noqa: SIM905 - as above
# "It was reported", "wurde bestätigt": what precedes these is no source.
_FORMS_OF_BE = "be been being is was were are wurde wurden wird werden été fue fueron был была было были"
_BEING = frozenset(_FORMS_OF_BE.split())
# "It was reported that": some statement was, but "the book was reported stolen" is none.
_IMPERSONAL = frozenset("it es".split())  # noqa: SIM905 - as above
# Between a source and its verb, and no part of either.
_ADDING = "also later then earlier auch später dann aussi ensuite también después также позже"
_ADVERBS = frozenset(_ADDING.split())
# What follows these is who was told.
_TO_SOMEBODY = frozenset(("told", "tells"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that attribute (`cue`) and whom they name (`source`, empty where that can't be told).

    `span` covers both and `source_span` the source, in the sentence. `key` are the source's words without articles:
    equal for "the Ministry" and "ministry".
    """

    cue: str
    source: str
    span: Span
    source_span: Span
    key: frozenset[str]


def attributions(text: str, words: Sequence[Piece], lexicon: Lexicon) -> list[Attribution]:
    """The attributions of a sentence, in order."""
    found = [_signed(match) for match in _SIGNS.finditer(text)] if _MARKS_SOURCE.search(text) else []
    at = 0
    for place, word in enumerate(words):
        if place < at or word.form not in lexicon.is_cue:
            continue
        if taken := _phrase(text, words, place, lexicon) or _verb(text, words, place, lexicon):
            attribution, at = taken
            found.append(attribution)
    return found


def _signed(match: re.Match[str]) -> Attribution:
    source = match["cn"] or match["tw"] or match["ja"]
    start = match.start() + match[0].index(source)
    inner = Span(start, start + len(source))
    cue = match[0].replace(source, "…", 1)
    return Attribution(cue, source, Span(*match.span()), inner, _key(pieces_of(source)))


def _phrase(text: str, words: Sequence[Piece], at: int, lexicon: Lexicon) -> tuple[Attribution, int] | None:
    """ "According to X": the source follows the words; "X zufolge": it precedes them."""
    for phrase in lexicon.source_follows.starting(words[at].form):
        end = at + len(phrase)
        if tuple(word.form for word in words[at:end]) == phrase:
            source = _named(_forward(words, end, lexicon))
            if source:
                return _made(text, words[at:end], source), end + len(source)
    for phrase in lexicon.source_precedes.starting(words[at].form):
        if tuple(word.form for word in words[at : at + len(phrase)]) == phrase:
            source = _backward(words, at, lexicon)
            return _made(text, words[at : at + len(phrase)], source), at + len(phrase)
    return None


def _verb(text: str, words: Sequence[Piece], at: int, lexicon: Lexicon) -> tuple[Attribution, int] | None:
    """ "X said", or "said X" where nothing before the verb can be its source."""
    if words[at].form not in lexicon.reports or not _is_verb(words, at, lexicon):
        return None
    if at and words[at - 1].form in _BEING:
        return _passive(text, words, at)
    start = at - 1 if at and words[at - 1].form in _AUXILIARIES and not words[at - 1].is_closed else at
    before = [word for word in _backward(words, start, lexicon) if word.form not in _POINTING]
    while before and before[-1].form in _ADVERBS:
        before.pop()
    if before and all(word.form in _ARTICLES for word in before):
        return None
    is_inverted = not before and words[at].form not in _TO_SOMEBODY
    after = _named(_forward(words, at + 1, lexicon)) if is_inverted else []
    # "She said": somebody is named elsewhere; the sentence alone does not tell whom.
    source = [word for word in before or after if word.form not in lexicon.is_pronoun]
    return _made(text, words[start : at + 1], source), at + 1 + len(after)


def _is_verb(words: Sequence[Piece], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a reporting verb is one here, and no name, noun or half of another verb."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    if at and (word.is_capital or words[at - 1].form in _POSSESSIVES):
        return False
    if word.form in lexicon.is_noun and not word.is_closed and following:
        # "Pays all claims within a week", "the notes were kept": no statement follows.
        is_over = following.form in lexicon.is_break or following.form in (*_BEING, *_AUXILIARIES)
        return following.form == "that" or not is_over
    if particles := lexicon.particles.get(word.form, "").split():
        ends = (each for each in words[at + 1 :] if each.is_closed or each is words[-1])
        return any(each.form in particles for each in ends)
    return True


def _passive(text: str, words: Sequence[Piece], at: int) -> tuple[Attribution, int] | None:
    """ "It was reported that", by whom is not said."""
    if at < 2 or words[at - 2].form not in _IMPERSONAL:
        return None
    return _made(text, words[at - 2 : at + 1], []), at + 1


def _backward(words: Sequence[Piece], at: int, lexicon: Lexicon) -> list[Piece]:
    found: list[Piece] = []
    for place in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        word = words[place]
        if word.is_closed or word.form in lexicon.is_negation:
            break
        if word.form in lexicon.is_break and not _joins_names(words, place, lexicon):
            break
        found.insert(0, word)
    return found


def _forward(words: Sequence[Piece], at: int, lexicon: Lexicon) -> list[Piece]:
    found: list[Piece] = []
    for place in range(at, min(len(words), at + _LONGEST)):
        word = words[place]
        if word.form in lexicon.is_break and not _joins_names(words, place, lexicon):
            break
        if word.form in lexicon.is_date or word.form in lexicon.reports:
            break
        # "Nach Angaben der Feuerwehr brannte es": nouns are told by their capital, the rest is the sentence.
        is_over = lexicon.capitalises_nouns and not word.is_capital and any(w.is_capital for w in found)
        if is_over and not _joins_names(words, place, lexicon):
            break
        found.append(word)
        if word.is_closed:
            break
    return found


def _named(found: list[Piece]) -> list[Piece]:
    """Where nothing closes the name of a source, no more of what follows than is surely its name.

    "By the ministry lists 412 remarks": the article and its noun; of names, the first run of capitals.
    """
    if not found or found[-1].is_closed:
        return found
    capitals = [place for place, word in enumerate(found) if word.is_capital]
    if not capitals:
        return found[:2] if found[0].form in _ARTICLES else found[:1]
    end = capitals[0]
    while end + 1 < len(found) and (found[end + 1].is_capital or found[end + 1].form in _LINKS):
        end += 1
    return found[: end + 1]


def _joins_names(words: Sequence[Piece], place: int, lexicon: Lexicon) -> bool:
    """Whether a small word stands inside a name: "master of Port Halden", but not "the harbour in March"."""
    if not 0 < place < len(words) - 1:
        return False
    before, after = words[place - 1], words[place + 1]
    if not after.is_capital or after.form in lexicon.is_date or before.is_closed:
        return False
    return words[place].form in _LINKS or (before.is_capital and not lexicon.capitalises_nouns)


def _made(text: str, cue: Sequence[Piece], source: Sequence[Piece]) -> Attribution:
    said = " ".join(word.core for word in cue)
    inner = core_span(text, source) if source else Span(0, 0)
    ordered = sorted([*cue, *source], key=lambda word: word.start)
    return Attribution(said, text[inner.start : inner.end], core_span(text, ordered), inner, _key(source))


def _key(source: Sequence[Piece]) -> frozenset[str]:
    return frozenset(word.form for word in source) - _ARTICLES
