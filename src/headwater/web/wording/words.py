"""Counts, relations and confidences in words: one place, so that every page says the same thing."""

from datetime import timedelta
from unicodedata import bidirectional
from urllib.parse import urlsplit

from headwater.model import Article, ArticleKind, Branch, CreditBasis, Origin, Relation
from headwater.model.views import ArticleCard, CorrectionCount, OriginShare, StoryCard
from headwater.web.wording.numbers import hundred_parts, hundredths, number_of, whole
from headwater.web.wording.site_names import served_at, shown_name
from headwater.web.wording.times import span_words
from headwater.web.wording.translation import N_, _, spoken

_BASES = {
    CreditBasis.MARKUP: N_("named in the page's markup"),
    CreditBasis.SOURCE_LINE: N_("a source line printed with the article"),
    CreditBasis.BYLINE: N_("an agency in the byline"),
    CreditBasis.OWN_VOICE: N_("the article speaks of its own outlet"),
    CreditBasis.LEFTOVER: N_("another outlet's label left on the page"),
    CreditBasis.PAGE: N_("what the rest of the page is credited to"),
    CreditBasis.SITE: N_("the site that served it; nothing else is known"),
}

_RELATIONS = {
    Relation.COPY: N_("copy"),
    Relation.PARTIAL: N_("excerpt"),
    Relation.UPDATE: N_("update"),
    Relation.QUOTES: N_("quotes it"),
    Relation.BOILERPLATE: N_("shares boilerplate"),
    Relation.UNRELATED: N_("unrelated text"),
}

_KINDS = {
    ArticleKind.MAIN: N_("the main article of its page"),
    ArticleKind.RELATED: N_("printed beside another article"),
    ArticleKind.LISTED: N_("listed on its page"),
}

# Scripts written from right to left, by the languages that news is most often written in.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 article", "21 articles", for the command line, which speaks English; pages use `number_of`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """A share of 0..1 as "96%"; never rounded up to all nor down to nothing."""
    value = round(share * 100)
    if share < 1 and value == 100:
        return _("over %(share)s") % {"share": hundred_parts(99)}
    if share > 0 and value == 0:
        return _("under %(share)s") % {"share": hundred_parts(1)}
    return hundred_parts(value)


def relation_words(branch: Branch | None) -> str:
    """What an article is to the one it was taken from; empty when that is not known."""
    return _(_RELATIONS[branch.relation]) if branch and branch.relation else ""


def credit_basis_words(basis: CreditBasis) -> str:
    return _(_BASES[basis])


def kind_words(kind: ArticleKind) -> str:
    return _(_KINDS[kind])


_CONFIDENCES = ((0.95, N_("very likely")), (0.8, N_("likely")), (0.6, N_("more likely than not")))
_GUESS = N_("a guess")


def confidence_words(confidence: float) -> str:
    """In words and as the number: "very likely (0.97)". Zero is "not known"."""
    if confidence <= 0:
        return _("not known")
    word = next((word for floor, word in _CONFIDENCES if confidence >= floor), _GUESS)
    return f"{_(word)} ({hundredths(confidence)})"


_CHANGES = {
    "note": N_("editor’s note"),
    "figure": N_("gives a figure otherwise than its source"),
    "name": N_("gives a name otherwise than its source"),
    "quote": N_("words a quotation otherwise than its source"),
    "attribution": N_("attributes otherwise than its source"),
    "silent": N_("changed since it was first fetched, without a note that we saw"),
}


def change_words(what: str) -> str:
    """What a noted change is: an editor's note, or what a copy altered."""
    return _(_CHANGES[what]) if what in _CHANGES else what


def language_words(code: str) -> str:
    """The language's name in the language spoken where it has one, otherwise its code."""
    name = spoken().locale.languages.get(code.split("-", maxsplit=1)[0].lower())
    return str(name) if name else code


def country_words(code: str) -> str:
    """The country's name in the language spoken, by its two letters (ISO 3166); the code where it has none."""
    name = spoken().locale.territories.get(code.upper())
    return str(name) if name else code


