"""What stands beside the river's points and springs, told from the records of the few articles that are drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from headwater.model import Article, Moment
from headwater.model.views import ArticleCard
from headwater.web.drawing.river_members import Form, Member, Spring, Stream
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.times import UNKNOWN, clock_words, moment_words, short_words
from headwater.web.wording.translation import N_, _, pgettext

_FORM_WORDS = {
    Form.COPY: N_("copy"),
    Form.EXCERPT: N_("excerpt"),
    Form.UPDATE: N_("update"),
    Form.QUOTE: N_("quote"),
    Form.REPORT: N_("report"),
}
_REMARKED = (Form.EXCERPT, Form.UPDATE, Form.QUOTE)

Cards = Mapping[str, ArticleCard]


def articles_told_of(streams: Iterable[Stream]) -> Iterator[str]:
    """The articles that something stands beside: springs, single points, and the first of each bundle."""
    for stream in streams:
        if stream.spring and stream.spring.article:
            yield stream.spring.article
        yield from (member.articles[0] for member in stream.members)


def told(streams: Iterable[Stream], cards: Cards, *, now: datetime) -> list[Stream]:
    """The streams with what stands beside them, by the cards of `articles_told_of` them.

    An article without a card, taken away meanwhile, is of an unknown site.
    """
    return [
        replace(
            stream,
            spring=_spring(stream.spring, cards, stream.members, now) if stream.spring else None,
            members=tuple(_member(member, cards, now) for member in stream.members),
        )
        for stream in streams
    ]


def _spring(spring: Spring, cards: Cards, members: Sequence[Member], now: datetime) -> Spring:
    if spring.words:
        return spring
    card = cards.get(spring.article or "")
    name = shown_name(spring.name) or (wording.outlet(card) if card else _("Unknown origin"))
    copies = sum(member.count for member in members)
    after = number_of("%(num)s article from it", "%(num)s articles from it", copies)
    if card is None:
        return replace(spring, name=name, detail=_("origin not seen by us"), words=after)
    article = card.article
    shown = moment_words(article.published, now=now).words
    corrected = article.modified.best if article.notes and article.modified else None
    note = _note(article, corrected)
    return replace(
        spring,
        name=name,
        detail=_detail(article.published, now),
        words=", ".join(part for part in (_("the origin"), shown, after, note) if part),
        when=article.published,
        corrected=corrected,
        corrected_words=note,
    )


def _note(article: Article, corrected: datetime | None) -> str:
    """That it carries a correction, and since when, where that is known."""
    if not article.notes:
        return ""
    if corrected is None:
        return _("carries a correction")
    return pgettext("at", "corrected %(time)s") % {"time": clock_words(corrected)}


def _detail(moment: Moment | None, now: datetime) -> str:
    return short_words(moment, now=now).words if moment else _(UNKNOWN)


def _member(member: Member, cards: Cards, now: datetime) -> Member:
    if member.words:
        return member
    card = cards.get(member.articles[0])
    name = _name(card) if card else _("unknown site")
    if member.form is Form.BUNDLE:
        return replace(member, words=_("%(name)s and others") % {"name": name})
    when = card.article.published if card else member.when
    said = (
        _("a saved page") if card and not card.article.site else "",
        moment_words(when, now=now).words,
        _form_words(member, card),
        _("seen with the old text") if member.uncorrected else "",
    )
    return replace(
        member, name=name, tail=_tail(member, card), when=when, words=", ".join(filter(None, said))
    )


def _form_words(member: Member, card: ArticleCard | None) -> str:
    """What it is in its family; an origin among the smallest families is drawn as a point of its own."""
    if card and card.is_origin and member.form is Form.COPY:
        return _("the origin")
    return _(_FORM_WORDS[member.form])


def _name(card: ArticleCard) -> str:
    """A label has room for a saved page's file, and that tells saved pages apart."""
    return (not card.article.site and wording.page_file(card)) or wording.outlet(card)


def _tail(member: Member, card: ArticleCard | None) -> str:
    if member.form is Form.REPORT:
        return f" {wording.headline(card.article)}" if card else ""
    remark = _(_FORM_WORDS[member.form]) if member.form in _REMARKED else ""
    if member.uncredited:
        remark = _("uncredited")
    return f", {remark}" if remark else ""
