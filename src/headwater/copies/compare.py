"""Two texts, or two articles, compared: what they share, how they relate, where it came from."""

from dataclasses import astuple, replace

from headwater.copies.crediting.surroundings import Side, sides_of, surroundings
from headwater.copies.origins.origin import origin_of
from headwater.copies.relating.apart import Apart, apart, form_of
from headwater.copies.relating.furniture import without_furniture
from headwater.copies.relating.measures import Measures
from headwater.copies.relating.passages import Overlap, overlap
from headwater.copies.relating.profile import Profile, profile_of
from headwater.copies.relating.relation import TEMPLATE, decided, is_chance, probabilities
from headwater.copies.relating.versions import decided_among
from headwater.copies.relating.weights import ARTICLE_WEIGHTS, TEXT_WEIGHTS
from headwater.copies.text.wording import Words, words_of
from headwater.model import Article, Comparison, Evidence, OriginSide, Passage, Publishers, Relation

_UNRELATED = Comparison(Relation.UNRELATED, 1.0)
# Of two texts that share nothing but what many others hold, hardly any is more than furniture.
_ONLY_FURNITURE = 0.95


def compare_texts(a: str, b: str) -> Comparison:
    """The relation of two texts, by their words alone.

    Shares are 0..1, spans are character offsets into `a` and `b`. Swapping the texts swaps the sides of the
    answer and changes nothing else. Two texts without words are unrelated: there is nothing to relate.
    """
    if _is_swapped(a, b):
        return mirrored(compare_texts(b, a))
    shared = overlap(words_of(a), words_of(b))
    if not shared.runs:
        return _UNRELATED
    if form := form_of(shared):
        return _boilerplate(shared, shared, form)
    set_apart = apart(shared, (None, None))
    if set_apart and set_apart.is_sure:
        return _boilerplate(shared, shared, set_apart)
    return _compared(shared, shared, None, set_apart)


def compare_articles(
    a: Article, b: Article, publishers: Publishers | None = None, boilerplate: frozenset[int] = frozenset()
) -> Comparison:
    """As `compare_texts`, with what is known besides the text: houses, credits, times, headlines.

    What they share only in passages whose fingerprints are in `boilerplate` is no evidence of reuse: the
    relation is then `boilerplate`. Shares and spans name it all the same.

    `origin` says which side the shared prose came from where the evidence carries it: a credit goes before
    time, and time alone only speaks when one was surely before the other. `third` names the publisher when
    both have it from someone else.
    """
    if _is_swapped(a.text, b.text):
        return mirrored(compare_articles(b, a, publishers, boilerplate))
    return compare_worded(a, words_of(a.text), b, words_of(b.text), publishers or Publishers(), boilerplate)


def compare_worded(
    a: Article,
    of_a: Words,
    b: Article,
    of_b: Words,
    publishers: Publishers,
    boilerplate: frozenset[int] = frozenset(),
) -> Comparison:
    """As `compare_articles`, for articles whose words were already read."""
    if _is_swapped(a.text, b.text):
        return mirrored(compare_worded(b, of_b, a, of_a, publishers, boilerplate))
    shared = overlap(of_a, of_b)
    if not shared.runs:
        return _UNRELATED
    if form := form_of(shared):
        return _boilerplate(shared, shared, form)
    telling = without_furniture(shared, boilerplate)
    set_apart = apart(telling, (a.title, b.title))
    if set_apart and set_apart.is_sure:
        return _boilerplate(shared, telling, set_apart)
    sides = sides_of(a, b, publishers)
    compared = _compared(shared, telling, sides, set_apart)
    if not compared.relation.is_reuse:
        return compared
    verdict = origin_of(*sides, compared)
    return replace(
        compared,
        origin=verdict.side,
        origin_confidence=verdict.confidence,
        third=verdict.third,
        evidence=(*compared.evidence, *verdict.evidence),
    )


def _is_swapped(a: str, b: str) -> bool:
    # One order for both calls makes every figure symmetric to the last bit.
    return (len(a), a) > (len(b), b)


