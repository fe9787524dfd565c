"""A page that shows the same is drawn once."""

from headwater.web.drawn import DrawnPages


class Drawing:
    """Draws a page with the next number each time."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self) -> bytes:
        self.drawn += 1
        return str(self.drawn).encode()


def test_a_page_is_drawn_once_while_it_shows_the_same() -> None:
    pages, draw = DrawnPages(), Drawing()
    assert [pages.page(("/", "en"), ("cards", 30), draw) for _ in range(3)] == [b"1"] * 3


def test_what_shows_or_is_asked_otherwise_is_drawn_anew() -> None:
    pages, draw = DrawnPages(), Drawing()
    pages.page(("/", "en"), ("cards", 30), draw)
    assert pages.page(("/", "de"), ("cards", 30), draw) == b"2"
    assert pages.page(("/", "en"), ("cards", 31), draw) == b"3"
    assert pages.page(("/", "en"), ("cards", 31), draw) == b"3"


def test_however_many_pages_are_asked_for_few_are_kept() -> None:
    pages, draw = DrawnPages(), Drawing()
    for number in range(200):
        pages.page(number, None, draw)
    assert pages.page(199, None, draw) == b"200"
    assert pages.page(0, None, draw) == b"201"
