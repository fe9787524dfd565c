"""A plain-text page, read by its shape.

    lines → without promos → headers (anchors) → pieces → bodies → articles → credits

Three shapes: a category archive (a heading that says so, or openings in a row that no anchor marks), an
aggregator's page (headers with anchors), and a single article. No rule knows a site's name.
"""

from collections.abc import Sequence
from datetime import datetime

from headwater.model import (
    Article,
    ArticleKind,
    Credit,
    CreditBasis,
    Evidence,
    Page,
    PageKind,
    PageReading,
    Publishers,
)
from headwater.model.errors import NoArticleError
from headwater.model.publisher import host_of
from headwater.reading.body import Body, body_of, labels_in_title
from headwater.reading.credits import printed_credit, settle_credits
from headwater.reading.furniture import Role, hashtags_in, label_of, role_of
from headwater.reading.lines import Line, is_prose, split_lines, word_count
from headwater.reading.moments import moment_of
from headwater.reading.promos import Promo, take_out_promos
from headwater.reading.signs import Sign, signs_in_promos
from headwater.reading.text.archive import Entry, archive_heading, opening_runs, read_entries
from headwater.reading.text.cards import LEAST_WORDS, Piece, cut_pieces
from headwater.reading.text.headers import Header, find_headers

# So many openings in a row, with no anchor anywhere, make an archive even without a heading that says so.
_OPENINGS_OF_AN_ARCHIVE = 3


def read_text(text: str, page: Page, publishers: Publishers) -> PageReading:
    """The articles of a plain-text page. Raises NoArticleError when it holds none."""
    lines = split_lines(text)
    rest = take_out_promos(lines)
    heading = archive_heading(rest.lines)
    headers = find_headers(rest.lines, publishers, page.fetched_at)
    if _is_archive(rest.lines, heading, headers):
        reading = _read_archive(rest.lines, rest.promos, heading, page, publishers)
    else:
        reading = _read_cards(rest.lines, rest.promos, headers, heading, page, publishers)
    if not reading.articles:
        words = sum(word_count(line.text) for line in lines)
        raise NoArticleError(
            page.name,
            f"no article found: {len(lines)} lines, {words} words, none of them running text of an article",
            "check that the file holds the text of a news page",
        )
    return reading


def _is_archive(lines: Sequence[Line], heading: tuple[int, str] | None, headers: Sequence[Header]) -> bool:
    timed = [h for h in headers if h.time or h.source]
    if timed:
        return False
    return heading is not None or (not headers and len(opening_runs(lines)) >= _OPENINGS_OF_AN_ARCHIVE)


def _read_archive(
    lines: Sequence[Line],
    promos: Sequence[Promo],
    heading: tuple[int, str] | None,
    page: Page,
    publishers: Publishers,
) -> PageReading:
    start, category = (heading[0] + 1, heading[1]) if heading else (0, None)
    entries = read_entries(lines[start:])
    starts = [entry.line for entry in entries]
    articles = []
    for position, entry in enumerate(entries):
        body = body_of(entry.body)
        if sum(word_count(p) for p in body.paragraphs) >= LEAST_WORDS:
            articles.append(_entry_article(entry, body, position, category, page))
    signs = [s for s in _signs_by_article(promos, starts, publishers) if s.name != category]
    evidence = [Evidence("archive-page", f"{len(articles)} articles in a row")]
    if heading:
        line = lines[heading[0]]
        evidence.append(
            Evidence(
                "archive-heading", f"the page calls itself an archive of “{category}”", line.text, line.number
            )
        )
    return PageReading(
        PageKind.LISTING,
        settle_credits(articles, publishers, signs, one_outlet=True),
        category,
        tuple(evidence),
    )


def _signs_by_article(promos: Sequence[Promo], starts: Sequence[int], publishers: Publishers) -> list[Sign]:
    """The signs in a page's promos, each with the index of the article that the promo interrupts."""
    return [
        Sign(
            sign.name,
            sign.evidence,
            max((i for i, s in enumerate(starts) if s <= (sign.evidence.line or 0)), default=None),
        )
        for sign in signs_in_promos(promos, publishers)
    ]


def _entry_article(entry: Entry, body: Body, position: int, category: str | None, page: Page) -> Article:
    evidence = []
    if entry.title is None and entry.standfirst:
        evidence.append(
            Evidence(
                "lost-headline",
                "only the standfirst is printed; the headline is unknown",
                entry.standfirst,
                entry.line,
            )
        )
    return Article(
        kind=ArticleKind.LISTED,
        title=entry.title,
        standfirst=entry.standfirst,
        paragraphs=body.paragraphs,
        labels=(*body.labels, *labels_in_title(entry.title)),
        notes=body.notes,
        hashtags=body.hashtags,
        category=category,
        site=host_of(page.url or "") or None,
        position=position,
        evidence=tuple(evidence),
    )


