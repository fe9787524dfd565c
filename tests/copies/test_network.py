"""Who takes from whom, counted from rows: shares, links, and groups that mirror one another."""

from collections.abc import Iterable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.copies.networks.mirrors import wilson_lower
from headwater.copies.networks.network import build_network, delay_of
from headwater.model import Ownership, Publisher, PublisherKind, Publishers
from headwater.model.network import (
    Alteration,
    Altering,
    Delay,
    Excerpting,
    Network,
    NetworkLink,
    Sharing,
    Standing,
)

WIRE = Publisher(
    "littoral-wire",
    "Littoral Wire",
    PublisherKind.AGENCY,
    aliases=("LW",),
    domains=("littoralwire.example",),
    country="VD",
    ownership=(Ownership("Harbour Trust", "owner", "Register of Veldra, 2024"),),
)
NOBODY = Publishers()

# One piece: the sites it stands on, with whom each took it from. None: from nobody that is known.
Stands = Mapping[str, str | None]


def network(pieces: Iterable[Stands], *, unsourced: Iterable[Stands] = ()) -> Network:
    """The network of these pieces, credited throughout; of `unsourced` nothing tells where they are from."""
    standings, sharings = [], []
    for number, (piece, is_sourced) in enumerate(
        [*((p, True) for p in pieces), *((p, False) for p in unsourced)]
    ):
        several = len(piece) > 1
        for site, giver in piece.items():
            alone = not several and giver is None
            is_first = giver is None and is_sourced
            standings.append(Standing(site, giver, None, is_first, True, 1, int(alone)))
            if not alone:
                sharings.append(Sharing(f"f{number:04}", site, giver, is_sourced, None))
    return build_network(standings, sharings, [], [], NOBODY)


def link(found: Network, giver: str, taker: str) -> NetworkLink:
    return next(link for link in found.links if (link.giver, link.taker) == (giver, taker))


def mirrors(found: Network) -> list[list[str]]:
    return [sorted(site.id for site in group.sites) for group in found.groups]


def times(number: int, piece: Stands) -> list[Stands]:
    return [piece] * number


def test_each_article_of_a_site_is_counted_once_by_where_it_is_from() -> None:
    rows = [
        Standing("dailyloop.example", None, None, True, False, 5, 5),
        Standing("dailyloop.example", None, "dailyloop.example", False, True, 1, 0),
        Standing("dailyloop.example", "Littoral Wire", None, False, True, 2, 0),
        Standing("dailyloop.example", "Littoral Wire", None, False, False, 3, 0),
        Standing("dailyloop.example", None, None, False, True, 4, 0),
    ]
    found = build_network(rows, [], [], [], NOBODY)
    loop, wire = found.nodes
    assert (loop.original, loop.repeated, loop.credited, loop.uncredited, loop.unknown) == (5, 1, 2, 3, 4)
    assert loop.articles == 15
    assert loop.share(loop.uncredited) == 0.2
    assert (wire.name, wire.is_seen, wire.articles, wire.given, wire.copied_by) == (
        "Littoral Wire",
        False,
        0,
        5,
        1,
    )
    (taken,) = found.links
    assert (taken.articles, taken.credited, taken.uncredited) == (5, 2, 3)


def test_names_and_hosts_of_one_house_are_one_site_and_the_directory_says_who_it_is() -> None:
    rows = [
        Standing("www.littoralwire.example", None, None, True, False, 1, 1),
        Standing("Littoral Wire", None, None, True, False, 2, 2),
        Standing("islander.example", "LW", None, False, True, 1, 0),
    ]
    wire, islander = build_network(rows, [], [], [], Publishers([WIRE])).nodes
    assert (wire.id, wire.name, wire.articles, wire.given) == ("littoral-wire", "Littoral Wire", 3, 1)
    assert (wire.kind, wire.country) == (PublisherKind.AGENCY, "VD")
    assert wire.ownership[0].reference == "Register of Veldra, 2024"
    assert (islander.name, islander.kind) == ("islander.example", None)