def mirrored(compared: Comparison) -> Comparison:
    """The same comparison with the sides exchanged; its passages in the new a's order."""
    sides = {OriginSide.A: OriginSide.B, OriginSide.B: OriginSide.A}
    spans = sorted((Passage(p.b, p.a, p.words) for p in compared.spans), key=lambda p: (p.a.start, p.b.start))
    return replace(
        compared,
        share_of_a=compared.share_of_b,
        share_of_b=compared.share_of_a,
        spans=tuple(spans),
        origin=sides.get(compared.origin, compared.origin),
    )


def _boilerplate(shared: Overlap, telling: Overlap, set_apart: Apart) -> Comparison:
    """What is surely a notice or a form on both needs no model to say so."""
    evidence = (*_facts(shared), *_furniture(shared, telling), set_apart.evidence)
    return _comparison(shared, Relation.BOILERPLATE, set_apart.confidence, evidence)


def _compared(
    shared: Overlap, telling: Overlap, sides: tuple[Side, Side] | None, set_apart: Apart | None
) -> Comparison:
    profile = profile_of(telling)
    relation, confidence = _decided(telling, profile, sides)
    evidence = (*_facts(shared), *_measured(profile.measures), *_furniture(shared, telling))
    if relation is Relation.UNRELATED and telling is not shared:
        relation, confidence = Relation.BOILERPLATE, _ONLY_FURNITURE
    elif set_apart and relation in (Relation.COPY, Relation.UPDATE):
        relation = Relation.BOILERPLATE if set_apart.is_neither else relation
        evidence = (*evidence, set_apart.evidence)
    return _comparison(shared, relation, confidence, evidence)


def _comparison(
    shared: Overlap, relation: Relation, confidence: float, evidence: tuple[Evidence, ...]
) -> Comparison:
    return Comparison(
        relation,
        round(confidence, 4),
        share_of_a=shared.share_of_a,
        share_of_b=shared.share_of_b,
        spans=shared.passages(),
        evidence=evidence,
    )


def _decided(shared: Overlap, profile: Profile, sides: tuple[Side, Side] | None) -> tuple[Relation, float]:
    if shared.runs and shared.a.forms == shared.b.forms:
        return Relation.COPY, 1.0
    if is_chance(profile.measures):
        return Relation.UNRELATED, 0.9
    if sides is None:
        return decided(probabilities(TEXT_WEIGHTS, profile.values), profile)
    around = surroundings(*sides)
    chances = probabilities(ARTICLE_WEIGHTS, (*profile.values, *astuple(around)))
    return decided_among(chances, shared, profile, sides, around)


def _facts(shared: Overlap) -> tuple[Evidence, ...]:
    longest = max(shared.runs, key=lambda run: run.length)
    start, end = shared.a.starts[longest.a], shared.a.ends[longest.a + longest.length - 1]
    low, high = sorted((shared.share_of_a, shared.share_of_b))
    return (
        Evidence("share", f"{high:.0%} of the words of one stand in the other, {low:.0%} the other way"),
        Evidence(
            "longest run",
            f"{longest.length} words in a row are the same",
            quote=_short(shared.a.text[start:end]),
        ),
    )


def _measured(measures: Measures) -> tuple[Evidence, ...]:
    facts = []
    if measures.quoted_part >= 0.5:
        facts.append(
            Evidence("quotations", f"{measures.quoted_part:.0%} of what they share is inside quotation marks")
        )
    if measures.figures_changed >= TEMPLATE:
        facts.append(Evidence("template", "between the shared words mostly figures differ, as in a form"))
    return tuple(facts)


def _furniture(shared: Overlap, telling: Overlap) -> tuple[Evidence, ...]:
    words = len(shared.a) - len(telling.a)
    if not words:
        return ()
    return (Evidence("common passages", f"{words} of the words they share stand in many other articles"),)


def _short(quote: str) -> str:
    return quote if len(quote) <= 160 else quote[:159].rsplit(" ", 1)[0] + "…"
