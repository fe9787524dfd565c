"""Plain-text pages: an aggregator's article page in two variants, and a category archive."""

from .showing import Rendered, Shown
from .wording import WORDS, Words, ago, straight
from .writing import PagePlan, Promo, World, Written


def _show(article: Written, plan: PagePlan, world: World, *, one_line: bool) -> Shown:
    flat = straight if plan.language == "en" else str
    paragraphs = tuple(flat(p) for p in article.paragraphs)
    _, earliest, latest = ago(article.published, plan.fetched_at, plan.language)
    return Shown(
        article=article,
        kind="related" if one_line else "main",
        title=flat(article.title),
        paragraphs=(" ".join(paragraphs),) if one_line else paragraphs,
        credit=None if article.id in plan.uncredited else world.outlets[article.outlet].name,
        earliest=earliest,
        latest=latest,
        labels=tuple(label for label in article.labels if label != "opinion"),  # said only by the section
        notes=tuple(flat(WORDS[plan.language].note + note) for note in article.notes),
        hashtags=() if one_line else plan.hashtags,
    )


def _printed(shown: Shown, words: Words, separator: str) -> str:
    """The body as printed: notes before it, the mark of a developing story after it."""
    parts = [*shown.notes, *shown.paragraphs]
    if "developing" in shown.labels:
        parts.append(words.developing)
    return separator.join(parts)


def _finish(plan: PagePlan, text: str, shown: list[Shown]) -> Rendered:
    return Rendered(
        file=plan.file,
        content=text,
        kind="listing" if plan.shape == "archive" else "article",
        shape=plan.shape,
        fetched_at=plan.fetched_at,
        content_type="text/plain; charset=utf-8",
        url=plan.url,
        shown=tuple(shown),
    )


def render_aggregator(plan: PagePlan, world: World) -> Rendered:
    """The full variant: headline twice, outlet and time glued, panel, comments, cards, app promotion."""
    words = WORDS[plan.language]
    main, *others = (world.articles[name] for name in plan.articles)
    shown = [_show(main, plan, world, one_line=False)]
    when = ago(main.published, plan.fetched_at, plan.language)[0]
    body = _printed(shown[0], words, "\n")
    blocks = [f"logo\n{shown[0].title}", str(shown[0].title), f"{shown[0].credit or ''}{when}", body]
    if plan.hashtags:
        blocks.append("\n".join([words.hashtags, *(f"#{tag}" for tag in plan.hashtags)]))
    blocks += ["Orange background", *words.panel, words.comments, words.no_comments, words.related]
    for article in others:
        card = _show(article, plan, world, one_line=True)
        when = ago(article.published, plan.fetched_at, plan.language)[0]
        source = [card.credit, f"time{when}", f"  • {card.credit}"] if card.credit else [f"time{when}"]
        blocks += [
            f"{card.title}\n{card.title}",
            *source,
            str(card.title),
            _printed(card, words, " "),
        ]
        shown.append(card)
    blocks += [*words.promotion[:2], f"{words.promotion[2]}\napp-storeplay-store"]
    return _finish(plan, "\n\n".join(blocks) + "\n", shown)


def render_compact(plan: PagePlan, world: World) -> Rendered:
    """The compact variant: no header lines, no credit of the main article, cards without repetition."""
    words = WORDS[plan.language]
    main, *others = (world.articles[name] for name in plan.articles)
    first = _show(main, plan, world, one_line=False)
    shown = [
        Shown(**{**first.__dict__, "earliest": None, "latest": None, "credit": _common_credit(plan, world)})
    ]
    lines = [str(first.title), _printed(first, words, "\n"), words.hashtags]
    lines += [f"#{tag}" for tag in plan.hashtags]
    lines += ["", *words.panel, words.comments, words.no_comments, words.related]
    for article in others:
        card = _show(article, plan, world, one_line=True)
        when = ago(article.published, plan.fetched_at, plan.language)[0]
        source = [card.credit, when, f"- {card.credit}"] if card.credit else [when]
        lines += ["", "", *source, str(card.title), _printed(card, words, " ")]
        shown.append(card)
    return _finish(plan, "\n".join(lines) + "\n", shown)


def _common_credit(plan: PagePlan, world: World) -> str | None:
    """What the cards agree on: the only thing a compact page says of its main article's outlet."""
    names = {world.outlets[world.articles[name].outlet].name for name in plan.articles[1:]}
    return names.pop() if len(names) == 1 else None


def _promoted(promo: Promo) -> list[str]:
    if promo.label:
        return ["Read more", f"{promo.label}\n{promo.headline}"]
    return [f"\nREAD MORE: {promo.headline}"]


def render_archive(plan: PagePlan, world: World) -> Rendered:
    """A category archive: articles in a row without headlines, with their standfirsts and promotions."""
    blocks = [plan.heading]
    shown: list[Shown] = []
    for name in plan.articles:
        article = world.articles[name]
        if not article.standfirst:
            raise ValueError(f"{name} has no standfirst, so an archive can't show where it begins")
        blocks.append(article.standfirst)
        for number, paragraph in enumerate(article.paragraphs):
            blocks.append(paragraph)
            for promo in plan.promos.get(name, ()):
                if promo.after == number:
                    blocks += _promoted(promo)
        shown.append(
            Shown(
                article=article,
                kind="listed",
                title=None,
                standfirst=article.standfirst,
                paragraphs=article.paragraphs,
                credit=world.outlets[article.outlet].name,
                category=plan.heading.rpartition(":")[2].strip(),
            )
        )
    return _finish(plan, "\n\n".join(blocks) + "\n", shown)
