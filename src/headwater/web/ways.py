"""The main ways through the reader, as its navigation offers them on every page."""

from dataclasses import dataclass

from headwater.web.wording.translation import _


@dataclass(frozen=True, slots=True)
class Way:
    """A place to go. `is_here` is whether the page shown lies there."""

    path: str
    words: str
    is_here: bool


def ways(path: str) -> tuple[Way, ...]:
    """The ways, seen from the page at this path."""
    places = (
        ("/", _("Stories")),
        ("/following", _("Following")),
        ("/saved", _("Saved")),
        ("/days", _("Archive")),
        ("/corrections", _("Corrections")),
        ("/network", _("Network")),
        ("/trace", _("Trace")),
        ("/sources", _("Sources")),
    )
    return tuple(Way(place, words, _lies_at(path, place)) for place, words in places)


def _lies_at(path: str, place: str) -> bool:
    return path in {place, f"{place}.json"} or (place != "/" and path.startswith(f"{place}/"))
