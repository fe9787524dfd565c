"""HTML pages: an article on its outlet's own site, an aggregator's cards, a section's archive."""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .showing import Rendered, Shown
from .wording import WORDS, ago, day, french_spaces
from .writing import Outlet, PagePlan, Refetch, World, Written

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)
TEMPLATES.filters["rfc822"] = format_datetime
TEMPLATES.filters["escaped_paragraph"] = lambda text: escape(str(Markup("<p>{}</p>").format(text)))

_TELLS_TIME = {"jsonld", "graph", "opengraph", "time"}
_TELLS_CATEGORY = _TELLS_TIME
_TELLS_HASHTAGS = _TELLS_TIME


def slug(title: str) -> str:
    """The words of a headline as an address has them."""
    folded = (
        unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    )
    return "-".join(re.findall(r"[a-z0-9]+", folded)[:9])


def address(article: Written, outlet: Outlet) -> str:
    """Where the outlet published it: some systems put the date into the address, some only a number."""
    home = f"https://{outlet.host}"
    match outlet.style:
        case "jsonld" | "graph":
            return f"{home}/{article.published:%Y/%m/%d}/{slug(article.title)}"
        case "opengraph" | "time":
            return f"{home}/article/{slug(article.title)}"
        case "plain":
            return f"{home}/{slug(article.title)}.html"
        case _:
            return f"{home}/p/{article.id}"


def local(moment: datetime, language: str) -> datetime:
    """Sites print their own time: the Aldmark and Aubrelle are an hour ahead of Maravel."""
    return moment if language == "en" else moment.astimezone(timezone(timedelta(hours=1)))


def source_name(article: Written, world: World) -> str | None:
    """The agency or outlet that the article names as its source."""
    return world.publishers[article.credit] if article.credit else None


def printed_paragraphs(article: Written, world: World) -> tuple[str, ...]:
    """The paragraphs as the outlet prints them: with place and agency before the first, or a standing last."""
    source, outlet = source_name(article, world), world.outlets[article.outlet]
    if not source or outlet.agency_line != "dateline":
        return article.paragraphs + ((outlet.boilerplate,) if outlet.boilerplate else ())
    place = article.place or world.articles[article.origin or ""].place
    start = f"{place} ({source}) – " if place else f"({source}) – "
    return (start + article.paragraphs[0], *article.paragraphs[1:])


def _byline(article: Written, outlet: Outlet, source: str | None) -> str:
    words = WORDS[article.language]
    if source and outlet.agency_line == "byline":
        return words.by + source
    return words.by + ", ".join(article.authors) if article.authors else ""


def _authors(article: Written, outlet: Outlet, source: str | None) -> tuple[str, ...]:
    """Who is named as author, in the byline or in the markup."""
    if not source:
        return () if outlet.style == "bare" else article.authors
    return (source,) if outlet.agency_line == "byline" or outlet.style in {"jsonld", "graph"} else ()


def _linked_data(article: Written, outlet: Outlet, url: str, source: str | None) -> dict[str, object]:
    people = [{"@type": "Person", "name": name} for name in article.authors]
    data: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": article.title,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": local(article.published, article.language).isoformat(),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": outlet.name,
            "url": f"https://{outlet.host}/",
        },
        "author": [{"@type": "Organization", "name": source}] if source else people,
        "inLanguage": article.language,
        "keywords": list(article.hashtags),
    }
    optional = {
        "description": article.standfirst,
        "articleSection": article.category,
        "dateModified": article.modified and local(article.modified, article.language).isoformat(),
    }
    return data | {key: value for key, value in optional.items() if value}


def _script(data: dict[str, object]) -> Markup:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 -- no "<" is left in it


def _related(article: Written, outlet: Outlet, world: World) -> list[tuple[str, str]]:
    earlier = [
        other
        for other in world.articles.values()
        if other.outlet == outlet.id and other.published < article.published and other.story != article.story
    ]
    return [(address(other, outlet), other.title) for other in earlier[-3:]]


