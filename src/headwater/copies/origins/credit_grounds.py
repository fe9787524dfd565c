"""What credits say of two articles: each function answers with a ground where its rule speaks, else None."""

from headwater.copies.crediting.credits import MAKERS, TextCredit
from headwater.copies.crediting.houses import UNNAMED_AGENCY, is_same_house
from headwater.copies.crediting.surroundings import Side
from headwater.copies.crediting.voices import CONTRIBUTED, LEFT_BEHIND, Voice
from headwater.copies.origins.grounds import Ground, Rule
from headwater.model import Article, Evidence, OriginSide, Span

# Wordings that only name a house.
_WEAK = frozenset({Voice.NAMED, Voice.AUTHOR})
# How a house speaks of its own reporting. A copyright line and "X reported" are the page's own furniture too.
_OWN_VOICES = frozenset({Voice.TOLD, Voice.LEARNED, Voice.DATELINE, Voice.FIRST_PUBLISHED, Voice.CONTRIBUTED})


def by_credit(a: Side, b: Side, rule: Rule) -> Ground | None:
    """One credits the other's house, more strongly than it is credited itself."""
    to_a, to_b = b.credit_to(a.house), a.credit_to(b.house)
    strength_a = to_a.strength if to_a else 0.0
    strength_b = to_b.strength if to_b else 0.0
    if strength_a == strength_b:
        return None
    credit, side = (to_a, OriginSide.A) if strength_a > strength_b else (to_b, OriginSide.B)
    if credit is None or _rule_of(credit) is not rule:
        return None
    return Ground(rule, side, (credit.evidence,), read=credit.read)


def _rule_of(credit: TextCredit) -> Rule:
    if credit.voice in _WEAK:
        return Rule.NAMED
    return Rule.LEFTOVER if credit.voice in LEFT_BEHIND else Rule.CREDIT


def _foreign(side: Side, other: Side) -> list[TextCredit]:
    """Its credits, as makers of the text, to houses that are neither side's."""
    return [
        credit
        for credit in side.outside_credits()
        if credit.voice in MAKERS and not is_same_house(credit.house, other.house)
    ]


def by_shared_credit(a: Side, b: Side) -> Ground | None:
    """Both credit one house that is neither's, as the maker of the text."""
    both = [(x, y) for x in _foreign(a, b) for y in _foreign(b, a) if is_same_house(x.house, y.house)]
    if not both:
        return None
    x, y = max(both, key=lambda pair: (min(pair[0].strength, pair[1].strength), pair[0].house.key))
    evidence = (x.evidence, y.evidence)
    third = None if x.house == UNNAMED_AGENCY else x.house.name
    return Ground(Rule.SHARED_CREDIT, OriginSide.THIRD, evidence, third, min(x.read, y.read))


def by_agency_page(a: Side, b: Side) -> Ground | None:
    """One is an agency's own page: agencies give their text to others."""
    if a.house.is_agency == b.house.is_agency:
        return None
    agency, side = (a.house, OriginSide.A) if a.house.is_agency else (b.house, OriginSide.B)
    says = f"{agency.name} is a news agency, whose text others print"
    return Ground(Rule.AGENCY_PAGE, side, (Evidence("agency", says),))


def by_agency_credit(a: Side, b: Side, rule: Rule) -> Ground | None:
    """Only one credits an agency: the other has its text too, and says less.

    Where the agency only contributed to one, the other may have taken that one's own part.
    """
    found = [c for c in (*_foreign(a, b), *_foreign(b, a)) if c.house.is_agency]
    if not found:
        return None
    credit = max(found, key=lambda c: (c.strength, c.house.key))
    if (credit.voice is Voice.CONTRIBUTED) != (rule is Rule.AGENCY_HELP):
        return None
    third = None if credit.house == UNNAMED_AGENCY else credit.house.name
    return Ground(rule, OriginSide.THIRD, (credit.evidence,), third, credit.read)


def by_own_voice(a: Side, b: Side) -> Ground | None:
    """Only one speaks of its own reporting: "told X" on X's page."""
    own_a, own_b = (_of_its_own(side) for side in (a, b))
    if bool(own_a) == bool(own_b):
        return None
    own, side, name = (own_a, OriginSide.A, a.house.name) if own_a else (own_b, OriginSide.B, b.house.name)
    (credit, *_) = own
    evidence = Evidence("own voice", f"{name} speaks of its own reporting", credit.evidence.quote)
    return Ground(Rule.OWN_VOICE, side, (evidence,))


def _of_its_own(side: Side) -> list[TextCredit]:
    return [c for c in side.credits if c.voice in _OWN_VOICES and is_same_house(c.house, side.house)]


def by_colleague(a: Side, b: Side) -> Ground | None:
    """One names the other's author as having contributed, or adds authors to its byline."""
    by_a, by_b = _gave_a_hand(a.article, b.article), _gave_a_hand(b.article, a.article)
    evidence, side = (by_a, OriginSide.A) if by_a else (by_b, OriginSide.B)
    if evidence is None or (by_a and by_b):
        return None
    return Ground(Rule.COLLEAGUE, side, (evidence,))


def _gave_a_hand(giver: Article, taker: Article) -> Evidence | None:
    authors, others = set(giver.authors), set(taker.authors)
    if authors and authors < others:
        says = "one byline adds others to the author of the other version"
        return Evidence("colleague", says, ", ".join(taker.authors))
    for line in CONTRIBUTED.finditer(taker.text):
        start = taker.text.rfind("\n", 0, line.start()) + 1
        for author in giver.authors:
            if " " in author and author not in others and author in taker.text[start : line.start()]:
                says = f"it says that {author}, who wrote the other, contributed"
                span = Span(start, line.end())
                return Evidence("colleague", says, taker.text[start : line.end()], span=span)
    return None
