"""The provenance line: what an article is, where it is from, what was changed, why we think so, how sure.

Sentences are made of records only and never say more than they hold: "first" is of what we have seen, a share
is of this article's words, and where nothing is known they say that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from headwater.model import ChangeKind, ChangeTopic, CreditBasis, Difference, Evidence, Family, Relation
from headwater.model.views import ArticleCard
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import listed, number_of, whole
from headwater.web.wording.recorded import recorded
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.sureness import sure_of_origin, sure_of_source
from headwater.web.wording.times import Shown, moment_words, span_words
from headwater.web.wording.translation import N_, NN_, _, ngettext, pgettext


class Traced(Protocol):
    """What the line is made of: an article page's view is one, and so is what was found out of a pasted text."""

    @property
    def card(self) -> ArticleCard: ...
    @property
    def family(self) -> Family: ...
    @property
    def source(self) -> ArticleCard | None: ...
    @property
    def difference(self) -> Difference | None: ...
    @property
    def others(self) -> tuple[ArticleCard, ...]: ...


@dataclass(frozen=True, slots=True)
class Provenance:
    """The line in parts, in the order they are read.

    `lead` is what it is, in a few words; `source` the article it names (None: not seen, or it is the origin
    itself) with its time; `rest` finishes the sentence; `changes` are what was changed; `why` the reasons in
    brief; `confidence` says of which claim we are how sure; `evidence` is all of it, grouped under what it is for.
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


# Whose report it is stands in `%(report)s`, by one of the messages of the context "taken report".
_LEADS = {
    Relation.COPY: N_("A copy of %(report)s"),
    Relation.PARTIAL: N_("Holds an excerpt of %(report)s"),
    Relation.UPDATE: N_("An update of %(report)s"),
    Relation.QUOTES: N_("Quotes %(report)s"),
}
_SHARES = N_("Shares text with %(report)s")


def provenance(view: Traced, *, now: datetime) -> Provenance:
    """The provenance line of an article page."""
    if view.card.is_origin or view.card.branch is None:
        return _own(view)
    return _taken(view, now)


def _own(view: Traced) -> Provenance:
    origin, others = view.family.origin, len(view.others)
    publisher = {"publisher": wording.isolated(shown_name(origin.publisher or ""))}
    if view.card.is_origin and others:
        lead = number_of(
            "The origin of %(num)s other article", "The origin of %(num)s other articles", others
        )
        rest: tuple[str, ...] = (_("as far as we have seen; an earlier one may exist that we have not"),)
        tone = "origin"
    elif origin.is_seen or not origin.publisher:
        lead, rest, tone = *_alone(view), "alone"
    elif view.card.article.site:
        lead = _("Taken from %(publisher)s") % publisher
        rest, tone = (_("whose own page we have not seen"),), "copy"
    else:
        lead, rest, tone = _("From %(publisher)s") % publisher, (_by_credit(),), "copy"
    return Provenance(
        tone=tone,
        lead=lead,
        rest=(*rest, *_credit_clause(view)),
        why=_reasons(origin.evidence),
        confidence=sure_of_origin(view.card, view.family) if others or not origin.is_seen else "",
        evidence=_evidence(view),
    )


def _alone(view: Traced) -> tuple[str, tuple[str, ...]]:
    if view.others or view.family.branches:
        lead = _("No other article we have seen is the same piece")
        return lead, (_("others share parts of it"),)
    lead = _("The only article with this text that we have seen")
    return lead, (_("it may stand elsewhere too"),)


def _by_credit() -> str:
    # Without its site a page may be the credited house's own.
    return _("by the credit printed here; where this page was served is not known")


def _taken(view: Traced, now: datetime) -> Provenance:
    branch, source = view.card.branch, view.source
    return Provenance(
        tone="copy",
        lead=_lead(view),
        source=source,
        source_time=moment_words(source.article.published, now=now) if source else None,
        rest=tuple(_taken_clauses(view)),
        changes=change_words(view.difference),
        warning=_warning(view),
        why=(*_reasons(branch.evidence if branch else ()), *_delay(view.card, source)),
        confidence=sure_of_source(view.card, view.family, source) or sure_of_origin(view.card, view.family),
        evidence=_evidence(view),
    )


def _taken_clauses(view: Traced) -> Iterator[str]:
    """What finishes the sentence that the lead begins."""
    branch, source, origin = view.card.branch, view.source, view.family.origin
    if source is None:
        yield _unseen(view)
    elif not source.is_origin and not origin.publisher:
        yield _("where it began is not known")
    elif not source.is_origin and origin.publisher and origin.is_seen:
        yield _("which came from %(publisher)s") % {
            "publisher": wording.isolated(shown_name(origin.publisher))
        }
    if branch and branch.share:
        yield _("%(share)s of the words here stand there") % {"share": wording.percent(branch.share)}
    if wording.is_credited(view.card, view.family.origin):
        yield (
            _("credited on this page")
            if wording.has_credit_line(view.card)
            else _("credited within its text")
        )
    elif view.card.is_uncredited(view.family.origin):
        yield _("not credited on this page")


def _lead(view: Traced) -> str:
    """Whose report it is; a sibling copy is not an origin, even where it is all that we have to compare with."""
    branch, source, origin = view.card.branch, view.source, view.family.origin
    if source is not None and not source.is_origin and not origin.is_seen:
        publisher = wording.isolated(shown_name(origin.publisher or ""))
        names = {"outlet": wording.isolated(wording.outlet(source)), "publisher": publisher}
        if origin.publisher:
            return _("From %(publisher)s (not seen), as %(outlet)s has it too") % names
        return _("As %(outlet)s has it too") % names
    lead = _LEADS.get(branch.relation if branch and branch.relation else Relation.COPY, _SHARES)
    return _(lead) % {"report": _report_words(view)}


def _report_words(view: Traced) -> str:
    """ "Harbour Post’s report"; "the report on saved page x.html" where the site is not known."""
    source, publisher = view.source, view.family.origin.publisher
    if source is None or (source.is_origin and publisher):
        if not publisher:
            return pgettext("taken report", "an unseen outlet’s report")
        return pgettext("taken report", "%(outlet)s’s report") % {
            "outlet": wording.isolated(shown_name(publisher))
        }
    if source.article.site:
        return pgettext("taken report", "%(outlet)s’s report") % {
            "outlet": wording.isolated(wording.outlet(source))
        }
    if name := wording.page_file(source):
        return pgettext("taken report", "the report on saved page %(name)s") % {"name": name}
    return pgettext("taken report", "the report on an unknown site")


def version_words(card: ArticleCard) -> str:
    """What a text is compared with: "Harbour Post’s version"; "the version on saved page x.html"."""
    if card.article.site:
        return pgettext("compared with", "%(outlet)s’s version") % {
            "outlet": wording.isolated(wording.outlet(card))
        }
    if name := wording.page_file(card):
        return pgettext("compared with", "the version on saved page %(name)s") % {"name": name}
    return pgettext("compared with", "the version on an unknown site")


def _unseen(view: Traced) -> str:
    """What is known of a source that we have not seen."""
    if not view.family.origin.publisher:
        return _("where it began is not known")
    if view.card.article.site:
        return _("which we have not seen")
    is_credited = wording.is_credited(view.card, view.family.origin)
    return _by_credit() if is_credited else _("where this page was served is not known")


def _credit_clause(view: Traced) -> tuple[str, ...]:
    credit = view.card.article.credit
    if credit is None or credit.name == wording.outlet(view.card) or credit.basis is CreditBasis.SITE:
        return ()
    if not view.card.is_origin and credit.name == view.family.origin.publisher:
        return ()  # the lead has named it
    return (_("credited to %(publisher)s") % {"publisher": wording.isolated(credit.name)},)


def change_words(difference: Difference | None) -> tuple[str, ...]:
    """What was changed: "3 of 12 sentences dropped", "1 figure changed (40 → 14)".

    A difference that was stored before it had a summary is counted: "Dropped: 1 passage, with an attribution".
    """
    if difference is None:
        return ()
    if difference.summary:
        is_changed = difference.summary != "nothing changed"
        parts = recorded(difference.summary).split("; ") if is_changed else []
        return tuple(part[:1].upper() + part[1:] for part in parts)
    found = []
    for kind, (one, many) in _CHANGED.items():
        if number := difference.count(kind):
            topics = {t for c in difference.changes if c.kind is kind for t in c.topics}
            found.append(ngettext(one, many, number) % {"num": whole(number)} + _topic_words(topics))
    if difference.headline and difference.headline.kind is not ChangeKind.SAME:
        found.append(_("Another headline"))
    return tuple(found)


_CHANGED = {
    ChangeKind.DROPPED: NN_("Dropped: %(num)s passage", "Dropped: %(num)s passages"),
    ChangeKind.ADDED: NN_("Added: %(num)s passage", "Added: %(num)s passages"),
    ChangeKind.REWORDED: NN_("Reworded: %(num)s passage", "Reworded: %(num)s passages"),
    ChangeKind.MOVED: NN_("Moved: %(num)s passage", "Moved: %(num)s passages"),
}

# The topics that matter most to a reader; wording alone is not worth a word.
_TOPICS = {
    ChangeTopic.FIGURE: N_("a figure"),
    ChangeTopic.NAME: N_("a name"),
    ChangeTopic.QUOTE: N_("a quotation"),
    ChangeTopic.ATTRIBUTION: N_("an attribution"),
}


def _topic_words(topics: set[ChangeTopic]) -> str:
    found = [_(words) for topic, words in _TOPICS.items() if topic in topics]
    return _(", with %(topics)s") % {"topics": listed(found)} if found else ""


def _warning(view: Traced) -> str:
    """Said of a text that was taken back only: a copy that lacks the note may be of the corrected version."""
    if not view.card.still_wrong:
        return ""
    return _("Says what the origin has since corrected (as we fetched it).")


def _reasons(evidence: tuple[Evidence, ...], most: int = 3) -> tuple[str, ...]:
    return tuple(dict.fromkeys(recorded(each.says) for each in evidence if each.says))[:most]


def _delay(card: ArticleCard, source: ArticleCard | None) -> tuple[str, ...]:
    """How long after its source it appeared, only where both times are known well enough to say."""
    mine, theirs = card.article.published, source.article.published if source else None
    if not mine or not theirs or not theirs.surely_before(mine):
        return ()
    delay = mine.best - theirs.best
    if mine.width + theirs.width > delay / 2:
        return (_("published after it"),)
    return (_("published %(span)s after it") % {"span": span_words(delay)},)


def _evidence(view: Traced) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    article, branch = view.card.article, view.card.branch
    groups = [
        (_("Where the text came from"), view.family.origin.evidence),
        (_("What this article took"), branch.evidence if branch else ()),
        (_("Who it is credited to"), article.credit.evidence if article.credit else ()),
        (_("When it was published"), article.published.evidence if article.published else ()),
        (_("How the page was read"), article.evidence),
    ]
    return tuple((title, found) for title, found in groups if found)
