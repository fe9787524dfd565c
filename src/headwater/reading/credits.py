"""Who an article is credited to, and on what evidence.

What is printed with the article comes first (markup, a source line, an agency's byline or dateline). Where
nothing is printed, what gives an outlet away is weighed for the page as a whole: its label left in promos,
and what an article says in its own outlet's voice ("told X", "X has learned"). Last comes what the page's other
articles are credited to. Each weaker basis carries a lower confidence.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from headwater.model import Article, Credit, CreditBasis, Evidence, Publisher, Publishers
from headwater.model.publisher import name_key
from headwater.reading.languages import LANGUAGES, words_of
from headwater.reading.lines import ends_sentence, word_count
from headwater.reading.promos import Promo

_CONFIDENCE = {
    CreditBasis.MARKUP: 0.95,
    CreditBasis.SOURCE_LINE: 0.97,
    CreditBasis.BYLINE: 0.95,
    CreditBasis.SITE: 0.6,
}
# What a sign is worth. Any outlet writes "told X" of another now and then, so one such phrase alone never
# decides; a known outlet's label in promos and "X has learned" are said only at home. A label that we don't
# know may be a section's name: it takes three of them, or other signs of the same name.
_WORTH = {"promo-label": 2.0, "promo-name": 0.75, "learned": 2.0, "told": 1.0}
_ENOUGH = 2.0
_NAME = r"(?P<name>[A-ZА-ЯЁ][\w.&'’-]*(?: (?:de |of |the |und |la |le )?[A-ZА-ЯЁ][\w.&'’-]*){0,3})"
_BOUNDARY = r"(?=[,.;:!?\"'”’»)\s–—-]|$)"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on a page that gives an outlet away. `article` is its index on the page, if it stands in one."""

    name: str
    evidence: Evidence
    article: int | None = None


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


def signs_in_promos(
    promos: Sequence[Promo], publishers: Publishers, article: int | None = None
) -> list[Sign]:
    """Labels above the linked headlines of promos: short, no caption; known, or used more than once."""
    labels = [
        p.over for p in promos if p.over and word_count(p.over.text) <= 4 and not ends_sentence(p.over.text)
    ]
    counts = Counter(label.key for label in labels)
    return [
        Sign(
            label.text,
            Evidence(
                "promo-label",
                f"“{label.text}” labels a linked headline left in the text",
                label.text,
                label.number,
            ),
            article,
        )
        for label in labels
        if publishers.named(label.text) or counts[label.key] > 1
    ]


def signs_in_text(text: str, article: int | None = None, line: int | None = None) -> list[Sign]:
    """What an article says in its outlet's own voice."""
    signs = []
    for rule, pattern in _voices():
        for match in pattern.finditer(text):
            name, quote = match["name"].rstrip(".'’-"), match[0].strip(" .'’-")
            says = f"“{quote}” is how an outlet speaks of itself"
            signs.append(Sign(name, Evidence(rule, says, quote, line), article))
    return signs


@cache
def _voices() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns for "told X": the name follows at once; other outlets are introduced ("told broadcaster X")."""
    voices = []
    for markers in LANGUAGES:
        for rule, templates in (("told", markers.told), ("learned", markers.learned)):
            for template in templates:
                # Only the words around the name are matched without case: the name itself is capitalised.
                before, _, after = template.partition("{name}")
                pattern = (
                    (f"(?i:{before})" if before else r"(?<![\w-])")
                    + _NAME
                    + (f"(?i:{after})" if after else "")
                )
                voices.append((rule, re.compile(pattern + (_BOUNDARY if not after else ""))))
    return tuple(voices)


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
            if given_away := _weigh(heard, publishers):
                settled[i] = replace(article, credit=_from_signs(i, given_away))
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


@dataclass(frozen=True, slots=True)
class _GivenAway:
    """The outlet that a page's signs agree on."""

    credit: Credit
    signs: tuple[Sign, ...]


def _weigh(signs: Sequence[Sign], publishers: Publishers) -> _GivenAway | None:
    by_outlet: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        publisher = publishers.named(sign.name)
        if publisher or sign.evidence.rule != "told":
            by_outlet[publisher.id if publisher else name_key(sign.name)].append(sign)
    for sign in signs:  # "told X" counts for a name that something else gave away
        key = name_key(sign.name)
        if key in by_outlet and sign not in by_outlet[key] and not publishers.named(sign.name):
            by_outlet[key].append(sign)
    scores = {key: sum(_WORTH[s.evidence.rule] for s in found) for key, found in by_outlet.items()}
    ranked = sorted(scores, key=lambda k: (-scores[k], k))
    if (
        not ranked
        or scores[ranked[0]] < _ENOUGH
        or (len(ranked) > 1 and scores[ranked[0]] < 2 * scores[ranked[1]])
    ):
        return None
    found = by_outlet[ranked[0]]
    name = found[0].name
    publisher = publishers.named(name)
    # 1 - 0.6^points: two points 0.64, four 0.87, eight 0.98; the cap leaves room for what can't be seen.
    confidence = min(0.95, 1 - 0.6 ** scores[ranked[0]])
    credit = Credit(
        publisher.name if publisher else name,
        publisher.id if publisher else None,
        name,
        CreditBasis.LEFTOVER,
        confidence,
    )
    return _GivenAway(credit, tuple(found))


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


def _from_signs(index: int, given_away: _GivenAway) -> Credit:
    """A credit from the page's signs: surer for an article that holds one itself."""
    own = [s.evidence for s in given_away.signs if s.article == index]
    elsewhere = [s.evidence for s in given_away.signs if s.article != index]
    basis = CreditBasis.OWN_VOICE if any(e.rule in ("told", "learned") for e in own) else CreditBasis.LEFTOVER
    confidence = given_away.credit.confidence * (1.0 if own else 0.9)
    return replace(
        given_away.credit, basis=basis, confidence=round(confidence, 3), evidence=(*own, *elsewhere)
    )
