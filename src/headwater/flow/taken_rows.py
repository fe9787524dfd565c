"""Taken articles as flat rows: who took what from whom, how late, how sure, what was changed, and why we think so."""

from dataclasses import dataclass
from datetime import UTC

from headwater.flow.network_rows import xml_id
from headwater.model import Moment
from headwater.model.taken import TakenArticle


@dataclass(frozen=True, slots=True)
class TakenRow:
    """An article that `taker` has from `giver`. Shares and confidences are 0..1, times UTC; None is not known."""

    taker: str
    taker_id: str
    article: str
    title: str | None
    url: str | None
    page: str
    published: str | None
    published_earliest: str | None
    published_latest: str | None
    giver: str
    giver_id: str
    giver_article: str | None
    giver_title: str | None
    giver_url: str | None
    giver_published: str | None
    giver_published_earliest: str | None
    giver_published_latest: str | None
    kind: str
    relation: str | None
    share: float
    credited: bool
    confidence: float
    delay_minutes: float | None
    sentences: int | None
    sentences_dropped: int | None
    headline_changed: bool | None
    figure_changed: bool | None
    attribution_altered: bool | None
    correction_missing: bool | None
    still_wrong: bool | None
    evidence: list[str]


def taken_row(taken: TakenArticle) -> TakenRow:
    """A taken article with the columns of its table, in their order."""
    article, source, branch, altered = taken.article, taken.source, taken.branch, taken.altered
    published, given = _times(article.published), _times(source.published if source else None)
    return TakenRow(
        taker=taken.taker,
        taker_id=xml_id(taken.taker_id),
        article=article.id,
        title=article.title,
        url=article.url,
        page=article.page_name,
        published=published[0],
        published_earliest=published[1],
        published_latest=published[2],
        giver=taken.giver,
        giver_id=xml_id(taken.giver_id),
        giver_article=source.id if source else None,
        giver_title=source.title if source else None,
        giver_url=source.url if source else None,
        giver_published=given[0],
        giver_published_earliest=given[1],
        giver_published_latest=given[2],
        kind="excerpt" if taken.is_excerpt else "article",
        relation=branch.relation.value if branch.relation else None,
        share=round(branch.share, 4),
        credited=branch.credited,
        confidence=round(branch.confidence, 4),
        delay_minutes=taken.delay_minutes,
        sentences=altered.sentences if altered else None,
        sentences_dropped=altered.dropped if altered else None,
        headline_changed=altered.headline if altered else None,
        figure_changed=altered.figures if altered else None,
        attribution_altered=altered.attribution if altered else None,
        correction_missing=altered.lacks_correction if altered else None,
        still_wrong=altered.still_says if altered else None,
        evidence=[f"{e.says}: {e.quote}" if e.quote else e.says for e in branch.evidence],
    )


def _times(at: Moment | None) -> tuple[str | None, str | None, str | None]:
    """The likely time, and the first and last that it can be."""
    if at is None:
        return None, None, None
    best, earliest, latest = (
        time.astimezone(UTC).isoformat().replace("+00:00", "Z") for time in (at.best, at.earliest, at.latest)
    )
    return best, earliest, latest
