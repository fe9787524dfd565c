"""Who an article is credited to, and on what evidence.

What is printed with the article comes first (markup, a source line, an agency's byline or dateline). Where
nothing is printed, what gives an outlet away is weighed for the page as a whole: its label left in promos,
and what an article says in its own outlet's voice ("told X", "X has learned"). Last comes what the page's other
articles are credited to. Each weaker basis carries a lower confidence.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from headwater.model import Article, Credit, CreditBasis, Evidence, Publisher, Publishers
from headwater.reading.languages import words_of
from headwater.reading.signs import Sign, credit_from_signs, signs_in_text, weigh

_CONFIDENCE = {
    CreditBasis.MARKUP: 0.95,
    CreditBasis.SOURCE_LINE: 0.97,
    CreditBasis.BYLINE: 0.95,
    CreditBasis.SITE: 0.6,
}


def printed_credit(name: str, basis: CreditBasis, publishers: Publishers, evidence: Evidence) -> Credit:
    """A credit that the page states, resolved through the directory of publishers."""
    printed = name.strip().strip("·|•–—-:").strip()
    publisher = _resolve(printed, publishers)
    return Credit(
        publisher.name if publisher else printed,
        publisher.id if publisher else None,
        printed,
        basis,
        _CONFIDENCE[basis],
        (evidence,),
    )


def _resolve(printed: str, publishers: Publishers) -> Publisher | None:
    """The publisher of "Littoral Wire", "Littoral Wire (LW)" and of the first of "Littoral Wire/Osk Radio"."""
    candidates = [
        printed,
        re.sub(r"\s*[(\[].*$", "", printed),
        re.split(r"\s*[/,;|]\s*|\s+(?:and|und|et|y|и)\s+", printed)[0],
    ]
    return next((found for name in candidates if name and (found := publishers.resolve(name))), None)


# "PORT VELDRA (Littoral Wire) –", "BERLIN, 3. November (dpa) -", "TASS/", "(Reuters) - ".
_DATELINE = re.compile(
    r"^(?:[^\W\d_][^.!?()]{1,50}?\s)?\((?P<bracketed>[^()]{2,40})\)\s*[:–—-]\s"
    r"|^(?:[^\W\d_a-zа-яё][^\W\d_]+[\s,./]+){1,4}[\w\s.,]{0,24}/(?P<slashed>[^/\n]{2,30})/"
)


# Words that an outlet carries in its name and a person does not.
_AGENCY_WORDS = re.compile(
    r"\b(?:News|Newswire|Wire|Agency|Press|Nachrichten|Agentur|Nachrichtenagentur|Agence|Presse|Agencia|Noticias|Agenzia"
    r"|Агентство|Новости|Агенція)\b"
)
_CAPITALISED = re.compile(r"[^\W\d_a-zа-яё][\w.’'-]*(?: (?:de|du|of|der|[^\W\d_a-zа-яё][\w.’'-]*)){0,4}")


def dateline_credit(article: Article, publishers: Publishers) -> Credit | None:
    """An agency named in the dateline or byline of an article, if the directory knows it as a publisher."""
    first = article.paragraphs[0][:140] if article.paragraphs else ""
    if match := _DATELINE.match(first):
        name = match["bracketed"] or match["slashed"]
        evidence = Evidence("dateline", f"the dateline names {name}", match[0].strip())
        if publishers.named(name):
            return printed_credit(name, CreditBasis.BYLINE, publishers, evidence)
        if match["bracketed"] and match[0][0].isupper() and _CAPITALISED.fullmatch(name):
            # An agency that the directory lacks: the form says what it is, the name is taken as printed.
            return replace(printed_credit(name, CreditBasis.BYLINE, publishers, evidence), confidence=0.8)
    for author in article.authors:
        evidence = Evidence("byline", f"the byline names {author}", author)
        if publishers.named(author):
            return printed_credit(author, CreditBasis.BYLINE, publishers, evidence)
        if _AGENCY_WORDS.search(author):
            return replace(printed_credit(author, CreditBasis.BYLINE, publishers, evidence), confidence=0.7)
    return None


def settle_credits(
    articles: Sequence[Article],
    publishers: Publishers,
    signs: Sequence[Sign] = (),
    *,
    one_outlet: bool = False,
) -> tuple[Article, ...]:
    """Give each article of a page its credit.

    `signs` are what the page's promos gave away. With `one_outlet` the page reprints a single outlet, as a
    category archive does, so that a sign in one article speaks for all; otherwise each speaks for itself.
    """
    stated = [_stated(article, publishers) for article in articles]
    voices = [sign for i, article in enumerate(articles) for sign in signs_in_text(_own_words(article), i)]
    everything = [*signs, *voices]
    settled = list(stated)
    for i, article in enumerate(stated):
        if article.credit is None:
            heard = everything if one_outlet else [sign for sign in everything if sign.article == i]
            if given_away := weigh(heard, publishers):
                settled[i] = replace(article, credit=credit_from_signs(i, given_away))
    return tuple(
        article if article.credit else replace(article, credit=_last_resort(article, settled, publishers))
        for article in settled
    )


def _own_words(article: Article) -> str:
    return "\n".join([article.standfirst or "", article.text])


def _names_site(credit: Credit, article: Article, publishers: Publishers) -> bool:
    site = publishers.at(article.site or "") or publishers.at(article.url or "")
    return site is not None and site.id == credit.publisher_id


@cache
def _closing_source() -> re.Pattern[str]:
    either = "|".join(re.escape(w) for w in sorted(words_of(lambda m: m.source), key=len, reverse=True))
    return re.compile(rf"^[(\[]?(?:{either})\s*:?\s+(?P<name>[^.:]{{2,60}}?)[.)\]]*$", re.IGNORECASE)


def _take_closing_source(article: Article, publishers: Publishers) -> Article:
    """A last line "Source: Littoral Wire" becomes the credit and leaves the body."""
    last = article.paragraphs[-1] if len(article.paragraphs) > 1 else ""
    match = _closing_source().match(last)
    if not match or not (":" in last or publishers.resolve(match["name"])):
        return article
    evidence = Evidence("closing-line", "named in the article's last line", last)
    credit = printed_credit(match["name"], CreditBasis.SOURCE_LINE, publishers, evidence)
    return replace(article, paragraphs=article.paragraphs[:-1], text="", credit=credit)


def _stated(article: Article, publishers: Publishers) -> Article:
    """An agency's dateline, byline or closing line beats the markup of the page that serves the article.

    It never beats a source line printed beside the article, unless that only names the site itself.
    """
    credit = article.credit
    if credit and credit.basis is CreditBasis.SOURCE_LINE and not _names_site(credit, article, publishers):
        return article
    agency = dateline_credit(article, publishers)
    return replace(article, credit=agency) if agency else _take_closing_source(article, publishers)


def _last_resort(article: Article, settled: Sequence[Article], publishers: Publishers) -> Credit | None:
    """The site itself where the directory knows it as a publisher, else what the page's other articles agree on."""
    publisher = publishers.at(article.url or "") or publishers.resolve(article.site or "")
    if publisher:
        served_by = article.site or publisher.name
        evidence = Evidence("site", f"served by {served_by}, and no one else is named", served_by)
        return printed_credit(publisher.name, CreditBasis.SITE, publishers, evidence)
    others = [a.credit for a in settled if a.credit and a is not article]
    if len(others) < 2 or len({c.key for c in others}) > 1:
        return None
    says = f"all {len(others)} articles on this page that name an outlet name {others[0].name}"
    return replace(
        others[0],
        basis=CreditBasis.PAGE,
        confidence=round(min(0.75, 0.45 + 0.05 * len(others)), 2),
        evidence=(Evidence("same-page", says, others[0].printed),),
    )
