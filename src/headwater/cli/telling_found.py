"""What a search for sources found, in words: the candidates, the first articles of the best, and what was tried."""

from dataclasses import dataclass, replace
from datetime import datetime

from headwater.cli.layout import indented, shown, wrapped
from headwater.flow.adding import AddedList, Asked, Finding, Sampled
from headwater.intake.net import masked
from headwater.model import Source, SourceKind
from headwater.reading.discovery import Naming, Preview, Weighed, name_of
from headwater.web.wording.times import ago_words
from headwater.web.wording.words import counted

_KINDS = {
    SourceKind.FEED: "feed",
    SourceKind.SITEMAP: "sitemap",
    SourceKind.PAGE: "page to watch",
    SourceKind.TELEGRAM: "Telegram channel",
}
_MOST_BAD = 20


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A candidate as JSON says it. `newest` is ISO 8601; `problem` is empty for one that works."""

    number: int
    url: str
    kind: SourceKind
    title: str
    language: str | None
    naming: str
    articles: int
    full_texts: int
    newest: datetime | None
    is_comments: bool
    problem: str
    previews: tuple[Preview, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition found and did, as JSON says it. `source` is what is watched now, or None."""

    given: str
    found: tuple[FoundSource, ...]
    asked: tuple[Asked, ...]
    source: Source | None
    is_new: bool
    texts: str


def addition_of(finding: Finding, source: Source | None, sampled: Sampled | None) -> Addition:
    """The answer in JSON; `sampled` is given where the source is new."""
    found = tuple(_found(number, one) for number, one in enumerate(finding.sources, 1))
    is_new = sampled is not None
    texts = sampled.says if sampled else ""
    return Addition(
        masked(finding.given), found, finding.asked, source and without_secrets(source), is_new, texts
    )


def without_secrets(source: Source) -> Source:
    """A source as JSON shows it: answers are kept in logs, and sent to others for help."""
    return replace(
        source, url=masked(source.url), proxy=masked(source.proxy) if source.proxy is not None else None
    )


def _found(number: int, one: Weighed) -> FoundSource:
    return FoundSource(
        number,
        masked(one.candidate.url),
        one.kind,
        name_of(one),
        one.language,
        str(one.candidate.naming),
        one.articles,
        one.full_texts,
        one.newest.best if one.newest else None,
        one.is_comments,
        one.problem,
        one.previews,
    )


def finding_lines(finding: Finding, *, now: datetime) -> list[str]:
    """The candidates, numbered from 1, and a preview of the first."""
    lines: list[str] = []
    for number, found in enumerate(finding.sources, 1):
        lines += wrapped(f"  {number:>2}  ", " " * 6, name_of(found))
        lines += wrapped(" " * 6, " " * 6, masked(found.candidate.url))
        lines += wrapped(" " * 6, " " * 6, _facts(found, now))
    if finding.sources:
        lines += preview_lines(finding.sources[0], now=now)
    return lines


def preview_lines(found: Weighed, *, now: datetime) -> list[str]:
    """The first articles of a candidate: headline, time, and credit where it is another's."""
    if not found.previews:
        return []
    return ["", "  The first articles:", *(line for p in found.previews for line in _preview(p, now))]


def asked_lines(finding: Finding) -> list[str]:
    """What was asked and gave nothing."""
    return [shown(f"  {one.url}: {one.answer}") for one in finding.asked]


def list_lines(added: AddedList) -> list[str]:
    """What became of a list of subscriptions; what can't be taken is named with its reason."""
    told = [f"Watching {counted(len(added.added), 'new source')}."]
    if added.known:
        told.append(
            f"{counted(len(added.known), 'source')} of the list {_is(len(added.known))} watched already."
        )
    if added.repeated:
        told.append(f"{counted(added.repeated, 'entry', 'entries')} stood in it more than once.")
    if added.added:
        told.append("Fetch them now with headwater fetch.")
    return told


def bad_lines(added: AddedList) -> list[str]:
    """The outlines that can't be taken, the first twenty of them."""
    lines = [shown(f"{bad.name}: {bad.reason}") for bad in added.bad[:_MOST_BAD]]
    left = len(added.bad) - _MOST_BAD
    return [*lines, f"and {left:,} more"] if left > 0 else lines


def _facts(found: Weighed, now: datetime) -> str:
    holds = (
        "leads to"
        if found.kind in (SourceKind.SITEMAP, SourceKind.PAGE) and not found.full_texts
        else "holds"
    )
    facts = [_KINDS.get(found.kind, str(found.kind)), f"{holds} {counted(found.articles, 'article')}"]
    if found.newest:
        facts.append(f"newest {ago_words(found.newest, now=now).words}")
    if found.kind is SourceKind.FEED and found.articles:
        facts.append(_texts(found))
    if found.language:
        facts.append(f"in “{found.language}”")
    if found.is_comments:
        facts.append("comments, no articles")
    if found.is_stale(now):
        facts.append("given up, by its dates")
    if found.candidate.naming is not Naming.ITSELF:
        facts.append(str(found.candidate.naming))
    return " · ".join([*facts, *([found.problem] if found.problem else [])])


def _texts(found: Weighed) -> str:
    if found.full_texts == found.articles:
        return "full texts"
    return "summaries" if not found.full_texts else f"{found.full_texts} with full text"


def _preview(preview: Preview, now: datetime) -> list[str]:
    when = ago_words(preview.published, now=now).words if preview.published else ""
    facts = " · ".join(part for part in (when, preview.by or "") if part)
    return [*wrapped("    ", "      ", preview.title), *(indented(facts) if facts else [])]


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def choices(finding: Finding) -> tuple[Weighed, ...]:
    """What a person is asked to choose from: the good ones, else everything that was found."""
    return finding.sources[: finding.good] or finding.sources