def render_article(article: Written, world: World) -> Rendered:
    """The article's page on its outlet's own site."""
    outlet, words = world.outlets[article.outlet], WORDS[article.language]
    url, source = address(article, outlet), source_name(article, world)
    paragraphs = printed_paragraphs(article, world)
    data = _linked_data(article, outlet, url, source)
    site = {"@type": "WebSite", "name": outlet.name, "url": f"https://{outlet.host}/"}
    printed_day, earliest, latest = day(local(article.published, article.language), article.language)
    content = TEMPLATES.get_template(f"{outlet.style}.html").render(
        a=article,
        o=outlet,
        w=words,
        url=url,
        home=f"https://{outlet.host}/",
        paragraphs=paragraphs + ((words.developing,) if "developing" in article.labels else ()),
        byline=_byline(article, outlet, source),
        closing=words.from_agency + source if source and outlet.agency_line == "closing" else "",
        published=local(article.published, article.language),
        modified=article.modified and local(article.modified, article.language),
        printed_day=printed_day,
        related=_related(article, outlet, world),
        linked_data=_script(data),
        linked_graph=_script({"@graph": [site, data]}),
    )
    if outlet.style in _TELLS_TIME:
        earliest = latest = article.published
    timed = outlet.style != "bare"
    shown = Shown(
        article=article,
        kind="main",
        title=article.title,
        standfirst=article.standfirst,
        authors=_authors(article, outlet, source),
        paragraphs=paragraphs,
        credit=source or outlet.name,
        earliest=earliest if timed else None,
        latest=latest if timed else None,
        category=article.category if outlet.style in _TELLS_CATEGORY else None,
        hashtags=article.hashtags if outlet.style in _TELLS_HASHTAGS else (),
        labels=article.labels,
        notes=tuple(words.note + note for note in article.notes) if outlet.style != "bare" else (),
        url=url,
    )
    return Rendered(
        file=f"{article.id}.html",
        content=french_spaces(content) if article.language == "fr" else content,
        kind="article",
        shape=outlet.style,
        fetched_at=(article.modified or article.published) + timedelta(minutes=17),
        content_type="text/html; charset=utf-8",
        url=url,
        shown=(shown,),
    )


def render_refetch(again: Refetch, world: World) -> Rendered:
    """The same address some hours later."""
    page = render_article(again.article, world)
    lines = "".join(f"<p>{escape(line)}</p>" for line in again.furniture)
    content = (
        page.content.replace("</body>", f'<div class="reactions">{lines}</div></body>')
        if lines
        else page.content
    )
    later = page.fetched_at + timedelta(hours=again.hours)
    return replace(page, file=f"{again.article.id}-later.html", content=content, fetched_at=later)


def _listed(name: str, plan: PagePlan, world: World, *, credit: str) -> Shown:
    article = world.articles[name]
    sections = plan.shape == "sections"
    return Shown(
        article=article,
        kind="listed",
        title=article.title,
        standfirst=article.standfirst if sections else None,
        authors=article.authors if sections else (),
        paragraphs=article.paragraphs,
        credit=credit,
        earliest=article.published,
        latest=article.published,
        category=plan.heading if sections else None,
        labels=tuple(label for label in article.labels if label != "developing"),
        url=address(article, world.outlets[article.outlet]) if sections else None,
    )


def _listing(plan: PagePlan, content: str, shown: list[Shown]) -> Rendered:
    return Rendered(
        file=plan.file,
        content=content,
        kind="listing",
        shape=plan.shape,
        fetched_at=plan.fetched_at,
        content_type="text/html; charset=utf-8",
        url=plan.url,
        shown=tuple(shown),
    )


def render_cards(plan: PagePlan, world: World) -> Rendered:
    """An aggregator's page of cards, each with its outlet, a time in markup and the whole text."""
    shown = [
        _listed(name, plan, world, credit=world.outlets[world.articles[name].outlet].name)
        for name in plan.articles
    ]
    cards = [(s, ago(s.article.published, plan.fetched_at, plan.language)[0]) for s in shown]
    return _listing(plan, TEMPLATES.get_template("cards.html").render(plan=plan, cards=cards), shown)


def render_sections(plan: PagePlan, world: World) -> Rendered:
    """A section's archive on an outlet's own site: whole articles in `<article>` elements."""
    shown = [_listed(name, plan, world, credit=plan.site) for name in plan.articles]
    return _listing(plan, TEMPLATES.get_template("sections.html").render(plan=plan, entries=shown), shown)
