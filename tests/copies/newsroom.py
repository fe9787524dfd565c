"""Invented articles that the tests of this room compare."""

from datetime import UTC, datetime, timedelta

from headwater.model import Article, Publisher, Publishers
from headwater.model.publisher import PublisherKind

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)

PUBLISHERS = Publishers(
    [
        Publisher("littoral-wire", "Littoral Wire", PublisherKind.AGENCY, ("LW",), ("littoralwire.example",)),
        Publisher("hale-courier", "Hale Courier", PublisherKind.NEWSPAPER, (), ("halecourier.example",)),
        Publisher("ostrava-bote", "Ostmark Bote", PublisherKind.NEWSPAPER, (), ("ostmarkbote.example",)),
    ]
)

WIRE_PARAGRAPHS = (
    "PORT HALE (Littoral Wire) — Dockers at Port Hale voted on Tuesday to walk out from Friday, in what would be "
    "the first stoppage at the harbour in eleven years. All 310 members of the union took part in the ballot, the "
    "harbour office said.",
    "“We have no other way left to be heard, and nobody in this hall wanted it to come to this,” said Mara Ellin, "
    "who leads the union. She spoke in front of a crowd that filled the old fish market.",
    "The harbour handles about a third of the island's grain. Millers said that their stores would last for three "
    "weeks if no ship were unloaded, and that bread prices would follow.",
    "Talks with the owners broke down last week after nine hours. The owners had offered a rise of four percent, "
    "spread over two years, while the union asks for nine.",
    "A new meeting is planned for Thursday in Varrin. The ministry of trade has offered to send a mediator, "
    "but neither side has accepted so far.",
)

QUOTE = (
    "“We have no other way left to be heard, and nobody in this hall wanted it to come to this,” "
    "said Mara Ellin, who leads the union."
)

OWN_PARAGRAPHS = (
    "The grain terminal stood silent at dawn while families brought soup to the gate. Inside, the night shift was "
    "counting the votes a second time, because somebody had spilled coffee over the first list.",
    QUOTE,
    "For the bakers on Lantern Street the question is simpler. Joss Terrin has flour for twelve days, and after that "
    "he will close, as he did in the winter of the great flood.",
    "Nobody at the ministry wanted to speak on the record. A clerk pointed to a notice on the door, which says that "
    "the mediator is on leave until the end of the month.",
)

GLACIER_PARAGRAPHS = (
    "Surveyors on the Ansel glacier have found a lake under the ice that no map shows. It is two miles long and as "
    "deep as a church tower, according to soundings made in April.",
    "The lake drains every seventh summer, the oldest guides say, and the village of Low Ansel was moved twice "
    "because of it. This time there will be a siren, paid for by the canton.",
    "Children at the school have given the lake a name, but the council has yet to agree.",
)

COLUMN_NOTE = (
    "The views expressed in this column are those of the author alone and do not reflect the position of the paper, "
    "its owners, its advertisers or the town in which it is printed."
)


def wire(hours: float = 0, **changes: object) -> Article:
    """The agency's own article."""
    return _article(
        "wire",
        WIRE_PARAGRAPHS,
        "Dockers vote to walk out at Port Hale",
        "littoralwire.example",
        hours,
        changes,
    )


def reprint(hours: float = 2, **changes: object) -> Article:
    """A paper's edited copy: two paragraphs less, a figure and a few words changed."""
    first, quote, grain, talks, _ = WIRE_PARAGRAPHS
    paragraphs = (
        first.replace("310", "340").replace("the first stoppage", "the first strike"),
        quote,
        grain,
        talks.replace("last week", "on Monday"),
    )
    return _article(
        "reprint",
        paragraphs,
        "Port Hale dockers to strike from Friday",
        "halecourier.example",
        hours,
        changes,
    )


def own_report(hours: float = 3, **changes: object) -> Article:
    """Another paper's own report, which shares one quotation."""
    return _article(
        "own", OWN_PARAGRAPHS, "At the gate, soup and silence", "ostmarkbote.example", hours, changes
    )


def glacier(hours: float = 5, **changes: object) -> Article:
    """Another piece altogether."""
    return _article(
        "glacier", GLACIER_PARAGRAPHS, "A lake under the ice", "ostmarkbote.example", hours, changes
    )


def digest(hours: float = 6, **changes: object) -> Article:
    """A piece of its own that takes over one passage of the agency's."""
    paragraphs = (
        *GLACIER_PARAGRAPHS[:2],
        *OWN_PARAGRAPHS[2:],
        "From the harbour the Littoral Wire reported: the harbour handles about a third of the island's grain.",
        *WIRE_PARAGRAPHS[2:4],
    )
    return _article(
        "digest", paragraphs, "What the island talks about", "halecourier.example", hours, changes
    )


def _article(
    name: str, paragraphs: tuple[str, ...], title: str, site: str, hours: float, changes: dict[str, object]
) -> Article:
    fields: dict[str, object] = {
        "id": name,
        "paragraphs": paragraphs,
        "title": title,
        "site": site,
        "published": NOON + timedelta(hours=hours),
    }
    return Article(**(fields | changes))  # type: ignore[arg-type] # tests name the fields they change
