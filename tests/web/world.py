"""An invented library in memory, made to be hard to show.

A strike told by three origins with a correction that copies missed, a press release with two hundred copies, a
report that nobody else has, an article that lost its headline, Arabic and Russian, words that don't fit, and
markup where text belongs.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from headwater.model import (
    Article,
    ArticleKind,
    Branch,
    Change,
    ChangeKind,
    ChangeTopic,
    Credit,
    CreditBasis,
    Difference,
    Evidence,
    MissedCorrection,
    Moment,
    MomentBasis,
    Origin,
    Relation,
    Span,
    WordChange,
)
from headwater.model.views import (
    Flow,
    NotedChange,
    QuarantineEntry,
    StoryView,
)
from tests.web.memory import HOSTILE, NOW, PAGE_ID, Strand, World, story

HOSTILE_ATTRIBUTE = '"><img src=x onerror=alert(2)>'
LONG_WORD = "Hafenarbeitergewerkschaftsverhandlungskommissionsvorsitzendenstellvertreterin"


def at(hour: int, minute: int = 0, *, day: int = 14) -> Moment:
    return Moment.at(datetime(2025, 11, day, hour, minute, tzinfo=UTC))


def between(first: Moment, last: Moment) -> Moment:
    return Moment(first.earliest, last.latest, MomentBasis.RELATIVE)


LEAD_TEXT = (
    "Ferries between Port Veldra and the islands will sail again from Saturday after dockers accepted the "
    "mediator’s offer, the harbour board said on Friday, ending a nine-day strike that had stranded freight on "
    "both sides of the strait.",
    "Of the 340 dockers 310 voted, and 71 per cent of them backed the offer of 6.4 per cent over two years.",
    "“It is not what we asked for, and people should know that,” union secretary Ida Marr told Littoral Wire.",
    "The board’s chair, Tomas Reuel, called the agreement “a good day for the islands” and said that night "
    "crossings would follow within a week.",
)
LOOP_TEXT = (
    LEAD_TEXT[0],
    "All 340 dockers voted, and 71 per cent of them backed the offer of 6.4 per cent over two years.",
    "The board’s chair, Tomas Reuel, called the agreement “a good day for the islands” and said that night "
    "crossings would follow within a week.",
    "Shares in the ferry line rose by three per cent in early trading.",
)
NOTE = "An earlier version of this report said that all 340 dockers voted; 310 of them did."


def article(
    article_id: str,
    site: str,
    when: Moment | None,
    title: str | None = "Dockers accept the mediator’s offer in Port Veldra",
    **more: object,
) -> Article:
    """An article with enough of everything to be shown."""
    values: dict[str, object] = {"paragraphs": LEAD_TEXT, "language": "en", "kind": ArticleKind.MAIN, **more}
    return Article(id=article_id, site=site, published=when, title=title, **values)  # type: ignore[arg-type]  # keywords pass through


def branch(article_id: str, relation: Relation = Relation.COPY, **more: object) -> Branch:
    values: dict[str, object] = {"source": None, "share": 0.97, "credited": True, "confidence": 0.96, **more}
    return Branch(article=article_id, relation=relation, **values)  # type: ignore[arg-type]  # keywords pass through


def wire_strand() -> Strand:
    """Littoral Wire's report and fourteen that came from it; the origin was corrected at 12:54."""
    origin = article("a-wire", "Littoral Wire", at(11, 52), "Ferry line and dockers agree to end nine-day strike",
                     notes=(NOTE,), modified=at(12, 54), url="https://wire.example/ferry")  # fmt: skip
    rows: list[tuple[str, Moment | None, dict[str, object]]] = [
        ("Ferry News", at(12, 3), {"missed": True}),
        ("Islander", at(12, 6), {"missed": True}),
        ("The Daily Loop", between(at(12, 20), at(13, 20)), {"missed": True, "credited": False}),
        ("Coast Online", at(12, 37), {"missed": True}),
        ("Norrland Post", at(12, 46), {}),
        ("Strait Today", at(13, 14), {"source": "a-wire-5"}),
        ("Osk Evening Mail", at(13, 55), {"credited": False}),
        ("Sea and Freight", at(14, 11), {"missed": True, "source": "a-wire-3", "credited": False}),
        ("Harbour Gazette", at(14, 40), {}),
        ("Marine Business", at(15, 5), {"relation": Relation.PARTIAL, "share": 0.24}),
        ("Radio Sund", at(15, 58), {}),
        ("Weekly Tide", at(16, 24), {"relation": Relation.UPDATE, "share": 0.71}),
        ("Island Shopper", at(16, 50), {"credited": False}),
        ("Northern Ledger", None, {}),
    ]
    articles, branches, missed = [origin], [], {}
    for number, (site, when, more) in enumerate(rows, start=1):
        name = f"a-wire-{number}"
        if more.pop("missed", False):
            missed[name] = (MissedCorrection(NOTE, "All 340 dockers voted."),)
        text = LOOP_TEXT if site == "The Daily Loop" else LEAD_TEXT
        articles.append(article(name, site, when, paragraphs=text, credit="Littoral Wire"))
        branches.append(branch(name, **more))  # type: ignore[arg-type]  # keywords pass through
    still = LOOP_TEXT[1]
    start = "\n\n".join(LOOP_TEXT).index(still)
    missed["a-wire-3"] = (MissedCorrection(NOTE, still, Span(start, start + len(still))),)
    loop = Evidence("label", "a label left inside the text", "LW", 14)
    branches[2] = replace(branches[2], evidence=(loop, Evidence("passages", "37 shared passages")))
    articles[3] = replace(articles[3], title="Port strike ends as dockers accept deal",
                          standfirst="Ferries to sail again from Saturday, harbour board confirms",
                          hashtags=("#PortVeldra", "ferry strike"), url="https://loop.example/ferry",
                          credit=Credit("Littoral Wire", basis=CreditBasis.LEFTOVER, confidence=0.8,
                                        evidence=(loop,)))  # fmt: skip
    credit = Evidence(
        "source-line", "eleven of fourteen name Littoral Wire in a source line", "Source: Littoral Wire"
    )
    return Strand(
        "f-wire", articles, branches, Origin("a-wire", "Littoral Wire", None, 0.98, (credit,)), missed
    )


