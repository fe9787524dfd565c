"""Articles in a list, in words: when, by whom, and where their text is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from headwater.model import Moment
from headwater.model.shelf import ArticleRow
from headwater.model.words import Relation
from headwater.web import addresses
from headwater.web.wording.numbers import number_of
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.times import Shown, moment_words
from headwater.web.wording.translation import N_, _
from headwater.web.wording.words import isolated


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """A row ready to be shown. `remark` is empty where nobody else carries the text."""

    row: ArticleRow
    href: str
    outlet: str
    words: str
    when: Shown
    remark: str
    story_words: str
    story_href: str


def listed(rows: Iterable[ArticleRow], *, now: datetime) -> tuple[ListedArticle, ...]:
    return tuple(
        ListedArticle(
            row=row,
            href=addresses.article_path(row.id),
            outlet=shown_name(row.outlet or ""),
            words=row.words or _("Untitled article"),
            when=row_time(row, now=now),
            remark=row_remark(row),
            story_words=_story_words(row),
            story_href=addresses.story_path(row.story.id),
        )
        for row in rows
    )


def row_time(row: ArticleRow, *, now: datetime) -> Shown:
    """When it was published, as exactly as that is known; else when it was fetched, said so."""
    if row.time is None:
        return moment_words(None, now=now)
    if not row.is_published:
        fetched = moment_words(Moment.at(row.time), now=now)
        return Shown(fetched.words, fetched.machine, _("when it was fetched; the page gives no time"))
    return moment_words(Moment.around(row.time, row.width), now=now)


def row_remark(row: ArticleRow) -> str:
    """Where the article's text is from, in a few words; empty where nobody else carries it."""
    if row.is_origin:
        others = row.family_size - 1
        return number_of("origin of %(num)s copy", "origin of %(num)s copies", others) if others else ""
    if row.relation is None:
        return ""
    unseen, uncredited, known = _TAKEN.get(row.relation, _SHARED)
    if not row.origin:
        return _(unseen)
    return _(uncredited if row.uncredited else known) % {"origin": isolated(shown_name(row.origin))}


# What is said where the origin was not seen, where it is not credited, and else.
_TAKEN = {
    Relation.COPY: (
        N_("copy, origin not seen"),
        N_("copy of %(origin)s, not credited"),
        N_("copy of %(origin)s"),
    ),
    Relation.PARTIAL: (
        N_("excerpt, origin not seen"),
        N_("excerpt of %(origin)s, not credited"),
        N_("excerpt of %(origin)s"),
    ),
    Relation.UPDATE: (
        N_("update, origin not seen"),
        N_("update of %(origin)s, not credited"),
        N_("update of %(origin)s"),
    ),
}
_SHARED = (
    N_("shares text, origin not seen"),
    N_("shares text with %(origin)s, not credited"),
    N_("shares text with %(origin)s"),
)


def _story_words(row: ArticleRow) -> str:
    if row.story.articles < 2:
        return ""
    return number_of("story of %(num)s article", "story of %(num)s articles", row.story.articles)