def test_articles_that_nobody_is_known_to_have_served_are_counted_apart() -> None:
    found = build_network([Standing("", None, None, True, False, 7, 7)], [], [], [], NOBODY)
    assert (found.unplaced, found.nodes) == (7, ())


def test_a_link_says_how_late_copies_come_and_what_they_drop() -> None:
    cut = Alteration(12, 3, True, True, False, True, True)
    whole = Alteration(8, 0, None, False, False, False, False)
    rows = [
        Sharing("f1", "quay.example", None, True, None),
        Sharing("f1", "loop.example", "quay.example", True, 30.0),
        Sharing("f2", "quay.example", None, True, None),
        Sharing("f2", "loop.example", "quay.example", True, 90.0),
        Sharing("f3", "quay.example", None, True, None),
        Sharing("f3", "loop.example", "quay.example", True, None),
    ]
    altered = [Altering("loop.example", "quay.example", done) for done in (cut, whole)]
    taken = link(build_network([], rows, altered, [], NOBODY), "quay", "loop")
    assert taken.delay
    assert (taken.delay.known, taken.delay.quarter, taken.delay.median) == (2, 45.0, 60.0)
    found = taken.alterations
    assert (found.compared, found.sentences, found.dropped, found.share_dropped) == (2, 20, 3, 0.15)
    assert (found.headlines, found.headlines_changed, found.figures_changed) == (1, 1, 1)
    assert (found.attributions, found.corrections_missed, found.still_wrong) == (0, 1, 1)


def test_excerpts_are_no_copies_and_a_house_takes_nothing_from_itself() -> None:
    rows = [
        Excerpting("loop.example", "quay.example", True, 2),
        Excerpting("loop.example", "quay.example", False, 1),
        Excerpting("quay.example", "quay.example", False, 9),
    ]
    (taken,) = build_network([], [], [], rows, NOBODY).links
    assert (taken.articles, taken.excerpts, taken.excerpts_credited, taken.taken) == (0, 3, 2, 3)


def test_a_trio_that_mirrors_one_site_is_one_group_with_its_giver() -> None:
    everywhere = {"quay.example": None, "loop.example": "quay.example", "isle.example": "quay.example"}
    found = network(
        [*times(18, everywhere), *times(2, {"quay.example": None}), *times(3, {"other.example": None})]
    )
    (group,) = found.groups
    assert [site.id for site in group.sites] == ["quay", "isle", "loop"]
    assert (group.giver, group.pieces) == ("quay", 18)
    quay, isle, _ = group.sites
    assert (quay.pieces, quay.shared, quay.share) == (20, 18, 0.9)
    assert isle.share == 1.0
    assert 0.5 < quay.least < quay.share
    assert "loop.example took 18 from quay.example" in " ".join(e.says for e in group.evidence)


def test_sites_that_print_the_same_pieces_of_unknown_origin_mirror_each_other_and_no_giver_is_named() -> None:
    found = network([], unsourced=times(12, {"quay.example": None, "loop.example": None}))
    (group,) = found.groups
    assert group.giver is None
    assert "nothing tells which of the two took" in group.evidence[0].says
    assert {node.id: (node.original, node.unknown) for node in found.nodes} == {
        "quay": (0, 12),
        "loop": (0, 12),
    }


@pytest.mark.parametrize("is_seen", [True, False])
def test_customers_of_one_agency_are_no_mirrors(is_seen: bool) -> None:
    customers = {f"paper{n}.example": "littoralwire.example" for n in range(10)}
    agency: Stands = {"littoralwire.example": None} if is_seen else {}
    own = [{f"paper{n}.example": None} for n in range(10) for _ in range(3)]
    unused = times(40 if is_seen else 0, agency)
    found = network([*times(30, {**agency, **customers}), *own, *unused])
    assert found.groups == ()
    wire = found.node("littoralwire")
    assert wire
    assert (wire.copied_by, wire.given, wire.is_seen) == (10, 300, is_seen)


