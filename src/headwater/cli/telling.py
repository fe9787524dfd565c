"""Stories, traces and comparisons in words, for a terminal."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from headwater.cli.layout import indented, row, shown
from headwater.model import Article, Change, ChangeKind, Difference, Evidence, Family, OriginSide, Relation
from headwater.model.views import ArticleCard, StoryCard, StoryView
from headwater.web.wording import words as wording
from headwater.web.wording.provenance import change_words
from headwater.web.wording.revised import gone_words
from headwater.web.wording.times import moment_words

if TYPE_CHECKING:
    # Who lists stories compares no texts, and does not load what does.
    from headwater.flow.trace import ArticleTrace, ComparisonReport

# Enough changes to see what was done to a text; the rest is on the article's page and in --json.
_MOST_CHANGES = 12
_MOST_RELATIVES = 8
_MOST_REASONS = 16  # lines

_IN_COMMON = {
    Relation.COPY: "a copy",
    Relation.UPDATE: "another version",
    Relation.PARTIAL: "an excerpt",
    Relation.QUOTES: "quotations or background only",
    Relation.BOILERPLATE: "set text only",
}


def story_lines(card: StoryCard, view: StoryView | None, now: datetime) -> list[str]:
    """A story: its headline, what it rests on, and, with a view, its articles."""
    facts = [f"{wording.counted(card.articles, 'article')}, {wording.origins_words(len(card.origins))}"]
    facts += [f"{wording.origin_name(share)} {share.articles}" for share in card.origins[:6]]
    facts += [words] if (words := wording.corrections_words(card.corrections)) else []
    lines = [shown(card.headline), shown(f"  {' · '.join(facts)} · {card.id}")]
    if view:
        for family, members in view.families:
            lines += [_article_line(member, family, now) for member in members]
        lines.append("")
    return lines


def _article_line(card: ArticleCard, family: Family, now: datetime) -> str:
    time = moment_words(card.article.published, now=now).words
    what = _standing_words(card, family)
    served = wording.outlet(card)
    credit = card.article.credit
    by = f"{served}, credited to {credit.name}" if credit and credit.name != served else served
    return shown(f"    {wording.headline(card.article)} — {by}, {time} ({what}) {card.article.id}")


def _standing_words(card: ArticleCard, family: Family) -> str:
    """What an article is in its family; of a page whose server is not known not that it took."""
    if card.branch is None or card.is_origin:
        return "own text"
    relation = wording.relation_words(card.branch)
    if not (relation or card.article.site):
        return "its own page, or a reprint"
    uncredited = ", uncredited" if card.is_uncredited(family.origin) else ""
    return (relation or "reprint") + uncredited


def trace_lines(trace: "ArticleTrace", now: datetime) -> list[str]:
    """Where an article comes from, why we think so, and what differs from the origin."""
    article = trace.article
    lines = [shown(wording.headline(article))]
    where = f"{trace.page_name}, {wording.kind_words(article.kind)}"
    lines += row("found in", f"{where}; {f'stored as {article.id}' if trace.is_stored else 'not stored'}")
    lines += row("served by", article.site or "not known: a saved page without its address")
    lines += _credit_lines(article)
    lines += row("published", _published(article, now))
    if trace.gone_since:
        lines += row("its page", gone_words(trace.gone_since, now=now))
    lines += _origin_lines(trace, now)
    if trace.difference:
        lines += difference_lines(trace.difference)
    for missed in trace.missed_corrections:
        still = f" As we have it, it says: “{missed.still_says}”" if missed.still_says else ""
        lines += row("correction", f"the origin printed “{missed.note}”, which is missing here.{still}")
    for note in article.notes:
        lines += row("note", note)
    lines += _relative_lines(trace)
    if trace.story:
        lines += row("story", trace.story)
    return lines


def _credit_lines(article: Article) -> list[str]:
    credit = article.credit
    if credit is None:
        return row("credited to", "nobody: nothing on the page names an outlet or gives one away")
    printed = f" (printed “{credit.printed}”)" if credit.printed and credit.printed != credit.name else ""
    basis = wording.credit_basis_words(credit.basis)
    lines = row(
        "credited to", f"{credit.name}{printed}: {basis}; {wording.confidence_words(credit.confidence)}"
    )
    return lines + because_lines(credit.evidence)


def _published(article: Article, now: datetime) -> str:
    shown = moment_words(article.published, now=now)
    reasons = [reason for reason in article.published.evidence if reason.quote] if article.published else []
    why = f"“{reasons[0].quote}”, {reasons[0].says}" if reasons else shown.title
    return f"{shown.words} UTC ({why})" if why else shown.words


def _origin_lines(trace: "ArticleTrace", now: datetime) -> list[str]:
    origin, others = trace.family.origin, len(trace.family.members) - 1
    if trace.is_origin and not others:
        text = "this article, as far as we have seen: no other "
        text += "is the same piece" if trace.relatives else "text in the library shares its prose"
    elif trace.is_origin:
        text = f"this article; {wording.counted(others, 'other article')} took it"
    elif origin.article is None:
        who = origin.publisher or "someone we can't name"
        text = f"{who}, whose own page we have not seen"
        if not trace.article.site:
            text = f"{who}, by the credit; without its address, this may be {who}’s own page or a copy"
    else:
        text = _taken_words(trace, now)
    lines = row("origin", f"{text}; {wording.confidence_words(origin.confidence)}")
    own = trace.branch.evidence if trace.branch else ()
    # What its own page says is told as such, not as what some copy's page says as well.
    told = {(reason.rule, reason.quote) for reason in own if reason.quote}
    elsewhere = [reason for reason in origin.evidence if (reason.rule, reason.quote) not in told]
    return lines + because_lines([*own, *elsewhere])


def _taken_words(trace: "ArticleTrace", now: datetime) -> str:
    branch, source = trace.branch, trace.source
    giver = trace.family.origin.publisher or "an outlet we can't name"
    if branch is None or source is None:
        return giver
    relation = wording.relation_words(branch) or "shares text"
    when = moment_words(source.published, now=now).words
    said = [relation, f"{wording.percent(branch.share)} of it stands there"]
    if not branch.credited:
        said.append("not credited here")
    elif wording.tells_its_source(trace.article, branch, trace.family.origin):
        said.append("credited here")
    return f"{giver}, “{wording.headline(source)}” ({when}): {', '.join(said)}"


def _relative_lines(trace: "ArticleTrace") -> list[str]:
    """How many others are the same piece, and what of other pieces stands here."""
    members = set(trace.family.members)
    lines: list[str] = []
    if same := len(members - {trace.article.id}):
        lines += row("same piece", f"{wording.counted(same, 'other article')}, family {trace.family.id}")
    others = [other for other in trace.relatives if other.article.id not in members]
    for other in others[:_MOST_RELATIVES]:
        what = f"“{wording.headline(other.article)}” — {other.article.site or other.page_name} ({other.article.id})"
        share = wording.percent(other.comparison.share_of_a)
        common = _IN_COMMON.get(other.comparison.relation, other.comparison.relation.value)
        lines += row("shares text", f"{what}: {common}, {share} of this article")
    if len(others) > _MOST_RELATIVES:
        lines += row("", f"and {len(others) - _MOST_RELATIVES} more, in --json")
    return lines


def comparison_lines(report: "ComparisonReport") -> list[str]:
    """How two articles relate, why, and what changed."""
    found = report.comparison
    lines = [
        shown(f"{side}  {wording.headline(article)}") for side, article in (("A", report.a), ("B", report.b))
    ]
    lines += row("relation", f"{found.relation.value}; {wording.confidence_words(found.confidence)}")
    shares = f"{wording.percent(found.share_of_a)} of A, {wording.percent(found.share_of_b)} of B"
    lines += row("shared", f"{shares}, in {wording.counted(len(found.spans), 'passage')}")
    origin = {OriginSide.A: "A", OriginSide.B: "B", OriginSide.UNKNOWN: "not known"}.get(
        found.origin, f"{found.third or 'a third party'}, neither of the two"
    )
    sure = (
        f"; {wording.confidence_words(found.origin_confidence)}"
        if found.origin is not OriginSide.UNKNOWN
        else ""
    )
    lines += row("origin", origin + sure)
    # The shares stand above.
    lines += because_lines(reason for reason in found.evidence if reason.rule != "share")
    for side, article in (("A", report.a), ("B", report.b)):
        for note in article.notes:
            lines += row("note", f"{side} prints “{note}”")
    if found.relation.is_reuse:
        lines += row("changes", _direction(report))
        lines += difference_lines(report.difference)
    return lines


def _direction(report: "ComparisonReport") -> str:
    if report.comparison.origin in (OriginSide.A, OriginSide.B):
        first = report.difference_from.upper()
        return f"from {first}, which gave, to {'A' if first == 'B' else 'B'}"
    return "from A to B, though which of them came first is not known"


def difference_lines(difference: Difference) -> list[str]:
    """What was changed on the way, counted and then shown."""
    counted = change_words(difference)
    if not counted:
        return row("differs", "in nothing but its setting")
    lines = row("differs", "; ".join(counted))
    shown: list[Change] = [difference.headline] if difference.headline else []
    shown += difference.changes
    changes = [change for change in shown if change.kind is not ChangeKind.SAME]
    for change in changes[:_MOST_CHANGES]:
        lines += _change_lines(change)
    if len(changes) > _MOST_CHANGES:
        lines += indented(f"… and {len(changes) - _MOST_CHANGES} more")
    return lines


def _change_lines(change: Change) -> list[str]:
    if change.kind is ChangeKind.DROPPED:
        return indented(f"- {change.before}")
    if change.kind is ChangeKind.ADDED:
        return indented(f"+ {change.after}")
    if change.kind is ChangeKind.MOVED:
        return indented(f"↕ {change.after}")
    if change.words:
        return indented(f"~ {_marked(change)}")
    return indented(f"- {change.before}") + indented(f"+ {change.after}")


def _marked(change: Change) -> str:
    """The sentence with what was struck in [-…-] and what was put in {+…+}, as wdiff prints it."""
    parts = []
    for words in change.words:
        if words.before == words.after:
            parts.append(words.after)
            continue
        parts += [f"[-{words.before}-]"] if words.before else []
        parts += [f"{{+{words.after}+}}"] if words.after else []
    return " ".join(part.strip() for part in parts if part.strip())


def because_lines(evidence: Iterable[Evidence]) -> list[str]:
    """Each reason once, with the lines of the page where it was found, and the words it rests on."""
    places: dict[tuple[str, str], list[int]] = {}
    for reason in evidence:
        found = places.setdefault((reason.says, reason.quote), [])
        if reason.line is not None and reason.line not in found:
            found.append(reason.line)
    lines = []
    for (says, quote), found in places.items():
        numbers = ", ".join(map(str, sorted(found)))
        place = f" (line{'s' if len(found) > 1 else ''} {numbers})" if found else ""
        lines += indented(f"because {says}{place}" + (f": {quote}" if quote and quote not in says else ""))
    return lines[:_MOST_REASONS]
