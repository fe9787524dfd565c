"""An article, and what belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from headwater.model.evidence import Evidence
from headwater.model.moment import Moment
from headwater.model.words import ArticleKind, CreditBasis


@dataclass(frozen=True, slots=True)
class Credit:
    """The publisher that an article is credited to, and why.

    `name` is the publisher's own name where the directory knows it, otherwise as printed (`printed`);
    `publisher_id` is set when the directory knows it. `confidence` is 0..1.
    """

    name: str
    publisher_id: str | None = None
    printed: str = ""
    basis: CreditBasis = CreditBasis.SOURCE_LINE
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        """Equal for two credits to the same publisher."""
        return self.publisher_id or self.name.casefold()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Link:
    """A link in an article's text: its address and its words."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that belongs to an article, as its page or feed states it; nothing of it was fetched.

    `url` is an absolute http(s) address. `caption`, `credit` (the line that names the photographer or agency) and
    `alt` are plain text, empty where none is given. `width` and `height` are pixels where told, and tell at least the
    shape. `after` is how many of the article's paragraphs stand before it: 0 is its lead.
    """

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int | None = None
    height: int | None = None
    after: int = 0


def _tuple(values: Iterable[str] | str) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One piece of journalism found on a page.

    Can be built by hand from `text` or `paragraphs` alone. Given one of them the other is derived: `text` is
    the paragraphs joined by a blank line. `credit` may be given as a name, `published` as an aware datetime.
    `site` is the host or the name of where it was served. `guid` is what its feed calls it, if it is from one.
    `evidence` says why it was read as it was. `pictures` stand in the page's order; they are no part of what the
    article says: versions and comparisons look at its words alone.
    """

    title: str | None = None
    text: str = ""
    paragraphs: tuple[str, ...] = ()
    standfirst: str | None = None
    kind: ArticleKind = ArticleKind.MAIN
    authors: tuple[str, ...] = ()
    site: str | None = None
    credit: Credit | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    category: str | None = None
    hashtags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    url: str | None = None
    guid: str | None = None
    position: int = 0
    id: str = ""
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        paragraphs = _tuple(self.paragraphs)
        if self.text and not paragraphs:
            paragraphs = tuple(p for block in self.text.split("\n\n") if (p := block.strip()))
        credit, published = self.credit, self.published
        fixed = {
            "paragraphs": paragraphs,
            "text": self.text or "\n\n".join(paragraphs),
            "authors": _tuple(self.authors),
            "hashtags": _tuple(self.hashtags),
            "labels": _tuple(self.labels),
            "notes": _tuple(self.notes),
            "links": tuple(self.links),
            "pictures": tuple(self.pictures),
            "kind": ArticleKind(self.kind),
            "credit": Credit(credit, printed=credit) if isinstance(credit, str) else credit,
            "published": Moment.at(published) if isinstance(published, datetime) else published,
        }
        for name, value in fixed.items():
            object.__setattr__(self, name, value)