def test_mirrors_are_found_among_customers_and_what_the_agency_gave_is_set_aside() -> None:
    agency = {
        "quay.example": "Littoral Wire",
        "loop.example": "Littoral Wire",
        "isle.example": "Littoral Wire",
    }
    mirrored = {"quay.example": None, "loop.example": "quay.example"}
    found = network([*times(30, agency), *times(15, mirrored), *times(15, {"isle.example": None})])
    assert mirrors(found) == [["loop", "quay"]]
    (group,) = found.groups
    assert group.common_sources == (("littoralwire", 30),)
    assert group.pieces == 15


def test_a_few_common_pieces_beside_the_agencys_make_no_mirror() -> None:
    agency = {"quay.example": "Littoral Wire", "loop.example": "Littoral Wire"}
    found = network(times(60, agency), unsourced=times(6, {"quay.example": None, "loop.example": None}))
    assert found.groups == ()


def test_two_articles_are_no_evidence_of_mirroring() -> None:
    assert network(times(2, {"quay.example": None, "loop.example": "quay.example"})).groups == ()


def test_a_chain_that_launders_a_text_names_each_giver_and_is_no_mirror() -> None:
    chain = {"quay.example": None, "loop.example": "quay.example", "isle.example": "loop.example"}
    own = [
        *times(40, {"quay.example": None}),
        *times(20, {"loop.example": None}),
        *times(30, {"isle.example": None}),
    ]
    found = network([*times(10, chain), *own])
    assert [(link.giver, link.taker) for link in found.links] == [("loop", "isle"), ("quay", "loop")]
    assert found.groups == ()


def test_a_chain_of_mirrors_leads_back_to_its_first() -> None:
    chain = {"quay.example": None, "loop.example": "quay.example", "isle.example": "loop.example"}
    (group,) = network(times(15, chain)).groups
    assert (group.giver, len(group.sites)) == ("quay", 3)


def test_an_aggregator_of_many_sites_mirrors_none_of_them() -> None:
    pieces = [
        {f"paper{n}.example": None, "basin.example": f"paper{n}.example"} for n in range(8) for _ in range(10)
    ]
    found = network(pieces)
    assert found.groups == ()
    basin = found.node("basin")
    assert basin
    assert (basin.articles, basin.credited, basin.takes_from, basin.copied_by) == (80, 80, 8, 0)


def test_a_text_of_unknown_origin_on_hundreds_of_sites_is_counted_without_all_its_pairs() -> None:
    everywhere: Stands = {f"paper{n:03}.example": None for n in range(300)}
    (group,) = network([], unsourced=times(10, everywhere)).groups
    assert len(group.sites) == 300


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_plays_no_part(order: Random) -> None:
    chain = {"quay.example": None, "loop.example": "quay.example", "isle.example": "loop.example"}
    pieces = [
        *times(9, chain),
        *times(7, {"isle.example": "Littoral Wire"}),
        *times(4, {"quay.example": None}),
    ]
    shuffled = [dict(order.sample(list(piece.items()), len(piece))) for piece in pieces]
    order.shuffle(shuffled)
    assert network(shuffled) == network(pieces)


def test_around_one_site_are_those_that_it_gives_to_and_takes_from() -> None:
    chain = {"quay.example": None, "loop.example": "quay.example", "isle.example": "loop.example"}
    found = network([chain, {"far.example": None, "near.example": "far.example"}]).around("quay")
    assert {node.id for node in found.nodes} == {"quay", "loop"}
    assert len(found.links) == 1


@pytest.mark.parametrize(
    ("part", "whole", "least"), [(0, 0, 0.0), (2, 2, 0.342), (10, 10, 0.722), (50, 100, 0.404), (0, 5, 0.0)]
)
def test_the_lower_end_of_a_share(part: int, whole: int, least: float) -> None:
    assert wilson_lower(part, whole) == pytest.approx(least, abs=0.001)


def test_a_single_delay_is_all_its_quartiles() -> None:
    assert delay_of([]) is None
    assert delay_of([12.5]) == Delay(1, 12.5, 12.5, 12.5)