def direction(code: str | None) -> str:
    """`rtl` or `ltr` where the language tells, `auto` (the browser looks at the letters) where it is unknown."""
    if not code:
        return "auto"
    return "rtl" if code.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def isolated(name: str) -> str:
    """A fetched name as a sentence of ours holds it: between isolates (Unicode TR9) where it runs from right to left.

    Without them a number after it would be drawn on its other side. In markup, `bdi` does the same.
    """
    is_turned = any(bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u2068{name}\u2069" if is_turned else name


def outlet(card: ArticleCard) -> str:
    """Who served an article: by name where that is the publisher's own page, else its site, else the saved page.

    A credit alone does not tell who served it: aggregators print other houses' credits.
    """
    article = card.article
    if not article.site:
        name = page_file(card)
        return _("saved page %(name)s") % {"name": name} if name else _("unknown site")
    own = article.credit and (card.is_origin or article.credit.basis is CreditBasis.SITE)
    return shown_name(article.credit.name if article.credit and own else served_at(article))


def page_file(card: ArticleCard) -> str:
    """The last part of the page's name: the file that it was saved as."""
    return card.page_name.rstrip("/").rsplit("/", maxsplit=1)[-1]


# The rules of evidence that are a credit in an article's own words or markup ("credit: dateline"), as they are stored.
_CREDIT_RULES = frozenset({"credit", "byline"})


def is_credited(card: ArticleCard, origin: Origin) -> bool:
    """Whether its readers are told whom an article has its text from; `origin` is its family's."""
    return tells_its_source(card.article, card.branch, origin)


def tells_its_source(article: Article, branch: Branch | None, origin: Origin) -> bool:
    """`is_credited` of an article and its branch.

    `Branch.credited` is True also of those that owe nobody a credit: there something has to show who was credited.
    """
    if branch is None or not branch.credited:
        return False
    if article.credit and _has_line(article) and article.credit.name == origin.publisher:
        return True
    return any(each.rule.partition(":")[0] in _CREDIT_RULES for each in branch.evidence)


def has_credit_line(card: ArticleCard) -> bool:
    """Whether the page says beside the text whose it is: not only in its sentences, nor by being whose it is."""
    return _has_line(card.article)


def _has_line(article: Article) -> bool:
    return article.credit is not None and article.credit.basis is not CreditBasis.SITE


def headline(article: Article, *, words: int = 14) -> str:
    """The title or, when the page has lost it, the beginning of what there is, marked as such by "…"."""
    if article.title:
        return article.title
    start = (article.standfirst or article.text).split()
    if not start:
        return _("Untitled article")
    return " ".join(start[:words]) + ("…" if len(start) > words or not article.standfirst else "")


def origin_name(share: OriginShare) -> str:
    """The origin's publisher; an origin that was never seen says so."""
    name = shown_name(share.publisher or "")
    if share.seen:
        return name or _("an unnamed outlet")
    if name:
        return _("%(publisher)s (origin not seen)") % {"publisher": isolated(name)}
    return _("an origin not seen by us")


def articles_words(number: int) -> str:
    """ "1 article", "21 articles"."""
    return number_of("%(num)s article", "%(num)s articles", number)


def origins_words(number: int) -> str:
    return number_of("%(num)s origin", "%(num)s independent origins", number)


def times_words(number: int) -> str:
    """ "once", "twice", "5 times"."""
    if number == 1:
        return _("once")
    return _("twice") if number == 2 else number_of("%(num)s time", "%(num)s times", number)


def delay_words(minutes: float) -> str:
    """A delay in its largest sensible unit."""
    return span_words(timedelta(minutes=minutes))


def corrections_words(count: CorrectionCount) -> str:
    """ "corrected once · 5 copies seen with the old text" (as fetched); empty when nothing was corrected."""
    if not count.corrections:
        return ""
    corrected = _("corrected %(times)s") % {"times": times_words(count.corrections)}
    if not count.copies_without:
        return corrected
    copies = number_of(
        "%(num)s copy seen with the old text", "%(num)s copies seen with the old text", count.copies_without
    )
    return f"{corrected} · {copies}"


_MOST_NAMED = 8


def bar_words(card: StoryCard) -> str:
    """The origin bar said in a sentence."""
    if not card.origins:
        return number_of(
            "%(num)s article, origin not known", "%(num)s articles, origin not known", card.articles
        )
    parts = [_share_words(share) for share in card.origins[:_MOST_NAMED]]
    if more := len(card.origins) - len(parts):
        parts.append(_("%(num)s more") % {"num": whole(more)})
    return f"{origins_words(len(card.origins))}: {'; '.join(parts)}"


def _share_words(share: OriginShare) -> str:
    return number_of(
        "%(origin)s with %(num)s article",
        "%(origin)s with %(num)s articles",
        share.articles,
        origin=isolated(origin_name(share)) if share.seen else origin_name(share),
    )


def web_address(address: str | None) -> str:
    """The address if a browser may follow it: http and https only, otherwise empty."""
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return ""
    return (address or "").strip() if parts.scheme in {"http", "https"} and parts.netloc else ""
