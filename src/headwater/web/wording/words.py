"""Counts, relations and confidences in words: one place, so that every page says the same thing."""

from datetime import timedelta
from urllib.parse import urlsplit

from headwater.model import Article, ArticleKind, Branch, CreditBasis, Family, Relation
from headwater.model.views import ArticleCard, CorrectionCount, OriginShare, StoryCard
from headwater.web.wording.times import span_words

_BASES = {
    CreditBasis.MARKUP: "named in the page's markup",
    CreditBasis.SOURCE_LINE: "a source line printed with the article",
    CreditBasis.BYLINE: "an agency in the byline",
    CreditBasis.OWN_VOICE: "the article speaks of its own outlet",
    CreditBasis.LEFTOVER: "another outlet's label left on the page",
    CreditBasis.PAGE: "what the rest of the page is credited to",
    CreditBasis.SITE: "the site that served it; nothing else is known",
}

_RELATIONS = {
    Relation.COPY: "copy",
    Relation.PARTIAL: "excerpt",
    Relation.UPDATE: "update",
    Relation.QUOTES: "quotes it",
    Relation.BOILERPLATE: "shares boilerplate",
    Relation.UNRELATED: "unrelated text",
}

_KINDS = {
    ArticleKind.MAIN: "the main article of its page",
    ArticleKind.RELATED: "printed beside another article",
    ArticleKind.LISTED: "listed on its page",
}

_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}

# Scripts written from right to left, by the languages that news is most often written in.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 article", "21 articles"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share of 0..1 as "96 %"; never rounded up to all nor down to nothing."""
    value = round(share * 100)
    if share < 1 and value == 100:
        return "over 99 %"
    if share > 0 and value == 0:
        return "under 1 %"
    return f"{value} %"


def relation_words(branch: Branch | None) -> str:
    """What an article is to the one it was taken from; empty when that is not known."""
    return _RELATIONS[branch.relation] if branch and branch.relation else ""


def credit_basis_words(basis: CreditBasis) -> str:
    return _BASES[basis]


def kind_words(kind: ArticleKind) -> str:
    return _KINDS[kind]


def confidence_words(confidence: float) -> str:
    """In words and as the number: "very likely (0.97)". Zero is "not known"."""
    if confidence <= 0:
        return "not known"
    steps = ((0.95, "very likely"), (0.8, "likely"), (0.6, "more likely than not"))
    word = next((word for floor, word in steps if confidence >= floor), "a guess")
    return f"{word} ({confidence:.2f})"


_CHANGES = {
    "note": "editor’s note",
    "figure": "gives a figure otherwise than its source",
    "name": "gives a name otherwise than its source",
    "quote": "words a quotation otherwise than its source",
    "attribution": "attributes otherwise than its source",
    "silent": "changed since it was first fetched, without a note that we saw",
}


def change_words(what: str) -> str:
    """What a noted change is: an editor's note, or what a copy altered."""
    return _CHANGES.get(what, what)


def language_words(code: str) -> str:
    """The language's English name where we know it, otherwise its code."""
    return _LANGUAGES.get(code.split("-", maxsplit=1)[0].lower(), code)


def direction(code: str | None) -> str:
    """`rtl` or `ltr` where the language tells, `auto` (the browser looks at the letters) where it is unknown."""
    if not code:
        return "auto"
    return "rtl" if code.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def outlet(card: ArticleCard) -> str:
    """Who served an article: by name where that is the publisher's own page, else its site, else the saved page.

    A credit alone does not tell who served it: aggregators print other houses' credits.
    """
    article = card.article
    if not article.site:
        name = page_file(card)
        return f"saved page {name}" if name else "unknown site"
    own = article.credit and (card.is_origin or article.credit.basis is CreditBasis.SITE)
    return article.credit.name if article.credit and own else article.site


def page_file(card: ArticleCard) -> str:
    """The last part of the page's name: the file that it was saved as."""
    return card.page_name.rstrip("/").rsplit("/", maxsplit=1)[-1]


def is_uncredited(card: ArticleCard, family: Family) -> bool:
    """Whether a house is known that should be named and is not; where none is known, nobody failed to name it.

    Of a page whose server is not known nothing is said: it may be that house's own.
    """
    branch = card.branch
    if branch is None or branch.credited or not (card.article.site or card.article.url):
        return False
    return bool(family.origin.publisher or family.origin.is_seen or branch.source)


def headline(article: Article, *, words: int = 14) -> str:
    """The title or, when the page has lost it, the beginning of what there is, marked as such by "…"."""
    if article.title:
        return article.title
    start = (article.standfirst or article.text).split()
    if not start:
        return "Untitled article"
    return " ".join(start[:words]) + ("…" if len(start) > words or not article.standfirst else "")


def origin_name(share: OriginShare) -> str:
    """The origin's publisher; an origin that was never seen says so."""
    if share.seen:
        return share.publisher or "an unnamed outlet"
    return f"{share.publisher} (origin not seen)" if share.publisher else "an origin not seen by us"


def origins_words(number: int) -> str:
    return "1 origin" if number == 1 else f"{number:,} independent origins"


def times_words(number: int) -> str:
    """ "once", "twice", "5 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def delay_words(minutes: float) -> str:
    """A delay in its largest sensible unit."""
    return span_words(timedelta(minutes=minutes))


def corrections_words(count: CorrectionCount) -> str:
    """ "corrected once · 5 copies seen with the old text" (as fetched); empty when nothing was corrected."""
    if not count.corrections:
        return ""
    times = times_words(count.corrections)
    if not count.copies_without:
        return f"corrected {times}"
    return f"corrected {times} · {counted(count.copies_without, 'copy', 'copies')} seen with the old text"


def bar_words(card: StoryCard) -> str:
    """The origin bar said in a sentence."""
    parts = [f"{origin_name(share)} with {counted(share.articles, 'article')}" for share in card.origins]
    if not parts:
        return f"{counted(card.articles, 'article')}, origin not known"
    shown, rest = parts[:8], len(parts) - 8
    more = [f"{rest} more"] if rest > 0 else []
    return f"{origins_words(len(parts))}: {'; '.join(shown + more)}"


def web_address(address: str | None) -> str:
    """The address if a browser may follow it: http and https only, otherwise empty."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return ""
    return (address or "").strip() if parts.scheme in {"http", "https"} and parts.netloc else ""
