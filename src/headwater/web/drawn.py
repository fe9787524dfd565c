"""Pages as they were drawn last: who asks for the same in the same minute is given the same."""

from collections.abc import Callable, Hashable
from threading import Lock

# Each is some fifty kilobytes; more than are looked at within a minute between two changes.
_MOST = 64


class DrawnPages:
    """Remembers pages by what they are of. Threads may share it.

    To draw a page of stories takes several times as long as to look up what it shows.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: dict[Hashable, tuple[object, bytes]] = {}

    def page(self, asked: Hashable, shown: object, draw: Callable[[], bytes]) -> bytes:
        """The page of what was `asked` if what it shows is the same as when it was drawn, else drawn anew."""
        with self._lock:
            known = self._pages.get(asked)
        # Records that the library remembers are the same objects, which takes no time to see.
        if known is not None and known[0] == shown:
            return known[1]
        page = draw()
        with self._lock:
            if len(self._pages) >= _MOST:
                self._pages.clear()
            self._pages[asked] = (shown, page)
        return page
