"""Taken articles in words: the list behind a link's numbers."""

from collections.abc import Iterator
from datetime import datetime

from headwater.cli.layout import indented, row, shown
from headwater.cli.telling import because_lines
from headwater.model.network import Alteration
from headwater.model.taken import Printed, TakenArticle
from headwater.web.wording import words as wording
from headwater.web.wording.times import moment_words


def taken_lines(taken: TakenArticle, now: datetime) -> list[str]:
    """One article that a site has from another: both, how they relate, what was changed, and why we think so."""
    lines = [shown(_headline(taken.article))]
    lines += _printed_lines("in", taken.taker, taken.article, now)
    if taken.source:
        lines += _printed_lines("from", f"{taken.giver}, “{_headline(taken.source)}”", taken.source, now)
    else:
        lines += row("from", f"{taken.giver}, whose own page we have not seen")
    lines += row("how", "; ".join(_how(taken)))
    if taken.altered and (changed := list(_changed(taken.altered))):
        lines += row("changed", "; ".join(changed))
    return lines + because_lines(reason for reason in taken.branch.evidence if reason.rule != "share")


def _printed_lines(label: str, where: str, article: Printed, now: datetime) -> list[str]:
    when = moment_words(article.published, now=now).words
    time = f"{when} UTC" if article.published else "time not known"
    return row(label, f"{where}, {time} ({article.id})") + indented(article.url or article.page_name)


def _headline(article: Printed) -> str:
    return article.title or "(no headline)"


def _how(taken: TakenArticle) -> Iterator[str]:
    branch = taken.branch
    relation = "excerpt" if taken.is_excerpt else branch.relation and branch.relation.value
    if relation:
        yield relation
    if branch.share:
        yield f"{wording.percent(branch.share)} of it stands in the other"
    if taken.delay_minutes is not None:
        yield f"{wording.delay_words(taken.delay_minutes)} later"
    yield "credited" if branch.credited else "not credited"
    yield wording.confidence_words(branch.confidence)


def _changed(altered: Alteration) -> Iterator[str]:
    if altered.headline:
        yield "another headline"
    if altered.dropped:
        yield f"{altered.dropped} of {wording.counted(altered.sentences, 'sentence')} dropped"
    for is_so, what in (
        (altered.attribution, "an attribution altered"),
        (altered.figures, "a figure changed"),
        (altered.lacks_correction, "a correction missing"),
        (altered.still_says, "what was corrected still said"),
    ):
        if is_so:
            yield what
