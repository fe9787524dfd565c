"""Figures that no language writes so, and that pages hold all the same."""

import pytest

from headwater.copies.changes.figures import figures_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a drawing of 0 100 100 steps", [100_100.0]),
        ("over the line after 9:30,5 minutes", [9.0305]),
        ("in version 1.2.3:4 of it", [123.004]),
        ("number 007 100'000.5", [7_100_000.5]),
    ],
)
def test_odd_figures_are_read_without_failing(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures_of(text)] == values
