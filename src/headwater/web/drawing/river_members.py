"""What the river draws of each family: its spring and its points.

From a story at a glance to a few values. Many are gathered by `river_bundles`, what stands beside those that are left
is told by `river_words`, and where they go is `river`'s business.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headwater.model import Moment, Relation
from headwater.model.glance import StoryFamily, StoryMember


class Form(StrEnum):
    """How a point is drawn; each has a shape of its own, so that nothing rests on colour alone."""

    COPY = "copy"
    EXCERPT = "excerpt"
    UPDATE = "update"
    QUOTE = "quote"
    REPORT = "report"  # the only article with its text that we have seen
    BUNDLE = "bundle"


_FORMS = {Relation.PARTIAL: Form.EXCERPT, Relation.UPDATE: Form.UPDATE, Relation.QUOTES: Form.QUOTE}


@dataclass(frozen=True, slots=True)
class Member:
    """One point: an article, or a bundle of `count` articles.

    `source` is the id of the point it was taken from (None: the spring). `tail` follows the name: one word, since the
    point's shape says the rest, or the title of a lone report. `words` is what its label leaves out, for a tooltip and
    a screen reader. All three are empty until they are told (`river_words`). `articles` are the ids it stands for.
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

    @property
    def count(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Spring:
    """Where a family begins: an article we have seen, or an origin that we have not.

    `name` is its publisher's, empty where that is unknown; what is beside it, and the correction it carries, is told by
    `river_words`.
    """

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


def spring_of(family: StoryFamily) -> Spring:
    """Where a family begins, with nothing told of it yet."""
    name = family.origin.publisher or ""
    origin = origin_of(family)
    if origin is None:
        return Spring(name, "", "", f"#{family.id}", seen=False)
    return Spring(name, "", "", f"/articles/{origin.id}", seen=True, when=origin.when, article=origin.id)


def origin_of(family: StoryFamily) -> StoryMember | None:
    """The member that is its origin, where that was seen."""
    return next((member for member in family.members if member.id == family.origin.article), None)


def form_of(member: StoryMember) -> Form:
    """How an article is drawn that was taken from another."""
    return _FORMS.get(member.relation, Form.COPY) if member.relation else Form.COPY


def point(member: StoryMember, form: Form) -> Member:
    """A point for one article, with nothing told of it yet."""
    return Member(
        id=member.id,
        name="",
        words="",
        href=f"/articles/{member.id}",
        form=form,
        when=member.when,
        source=member.source,
        uncredited=form is not Form.REPORT and member.uncredited,
        uncorrected=member.still_wrong,
        articles=(member.id,),
    )
