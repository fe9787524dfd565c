"""Reports of one form, filled in for one occasion after the other."""

from headwater.copies import compare_articles, families_of, fingerprints
from headwater.model import Article, Publishers, Relation

FORM = (
    "A magnitude {m} earthquake struck {n} kilometres north of {p} on Tuesday, according to the National Seismic "
    "Office. The quake occurred at a depth of {k} kilometres, the office said. It was felt in {q}, {o} kilometres "
    "away. There were no immediate reports of damage or injuries. The office said that aftershocks were to be "
    "expected in the coming days and asked residents to report what they had felt through its website."
)
NEAR, FAR = (
    ("Port Hale", "Varrin", "Tolle", "Pellin", "Ostmark"),
    ("Corvane", "Norrin", "Estvale", "Grayling", "Hask"),
)


def report(n: int) -> Article:
    filled = FORM.format(m=f"{3 + n / 10:.1f}", n=11 + n, p=NEAR[n % 5], k=31 + n, q=FAR[n % 5], o=151 + n)
    return Article(
        id=f"quake-{n}", site=f"site{n % 3}.example", title=f"Quake near {NEAR[n % 5]}", text=filled
    )


def test_a_form_is_told_from_all_that_two_reports_share_whatever_of_it_is_boilerplate() -> None:
    one, other = report(0), report(1)
    common = frozenset(fingerprints(one.text)) & frozenset(fingerprints(other.text))
    compared = compare_articles(one, other)
    assert compared.relation is Relation.BOILERPLATE
    assert "one form" in {found.rule for found in compared.evidence}
    for known in (frozenset(sorted(common)[:1]), frozenset(sorted(common)[::2]), common):
        assert compare_articles(one, other, boilerplate=known) == compared


def test_reports_of_one_form_are_no_family_however_many_there_are() -> None:
    reports = [report(n) for n in range(20)]
    assert [len(family.members) for family in families_of(reports, Publishers())] == [1] * 20