def loop_difference() -> Difference:
    """What The Daily Loop made of the report."""
    text = "\n\n".join(LOOP_TEXT)

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    tail = "dockers voted, and 71 per cent of them backed the offer of 6.4 per cent over two years."
    words = (WordChange("Of the 340", "All 340"), WordChange("dockers", "dockers"), WordChange("310", ""),
             WordChange(tail.removeprefix("dockers "), tail.removeprefix("dockers ")))  # fmt: skip
    return Difference(
        changes=(
            Change(ChangeKind.SAME, LEAD_TEXT[0], LOOP_TEXT[0], None, span(LOOP_TEXT[0]), 0),
            Change(ChangeKind.REWORDED, LEAD_TEXT[1], LOOP_TEXT[1], None, span(LOOP_TEXT[1]), 1, words,
                   (ChangeTopic.FIGURE,)),
            Change(ChangeKind.DROPPED, LEAD_TEXT[2], "", paragraph=1,
                   topics=(ChangeTopic.ATTRIBUTION, ChangeTopic.QUOTE)),
            Change(ChangeKind.MOVED, LOOP_TEXT[2], LOOP_TEXT[2], None, span(LOOP_TEXT[2]), 2),
            Change(ChangeKind.ADDED, "", LOOP_TEXT[3], None, span(LOOP_TEXT[3]), 3),
        ),
        headline=Change(ChangeKind.REWORDED, "Ferry line and dockers agree to end nine-day strike",
                        "Port strike ends as dockers accept deal", topics=(ChangeTopic.HEADLINE,)),
    )  # fmt: skip


def courier_strand() -> Strand:
    origin = article("a-courier", "Veldra Courier", at(13, 5), "Strike cost island shops two million crowns")
    return Strand(
        "f-courier",
        [origin, article("a-courier-1", "Osk Radio", at(13, 48)),
         article("a-courier-2", "Harbour Blog", between(at(14, 0), at(18, 0)))],
        [branch("a-courier-1"), branch("a-courier-2", Relation.PARTIAL, share=0.31)],
        Origin("a-courier", "Veldra Courier", None, 0.9),
    )  # fmt: skip


def unseen_strand() -> Strand:
    sites = (("Agrar Heute", at(13, 0)), ("Kleine Stimme", at(13, 30)), ("Capital Evening", at(14, 24)),
             ("Der Fährmann", at(15, 36)))  # fmt: skip
    articles = [article(f"a-agency-{n}", site, when, language="de") for n, (site, when) in enumerate(sites)]
    branches = [branch(a.id) for a in articles]
    return Strand("f-agency", articles, branches, Origin(None, "Meridian Agency", None, 0.7))


def lone_strand(name: str, item: Article, publisher: str | None = None) -> Strand:
    return Strand(f"f-{name}", [item], [], Origin(item.id, publisher or item.site, None, 0.4))


def many_strand(copies: int = 200) -> Strand:
    """A statement that two hundred sites carry, most of them uncredited."""
    origin = article("a-many", "State Gazette", at(6, 0, day=13), "Ministry: all municipalities were heard")
    articles, branches = [origin], []
    for number in range(copies):
        when = between(at(6, 10, day=13), at(7, 0, day=13)) if number % 9 == 0 else _minutes_after(number)
        articles.append(article(f"a-many-{number}", f"Local Paper {number + 1}", when))
        relation = Relation.PARTIAL if number % 50 == 7 else Relation.COPY
        branches.append(branch(f"a-many-{number}", relation, credited=number % 4 == 0))
    return Strand("f-many", articles, branches, Origin("a-many", "State Gazette", None, 0.99))


def _minutes_after(number: int) -> Moment:
    return Moment.at(datetime(2025, 11, 13, 6, 5, tzinfo=UTC) + timedelta(minutes=7 * number))


