"""`headwater search`: stories by what their articles say, and the index that answers."""

import sys
from datetime import UTC

import typer

from headwater.cli.layout import indented, print_json, row, wrapped
from headwater.cli.opening import library_of, shown
from headwater.cli.settings import Settings
from headwater.flow.searching import let_find_stored
from headwater.model.errors import HeadwaterError
from headwater.model.evidence import Span
from headwater.store import SearchOrder, SearchPage, has_library, open_library
from headwater.store.search.records import ArticleHit, StoryHit
from headwater.web.wording.words import counted


def search(settings: Settings, words: str, *, limit: int, newest: bool) -> None:
    """Print the stories that match, the best or the newest first."""
    order = SearchOrder.NEWEST if newest else SearchOrder.BEST
    with library_of(settings) as library, library.read() as session:
        page = session.search.stories(words, limit=limit, order=order)
    if settings.as_json:
        print_json(page)
        return
    print("\n\n".join("\n".join(_story_lines(hit)) for hit in page.hits))
    for line in _remarks(page):
        print(line, file=sys.stderr)


def rebuild(settings: Settings) -> None:
    """Empty the index and fill it from the stored articles."""
    if not has_library(settings.data):
        raise HeadwaterError(f"{shown(settings.data)} holds no library yet: there is nothing to search")
    with open_library(settings.data, writing=True) as library:
        number = let_find_stored(library, anew=True)
    print(f"{counted(number, 'article')} can be found.", file=sys.stderr)


def _story_lines(story: StoryHit) -> list[str]:
    card = story.card
    many = (
        "" if card.articles == 1 else f" ({story.matches}{'+' if story.has_more else ''} of {card.articles})"
    )
    lines = [*wrapped("", "  ", f"{card.headline}{many}"), *row("story", card.id)]
    for hit in story.best:
        when = f", {hit.published:%Y-%m-%d}" if hit.published else ""
        lines += row("article", f"{hit.publisher or hit.site or 'unknown'}{when}, {hit.id}")
        if sentence := _sentence(hit):
            lines += indented(sentence)
    return lines


def _sentence(hit: ArticleHit) -> str:
    """The sentence with what matched between brackets: a terminal may have no bold."""
    said = _bracketed(hit.sentence, hit.sentence_marks)
    return f"{'… ' if hit.is_cut_before else ''}{said}{' …' if hit.is_cut_after else ''}" if said else ""


def _bracketed(text: str, marks: tuple[Span, ...]) -> str:
    said, last = "", 0
    for mark in marks:
        said += f"{text[last : mark.start]}[{text[mark.start : mark.end]}]"
        last = mark.end
    return said + text[last:]


def _remarks(page: SearchPage) -> list[str]:
    """What is to be said about a page besides its stories."""
    said = [f"{note.part}: {note.says}." for note in page.notes]
    if page.did_you_mean:
        said.append(f"Did you mean: {page.did_you_mean}")
    if page.looked_back_to:
        said.append(
            f"Looked back to {page.looked_back_to.astimezone(UTC):%Y-%m-%d}; name a time with before: for older."
        )
    if page.waiting:
        said.append(
            f"{counted(page.waiting, 'article')} stored earlier can't be found yet: headwater search --rebuild"
        )
    return said if page.hits else ["Nothing found.", *said]


def search_or_rebuild(settings: Settings, words: list[str], *, limit: int, newest: bool, anew: bool) -> None:
    """What the command does: one or the other."""
    if anew == bool(words):
        raise typer.BadParameter("give words to search for, or --rebuild alone")
    if anew:
        rebuild(settings)
    else:
        search(settings, " ".join(words), limit=limit, newest=newest)
