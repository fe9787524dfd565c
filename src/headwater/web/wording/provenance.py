"""The provenance line: what an article is, where it is from, what was changed, why we think so, how sure.

Sentences are made of records only and never say more than they hold: "first" is of what we have seen, a share
is of this article's words, and where nothing is known they say that.
"""

from dataclasses import dataclass, field
from datetime import datetime

from headwater.model import ChangeKind, ChangeTopic, CreditBasis, Difference, Evidence, Relation
from headwater.model.views import ArticleCard, ArticleView
from headwater.web.wording import words as wording
from headwater.web.wording.times import Shown, moment_words, span_words


@dataclass(frozen=True, slots=True)
class Provenance:
    """The line in parts, in the order they are read.

    `lead` is what it is, in a few words; `source` the article it names (None: not seen, or it is the origin
    itself) with its time; `rest` finishes the sentence; `changes` are what was changed; `why` the reasons in
    brief; `evidence` all of them, grouped under what they are evidence for.
    """

    tone: str  # "copy", "origin" or "alone": how the line is marked
    lead: str
    source: ArticleCard | None = None
    source_time: Shown | None = None
    rest: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    warning: str = ""
    why: tuple[str, ...] = ()
    confidence: str = ""
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...] = field(default=())


_LEADS = {
    Relation.COPY: "A copy of",
    Relation.PARTIAL: "Holds an excerpt of",
    Relation.UPDATE: "An update of",
    Relation.QUOTES: "Quotes",
}


# Without its site a page may be the credited house's own.
_UNPLACED = "where this page was served is not known"


def provenance(view: ArticleView, *, now: datetime) -> Provenance:
    """The provenance line of an article page."""
    if view.card.is_origin or view.card.branch is None:
        return _own(view)
    return _taken(view, now)


def _own(view: ArticleView) -> Provenance:
    origin, others = view.family.origin, len(view.others)
    if view.card.is_origin and others:
        lead = f"The origin of {wording.counted(others, 'other article')}"
        rest: tuple[str, ...] = ("as far as we have seen; an earlier one may exist that we have not",)
        tone = "origin"
    elif origin.is_seen or not origin.publisher:
        lead, rest, tone = *_alone(view), "alone"
    elif view.card.article.site:
        lead = f"Taken from {origin.publisher}"
        rest, tone = ("whose own page we have not seen",), "copy"
    else:
        lead = f"From {origin.publisher}"
        rest, tone = (f"by the credit printed here; {_UNPLACED}",), "copy"
    return Provenance(
        tone=tone,
        lead=lead,
        rest=(*rest, *_credit_clause(view)),
        why=_reasons(origin.evidence),
        confidence=wording.confidence_words(origin.confidence) if others or not origin.is_seen else "",
        evidence=_evidence(view),
    )


def _alone(view: ArticleView) -> tuple[str, tuple[str, ...]]:
    if view.others or view.family.branches:
        return "No other article we have seen is the same piece", ("others share parts of it",)
    return "The only article with this text that we have seen", ("it may stand elsewhere too",)


def _taken(view: ArticleView, now: datetime) -> Provenance:
    branch, source = view.card.branch, view.source
    rest = []
    if source is None:
        rest.append(_unseen(view))
    elif not source.is_origin and not view.family.origin.publisher:
        rest.append("where it began is not known")
    elif not source.is_origin and view.family.origin.is_seen:
        rest.append(f"which came from {view.family.origin.publisher}")
    if branch and branch.share:
        rest.append(f"{wording.percent(branch.share)} of the words here stand there")
    if branch and branch.credited:
        rest.append("credited on this page")
    elif wording.is_uncredited(view.card, view.family):
        rest.append("not credited on this page")
    confidence = branch.confidence if branch else 0.0
    return Provenance(
        tone="copy",
        lead=_lead(view),
        source=source,
        source_time=moment_words(source.article.published, now=now) if source else None,
        rest=tuple(rest),
        changes=change_words(view.difference),
        warning=_warning(view),
        why=(*_reasons(branch.evidence if branch else ()), *_delay(view.card, source)),
        confidence=wording.confidence_words(confidence or view.family.origin.confidence),
        evidence=_evidence(view),
    )