ARABIC = (
    "أعلنت سلطة المياه يوم الجمعة رفع التحذير من الفيضانات عن المجرى الأدنى لنهر أوسك بعد انخفاض منسوب الخزان.",
    "وقالت المتحدثة باسم السلطة إن قريتين ما زالتا بلا مياه جارية حتى مساء السبت.",
)


def hostile_strand() -> Strand:
    item = article("a-hostile", HOSTILE_ATTRIBUTE, at(9, 0, day=12), HOSTILE, paragraphs=(HOSTILE, HOSTILE_ATTRIBUTE),
                   standfirst=HOSTILE_ATTRIBUTE, authors=(HOSTILE,), hashtags=(HOSTILE,), notes=(HOSTILE,),
                   labels=(HOSTILE,), credit=HOSTILE, url="javascript:alert(3)", category=HOSTILE)  # fmt: skip
    return lone_strand("hostile", item)


def small_stories() -> Iterable[StoryView]:
    """The awkward ones."""
    flood = article("a-flood", "أوسك اليوم", at(15, 0), "رفع التحذير من الفيضانات عن المجرى الأدنى لنهر أوسك",
                    paragraphs=ARABIC, language="ar")  # fmt: skip
    copy = article("a-flood-1", "صوت الخليج", between(at(15, 30), at(16, 30)), flood.title, paragraphs=ARABIC[:1],
                   language="ar", credit="أوسك اليوم")  # fmt: skip
    yield story("s-flood", flood.title or "", ARABIC[0], [
        Strand("f-flood", [flood, copy], [branch("a-flood-1", share=1.0)], Origin("a-flood", "أوسك اليوم", None, 0.9)),
    ], labels=["developing"])  # fmt: skip
    beet = article("a-beet", "Agrar Heute", at(10, 15), "Sugar beet growers report the smallest harvest since 2009",
                   paragraphs=("Growers blame a dry July.", "The processors’ association puts the loss at a fifth."))  # fmt: skip
    yield story("s-beet", beet.title or "", "Growers blame a dry July.", [lone_strand("beet", beet)])
    long = article("a-long", "Osker Anzeiger", at(8, 30), f"{LONG_WORD} tritt zurück", language="de",
                   paragraphs=(f"Die {LONG_WORD} hat ihren Rücktritt erklärt.", "https://example.org/" + "a" * 160))  # fmt: skip
    yield story("s-long", long.title or "", long.paragraphs[0], [lone_strand("long", long)])
    lost = article("a-lost", "archive.example", None, None, kind=ArticleKind.LISTED, credit="Veldra Courier",
                   standfirst="Four mayors dispute the ministry’s account of the rail consultation, and eleven of "
                   "fifteen towns say that nobody asked them")  # fmt: skip
    yield story("s-lost", lost.standfirst or "", "", [lone_strand("lost", lost)])
    bridge = article("a-bridge", "Невский листок", Moment(at(0, day=12).earliest, at(23, 59, day=12).latest),
                     "Мост через Оск закрыт на ремонт до весны", language="ru",
                     paragraphs=("Движение по мосту закрыто с понедельника.",))  # fmt: skip
    yield story("s-bridge", bridge.title or "", bridge.paragraphs[0], [lone_strand("bridge", bridge)])
    hostile = story("s-hostile", HOSTILE, HOSTILE_ATTRIBUTE, [hostile_strand()], labels=[HOSTILE])
    yield hostile


def make_world() -> World:
    """The whole of it."""
    ferry = story(
        "s-ferry",
        "Ferry line and dockers agree to end nine-day strike at Port Veldra",
        "Crossings resume on Saturday after both sides accepted the mediator’s offer of 6.4 per cent over two years.",
        [wire_strand(), unseen_strand(), courier_strand()],
    )
    many = story("s-many", "“We were never asked”: four mayors dispute the ministry’s account of the rail consultation",
                 "The ministry said all municipalities had been heard; minutes name eleven of fifteen.",
                 [many_strand(), lone_strand("mayor", article("a-mayor", "Osk Radio", at(9, 0, day=13)))])  # fmt: skip
    small = list(small_stories())
    ferry = replace(ferry, related=(small[1].card, many.card))
    views = [ferry, small[0], small[1], small[2], many, *small[4:], small[3]]
    return World(
        story_views=views,
        differences={"a-wire-3": loop_difference()},
        noted=(
            NotedChange("a-wire", "Littoral Wire", "note", NOTE, at(12, 54).best, 5),
            NotedChange("a-hostile", HOSTILE, "note", HOSTILE, None, 0),
        ),
        taken=(Flow("The Daily Loop", "State Gazette", 212, 0, 6.0), Flow("Norrland Post", "Littoral Wire", 88, 88, 130.0)),
        failed=(
            QuarantineEntry("q1", "saved/broken.html.gz", "intake", "the gzip stream ends after 4,096 bytes",
                            "save the page again", NOW - timedelta(hours=3), NOW - timedelta(hours=1), 2, PAGE_ID),
            QuarantineEntry("q2", HOSTILE, "reading", HOSTILE_ATTRIBUTE, HOSTILE, NOW, NOW, 1),
        ),
    )  # fmt: skip
