"""What somebody typed, taken apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model.errors import QueryTooLongError
from headwater.store.search.query import MOST_WORDS, Field, parse_query
from headwater.store.search.records import NoteKind


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Harbour  storm", "harbour storm"),
        ('"High Water" -rumour', '"high water" -rumour'),
        ("„Hohes Wasser“ «eau haute» 「高い水」", '"hohes wasser" "eau haute" "高い水"'),
        ("site：Example.org", "site:example.org"),
        ("author:“Jane Doe”", 'author:"jane doe"'),
        ("AUTHOR: doe", "author:doe"),
        ("#Tide lang:de", "tag:tide language:de"),
        ("-site:a.example -“b c”", '-site:a.example -"b c"'),
        ("flood OR tide harbour", "flood OR tide harbour"),
        ("flood | tide", "flood OR tide"),
        ("after:2026-03 before:1.4.2026", "after:2026-03-01 before:2026-04-01"),
        ("-before:2026", "after:2026-01-01"),
        ("storm – flood", "storm flood"),
        ("well-known", "well-known"),
    ],
)
def test_a_query_is_understood_in_one_way(typed: str, understood: str) -> None:
    query = parse_query(typed)
    assert (str(query), query.notes) == (understood, ())
    assert str(parse_query(understood)) == understood


def test_after_begins_with_what_it_names_and_before_ends_in_front_of_it() -> None:
    query = parse_query("after:2026-03 before:2027")
    assert (query.since, query.until) == (datetime(2026, 3, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def test_an_operator_looks_at_its_field() -> None:
    (clause,) = parse_query("-category:World").clauses
    assert [(part.field, part.value, part.is_not) for part in clause] == [(Field.CATEGORY, "World", True)]


@pytest.mark.parametrize(
    ("typed", "understood", "kind", "part"),
    [
        ("colour:red tide", "colour:red tide", NoteKind.UNKNOWN_OPERATOR, "colour:"),
        ("tide site:", "tide", NoteKind.EMPTY_OPERATOR, "site:"),
        ("before:yesterday tide", "tide", NoteKind.BAD_DATE, "before:yesterday"),
        ("after:2026-02-30", "", NoteKind.BAD_DATE, "after:2026-02-30"),
        (
            "after:2026 before:2025",
            "after:2026-01-01 before:2025-01-01",
            NoteKind.EMPTY_SPAN,
            "after:2026 before:2025",
        ),
        ('tide "high water', 'tide "high water"', NoteKind.OPEN_QUOTE, '"high water'),
        ("OR tide", "tide", NoteKind.LONELY_OR, "OR"),
        ("tide OR", "tide", NoteKind.LONELY_OR, "OR"),
        ("tide - flood", "tide flood", NoteKind.LONELY_MINUS, "-"),
        ("?!", "", NoteKind.NO_WORDS, "?!"),
        ("before:2025 before:2024", "before:2024-01-01", NoteKind.REPEATED, "before:2024"),
    ],
)
def test_what_can_not_be_taken_as_it_stands_is_told(
    typed: str, understood: str, kind: NoteKind, part: str
) -> None:
    query = parse_query(typed)
    assert str(query) == understood
    (note,) = query.notes
    assert (note.kind, note.part) == (kind, part)
    assert typed[note.span.start : note.span.end].strip() == part
    assert note.says


def test_times_and_addresses_are_no_operators() -> None:
    assert parse_query("10:30 https://example.org/a").notes == ()


def test_what_is_beyond_the_most_words_is_left_out_and_told() -> None:
    query = parse_query(" ".join(f"word{number}" for number in range(100)))
    assert len(query.clauses) == MOST_WORDS
    assert query.notes[0].kind is NoteKind.TOO_MANY_WORDS
    assert len(query.notes) == 1


def test_a_query_of_ten_kilobytes_is_refused_in_words() -> None:
    with pytest.raises(QueryTooLongError, match="10,000 bytes long, more than 4,096") as refused:
        parse_query("x" * 10_000)
    assert (refused.value.length, refused.value.most) == (10_000, 4_096)


@given(st.text(max_size=300) | st.text(alphabet="ab \"'“”-–:：|#OR.\u3000", max_size=80))
def test_whatever_is_typed_is_understood_and_what_was_understood_is_again(typed: str) -> None:
    understood = str(parse_query(typed))
    assert str(parse_query(understood)) == understood