def _lead(view: ArticleView) -> str:
    """Whose report it is; a sibling copy is not an origin, even where it is all that we have to compare with."""
    branch, source, origin = view.card.branch, view.source, view.family.origin
    if source is not None and not source.is_origin and not origin.is_seen:
        sibling = wording.outlet(source)
        known = f"From {origin.publisher} (not seen), as" if origin.publisher else "As"
        return f"{known} {sibling} has it too"
    lead = _LEADS.get(branch.relation if branch and branch.relation else Relation.COPY, "Shares text with")
    if source is not None and (not source.is_origin or not origin.publisher):
        return f"{lead} {version_words(source, 'report')}"
    return f"{lead} {origin.publisher or 'an unseen outlet'}’s report"


def version_words(card: ArticleCard, what: str) -> str:
    """ "Harbour Post’s version"; "the version on saved page x.html" where the site is not known."""
    name = wording.outlet(card)
    return f"{name}’s {what}" if card.article.site else f"the {what} on {name}"


def _unseen(view: ArticleView) -> str:
    """What is known of a source that we have not seen."""
    branch = view.card.branch
    if not view.family.origin.publisher:
        return "where it began is not known"
    if view.card.article.site:
        return "which we have not seen"
    return f"by the credit printed here; {_UNPLACED}" if branch and branch.credited else _UNPLACED


def _credit_clause(view: ArticleView) -> tuple[str, ...]:
    credit = view.card.article.credit
    if credit is None or credit.name == wording.outlet(view.card) or credit.basis is CreditBasis.SITE:
        return ()
    if not view.card.is_origin and credit.name == view.family.origin.publisher:
        return ()  # the lead has named it
    return (f"credited to {credit.name}",)


def change_words(difference: Difference | None) -> tuple[str, ...]:
    """What was changed: "3 of 12 sentences dropped", "1 figure changed (40 → 14)".

    A difference that was stored before it had a summary is counted: "Dropped: 1 passage, with an attribution".
    """
    if difference is None:
        return ()
    if difference.summary:
        parts = difference.summary.split("; ") if difference.summary != "nothing changed" else []
        return tuple(part[:1].upper() + part[1:] for part in parts)
    kinds = (
        (ChangeKind.DROPPED, "Dropped"),
        (ChangeKind.ADDED, "Added"),
        (ChangeKind.REWORDED, "Reworded"),
        (ChangeKind.MOVED, "Moved"),
    )
    found = []
    for kind, word in kinds:
        if number := difference.count(kind):
            topics = {t for c in difference.changes if c.kind is kind for t in c.topics}
            found.append(f"{word}: {wording.counted(number, 'passage')}{_topic_words(topics)}")
    if difference.headline and difference.headline.kind is not ChangeKind.SAME:
        found.append("Another headline")
    return tuple(found)


def _topic_words(topics: set[ChangeTopic]) -> str:
    """The topics that matter most to a reader; wording alone is not worth a word."""
    named = {
        ChangeTopic.FIGURE: "a figure",
        ChangeTopic.NAME: "a name",
        ChangeTopic.QUOTE: "a quotation",
        ChangeTopic.ATTRIBUTION: "an attribution",
    }
    found = [words for topic, words in named.items() if topic in topics]
    if len(found) < 2:
        return f", with {found[0]}" if found else ""
    return f", with {', '.join(found[:-1])} and {found[-1]}"


def _warning(view: ArticleView) -> str:
    """Said of a text that was taken back only: a copy that lacks the note may be of the corrected version."""
    return "Says what the origin has since corrected (as we fetched it)." if view.card.still_wrong else ""


def _reasons(evidence: tuple[Evidence, ...], most: int = 3) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.says for each in evidence if each.says))[:most]


def _delay(card: ArticleCard, source: ArticleCard | None) -> tuple[str, ...]:
    """How long after its source it appeared, only where both times are known well enough to say."""
    mine, theirs = card.article.published, source.article.published if source else None
    if not mine or not theirs or not theirs.surely_before(mine):
        return ()
    delay = mine.best - theirs.best
    if mine.width + theirs.width > delay / 2:
        return ("published after it",)
    return (f"published {span_words(delay)} after it",)


def _evidence(view: ArticleView) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    article, branch = view.card.article, view.card.branch
    groups = [
        ("Where the text came from", view.family.origin.evidence),
        ("What this article took", branch.evidence if branch else ()),
        ("Who it is credited to", article.credit.evidence if article.credit else ()),
        ("When it was published", article.published.evidence if article.published else ()),
        ("How the page was read", article.evidence),
    ]
    return tuple((title, found) for title, found in groups if found)