def _read_cards(
    lines: Sequence[Line],
    promos: Sequence[Promo],
    headers: Sequence[Header],
    heading: tuple[int, str] | None,
    page: Page,
    publishers: Publishers,
) -> PageReading:
    pieces = cut_pieces(lines, headers, publishers)
    is_listing = heading is not None or _is_listing(pieces)
    articles = [
        _piece_article(piece, position, is_listing, heading[1] if heading else None, page, publishers)
        for position, piece in enumerate(pieces)
    ]
    signs = (
        _signs_by_article(promos, [lines[p.header.start].number for p in pieces], publishers)
        if pieces
        else []
    )
    kind = PageKind.LISTING if is_listing else PageKind.ARTICLE
    evidence = Evidence("cards-page", f"{len(pieces)} articles by their headers")
    title = articles[0].title if articles and not is_listing else (heading[1] if heading else None)
    return PageReading(kind, settle_credits(articles, publishers, signs), title, (evidence,))


def _is_listing(pieces: Sequence[Piece]) -> bool:
    """Three or more headers of one shape and no heading for related articles: nothing is the main article."""
    if len(pieces) < 3 or any(piece.after_heading for piece in pieces):
        return False
    first, *others = pieces
    if len(first.body) > 1 and all(len(p.body) == 1 for p in others):
        return False  # one article in paragraphs, then cards whose text is run together
    shapes = {p.header.shape for p in pieces}
    return len(shapes) == 1 and first.header.anchored


def _piece_article(
    piece: Piece, position: int, is_listing: bool, category: str | None, page: Page, publishers: Publishers
) -> Article:
    header = piece.header
    names = [header.title, header.source.text if header.source else None]
    body = body_of(piece.body, repeated=[n for n in names if n])
    labels = dict.fromkeys(
        [*body.labels, *labels_in_title(header.title), *header.labels, *_labels_of_tail(piece.tail)]
    )
    kind = ArticleKind.LISTED if is_listing else (ArticleKind.RELATED if position else ArticleKind.MAIN)
    return Article(
        kind=kind,
        title=header.title,
        standfirst=header.standfirst,
        paragraphs=body.paragraphs,
        authors=(header.byline,) if header.byline else (),
        credit=_source_credit(header, publishers),
        published=moment_of(header.time, page.fetched_at) if header.time else None,
        labels=tuple(labels),
        notes=body.notes,
        hashtags=(*body.hashtags, *_hashtags_of_tail(piece.tail)),
        category=category,
        site=host_of(page.url or "") or None,
        position=position,
        evidence=_header_evidence(header, page.fetched_at),
    )


def _source_credit(header: Header, publishers: Publishers) -> Credit | None:
    if header.source is None:
        return None
    evidence = Evidence("source-line", "printed above the article", header.source.text, header.source.number)
    return printed_credit(header.source.text, CreditBasis.SOURCE_LINE, publishers, evidence)


def _header_evidence(header: Header, fetched_at: datetime | None) -> tuple[Evidence, ...]:
    evidence = []
    if header.time and header.time_line:
        says = "the time printed with the article"
        if fetched_at is None and not header.time.moment:
            says += "; when the page was fetched is unknown, so it can't be counted back"
        evidence.append(Evidence("time-line", says, header.time.words, header.time_line.number))
    if header.title and header.anchored:
        evidence.append(Evidence("headline", "the headline in the article's header", header.title))
    return tuple(evidence)


def _labels_of_tail(tail: Sequence[Line]) -> list[str]:
    """Labels right under a body, before any panel ("DETAILS TO FOLLOW")."""
    labels = []
    for line in tail:
        if role_of(line.text) is not Role.LABEL:
            break
        labels.append(label_of(line.text) or "")
    return labels


def _hashtags_of_tail(tail: Sequence[Line]) -> tuple[str, ...]:
    """Hashtags after a body: with their sign, or plain words in the lines under a "Hashtags" heading."""
    tags: list[str] = []
    under_heading = False
    for line in tail:
        role = role_of(line.text)
        if role is Role.TAG_LINE:
            tags += hashtags_in(line.text)
        elif role is Role.HASHTAGS:
            under_heading = True
        elif under_heading and "," in line.text and not is_prose(line.text) and role is Role.TEXT:
            tags += [tag.strip(" #") for tag in line.text.split(",") if tag.strip(" #")]
        else:
            under_heading = False
    return tuple(dict.fromkeys(tags))
