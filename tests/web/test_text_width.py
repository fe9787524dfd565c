"""Names are cut to the room that a drawing has, however long they are."""

from headwater.web.drawing.text_width import shorten, text_width


def test_a_name_is_cut_to_its_room() -> None:
    cut = shorten("The Daily Loop of Port Veldra", 12, 100)

    assert cut == "The Daily Loop…"
    assert text_width(cut, 12) <= 100


def test_a_name_as_long_as_a_book_is_cut_as_quickly() -> None:
    # Cut letter by letter from its end this took minutes.
    assert shorten("The Daily Loop " * 20_000, 12, 100) == "The Daily Loop…"


def test_where_nothing_fits_only_the_mark_of_the_cut_is_left() -> None:
    assert shorten("Loop", 12, 1) == "…"
