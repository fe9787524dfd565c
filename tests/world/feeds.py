"""Feeds with the full text of their articles: RSS 2.0 and Atom."""

from .html_pages import TEMPLATES, address, printed_paragraphs, source_name
from .showing import Rendered, Shown
from .writing import PagePlan, World

_TYPES = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}


def _entry(name: str, world: World) -> Shown:
    article = world.articles[name]
    outlet = world.outlets[article.outlet]
    source = source_name(article, world)
    return Shown(
        article=article,
        kind="listed",
        title=article.title,
        standfirst=article.standfirst,
        authors=(source,) if source else article.authors,
        paragraphs=printed_paragraphs(article, world),
        credit=source or outlet.name,
        earliest=article.published,
        latest=article.published,
        hashtags=article.hashtags,
        url=address(article, outlet),
    )


def render_feed(plan: PagePlan, world: World) -> Rendered:
    """The feed of one outlet; where an article names an agency, that is its author."""
    shown = [_entry(name, world) for name in plan.articles]
    outlet = world.outlets[world.articles[plan.articles[0]].outlet]
    content = TEMPLATES.get_template(f"{plan.shape}.xml").render(
        plan=plan, o=outlet, entries=shown, home=f"https://{outlet.host}/"
    )
    return Rendered(
        file=plan.file,
        content=content,
        kind="feed",
        shape=plan.shape,
        fetched_at=plan.fetched_at,
        content_type=_TYPES[plan.shape],
        url=plan.url,
        shown=tuple(shown),
    )
