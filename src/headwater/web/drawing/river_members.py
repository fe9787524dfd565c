"""What the river draws of each family: its spring and its points.

From records to a few values. Many are gathered by `river_bundles`, and where they go is `river`'s business.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from headwater.model import Family, Moment, Relation
from headwater.model.views import ArticleCard
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of
from headwater.web.wording.times import UNKNOWN, Shown, clock_words, moment_words, short_words
from headwater.web.wording.translation import N_, _, pgettext


class Form(StrEnum):
    """How a point is drawn; each has a shape of its own, so that nothing rests on colour alone."""

    COPY = "copy"
    EXCERPT = "excerpt"
    UPDATE = "update"
    QUOTE = "quote"
    REPORT = "report"  # the only article with its text that we have seen
    BUNDLE = "bundle"


_FORM_WORDS = {
    Form.COPY: N_("copy"),
    Form.EXCERPT: N_("excerpt"),
    Form.UPDATE: N_("update"),
    Form.QUOTE: N_("quote"),
    Form.REPORT: N_("report"),
}

_FORMS = {Relation.PARTIAL: Form.EXCERPT, Relation.UPDATE: Form.UPDATE, Relation.QUOTES: Form.QUOTE}


@dataclass(frozen=True, slots=True)
class Member:
    """One point: an article, or a bundle of `count` articles.

    `source` is the id of the point it was taken from (None: the spring). `tail` follows the name: one word, since the
    point's shape says the rest, or the title of a lone report. `words` is what its label leaves out,
    for a tooltip and a screen reader (`worded`); `articles` the ids it stands for.
    """

    id: str
    name: str
    words: str
    href: str
    form: Form
    when: Moment | None
    source: str | None = None
    tail: str = ""
    uncredited: bool = False
    uncorrected: bool = False
    articles: tuple[str, ...] = ()
    is_saved_page: bool = False

    @property
    def count(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Spring:
    """Where a family begins: an article we have seen, or an origin that we have not."""

    name: str
    detail: str
    words: str
    href: str
    seen: bool
    when: Moment | None = None
    corrected: datetime | None = None
    corrected_words: str = ""
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A family as the river draws it. `spring` is None for one article that nobody else has."""

    id: str
    tone: str
    spring: Spring | None
    members: tuple[Member, ...]


def stream(family: Family, cards: Sequence[ArticleCard], tone: str, *, now: datetime) -> Stream:
    """A family's spring and points, one for each other article."""
    if len(cards) == 1:
        return Stream(family.id, tone, None, (_member(family, cards[0], Form.REPORT),))
    origin = next((card for card in cards if card.article.id == family.origin.article), None)
    members = tuple(_member(family, card) for card in cards if card is not origin)
    spring = _spring(family, origin, len(members), now)
    return Stream(family.id, tone, spring, members)


def _spring(family: Family, card: ArticleCard | None, copies: int, now: datetime) -> Spring:
    name = family.origin.publisher or (wording.outlet(card) if card else _("Unknown origin"))
    after = number_of("%(num)s article from it", "%(num)s articles from it", copies)
    if card is None:
        words = after
        return Spring(name, _("origin not seen by us"), words, f"#{family.id}", seen=False)
    article = card.article
    shown = moment_words(article.published, now=now).words
    corrected = article.modified.best if article.notes and article.modified else None
    note = ""
    if article.notes:
        time = {"time": clock_words(corrected)} if corrected else None
        note = pgettext("at", "corrected %(time)s") % time if time else _("carries a correction")
    words = ", ".join(part for part in (_("the origin"), shown, after, note) if part)
    return Spring(
        name=name,
        detail=_spring_detail(article.published, now),
        words=words,
        href=f"/articles/{article.id}",
        seen=True,
        when=article.published,
        corrected=corrected,
        corrected_words=note,
        article=article.id,
    )


def _spring_detail(moment: Moment | None, now: datetime) -> str:
    shown: Shown = short_words(moment, now=now)
    return shown.words if moment else _(UNKNOWN)


def _member(family: Family, card: ArticleCard, form: Form | None = None) -> Member:
    article, branch = card.article, card.branch
    relation = branch.relation if branch else None
    form = form or (_FORMS.get(relation, Form.COPY) if relation else Form.COPY)
    uncredited = form is not Form.REPORT and wording.is_uncredited(card, family)
    title = f" {wording.headline(article)}" if form is Form.REPORT else ""
    is_told = form in (Form.EXCERPT, Form.UPDATE, Form.QUOTE)
    remark = _("uncredited") if uncredited else _(_FORM_WORDS[form]) if is_told else ""
    # A label has room for the file's name, and that tells saved pages apart.
    name = wording.outlet(card) if article.site else wording.page_file(card) or wording.outlet(card)
    return Member(
        id=article.id,
        name=name,
        tail=title or (f", {remark}" if remark else ""),
        words="",
        href=f"/articles/{article.id}",
        form=form,
        when=article.published,
        source=branch.source if branch else None,
        uncredited=uncredited,
        uncorrected=card.still_wrong,
        articles=(article.id,),
        is_saved_page=not article.site,
    )


def worded(member: Member, now: datetime) -> Member:
    """The point with its words, unless it has some. Of a thousand articles most are never points of their own."""
    if member.words:
        return member
    said = (
        _("a saved page") if member.is_saved_page else "",
        moment_words(member.when, now=now).words,
        _(_FORM_WORDS[member.form]),
        _("seen with the old text") if member.uncorrected else "",
    )
    return replace(member, words=", ".join(filter(None, said)))
