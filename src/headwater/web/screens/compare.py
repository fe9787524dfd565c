"""Two stored articles side by side: what they share, what only one has, and who may have taken it from whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request

from headwater.flow.pasting import compare_stored
from headwater.model import Article, OriginSide, Relation, Span
from headwater.model.comparison import Comparison
from headwater.publishers import builtin_publishers
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.pages import Page
from headwater.web.screens.trouble import trouble
from headwater.web.wording import words as wording
from headwater.web.wording.provenance import change_words
from headwater.web.wording.recorded import recorded
from headwater.web.wording.site_names import served_at, shown_name
from headwater.web.wording.translation import _

# Of what was given and is not here: an address may be of any length.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text; `passage` is the number of the shared passage that it belongs to, 0 for what is its own."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its paragraphs cut into runs, and how much of it the other has too."""

    article: Article
    href: str
    headline: str
    outlet: str
    direction: str
    paragraphs: tuple[tuple[Run, ...], ...]
    share: str


async def screen(reader: Reader, request: Request) -> Screen:
    """`?a=` and `?b=` are ids or addresses of stored articles; without them it asks for them."""
    a, b = (request.query_params.get(name, "").strip() for name in ("a", "b"))
    if not a or not b:
        return _asking(a, b)
    missing = await reader.read(
        lambda session: tuple(each for each in dict.fromkeys((a, b)) if not session.articles.named(each))
    )
    if missing:
        return _asking(a, b, missing)
    publishers = reader.means.publishers if reader.means else builtin_publishers()
    async with reader.costly.one():
        report = await reader.read(lambda session: compare_stored(session, a, b, publishers))
    found = report.comparison
    values = {
        "report": report,
        "a": a,
        "b": b,
        "sides": (
            _side(report.a, [passage.a for passage in found.spans], found.share_of_a),
            _side(report.b, [passage.b for passage in found.spans], found.share_of_b),
        ),
        "relation": relation_words(found.relation),
        "confidence": wording.confidence_words(found.confidence),
        "origin": _origin(found),
        "evidence": list(
            dict.fromkeys(recorded(each.says) for each in found.evidence if each.rule != "share")
        ),
        "changes": change_words(report.difference) if found.relation.is_reuse else (),
        "from_b": report.difference_from == "b",
    }
    return Screen("compare.html", values, report)


def _asking(a: str, b: str, missing: tuple[str, ...] = ()) -> Screen:
    """The form with what was given in it; `missing` are those of the two that nothing is stored under."""
    values = {"report": None, "a": a, "b": b, "missing": [each[:_SHOWN] for each in missing]}
    if not missing:
        return Screen("compare.html", values, {"a": a, "b": b})
    says = [_("Nothing is stored under “%(name)s”.") % {"name": each[:_SHOWN]} for each in missing]
    said = trouble(404, _("Not here"), " ".join(says), _("Give the addresses or ids of two stored articles."))
    return Screen("compare.html", values, said.record, 404)


def relation_words(relation: Relation) -> str:
    """What two texts are to one another."""
    return {
        Relation.COPY: _("The same piece"),
        Relation.UPDATE: _("Two versions of one piece"),
        Relation.PARTIAL: _("One holds a part of the other"),
        Relation.QUOTES: _("They share quotations or background only"),
        Relation.BOILERPLATE: _("They share set phrases only"),
        Relation.UNRELATED: _("Two different pieces"),
    }[relation]


def _origin(found: Comparison) -> str:
    match found.origin:
        case OriginSide.A:
            said = _("The left one gave it to the right one")
        case OriginSide.B:
            said = _("The right one gave it to the left one")
        case OriginSide.THIRD:
            said = _("Both have it from %(third)s") % {"third": found.third or _("somebody else")}
        case _:
            return _("Which of them came first is not known")
    return f"{said}: {wording.confidence_words(found.origin_confidence)}"


def _side(article: Article, spans: Sequence[Span], share: float) -> Side:
    return Side(
        article=article,
        href=addresses.article_path(article.id),
        headline=wording.headline(article),
        outlet=shown_name(served_at(article) or (article.credit.name if article.credit else ""))
        or _("unknown site"),
        direction=wording.direction(article.language),
        paragraphs=tuple(_paragraphs(article, spans)),
        share=wording.percent(share),
    )


def _paragraphs(article: Article, spans: Sequence[Span]) -> list[tuple[Run, ...]]:
    """The paragraphs cut at the passages that the two texts share."""
    found: list[tuple[Run, ...]] = []
    at = 0
    for paragraph in article.paragraphs:
        start = article.text.find(paragraph, at)
        if start < 0:
            found.append((Run(paragraph, 0),))
            continue
        at = start + len(paragraph)
        edges = {edge for span in spans for edge in (span.start, span.end) if start < edge < at}
        cuts = sorted({start, at, *edges})
        found.append(
            tuple(
                Run(article.text[left:right], _passage(spans, left, right)) for left, right in pairwise(cuts)
            )
        )
    return found


def _passage(spans: Sequence[Span], left: int, right: int) -> int:
    inside = (number for number, span in enumerate(spans, 1) if span.start <= left and right <= span.end)
    return next(inside, 0)


PAGES: tuple[Page, ...] = (Page("/compare", screen),)
