"""What one article says of another it is compared with: its house's name, its author, its address."""

import re
from functools import lru_cache

from headwater.copies.crediting.credits import TextCredit
from headwater.copies.crediting.houses import House
from headwater.copies.crediting.voices import SAYS, Voice
from headwater.model import Article, Evidence, Publishers, Span
from headwater.model.publisher import host_of

# A shorter label of a host ("cnn", "dw") is printed in other ways, a shorter name is anybody's word.
_SHORTEST_LABEL, _SHORTEST_NAME = 6, 3
# A line that starts with a name and has no more words than this is a label: "Hale Courier" over a passage.
_LABEL_WORDS = 4


def mentions_of(article: Article, other: Article, house: House, publishers: Publishers) -> list[TextCredit]:
    """What `article` says of one other article, which `house` served.

    A link to its very address, its author's full name, its house's name in any wording.
    """
    found = []
    if other.url and (link := next((ln for ln in article.links if _is_same(ln.url, other.url)), None)):
        says = f"it links to the very article of {house.name}"
        found.append(TextCredit(house, Voice.LINK, Evidence("credit: link", says, link.url)))
    own = {name.casefold() for name in article.authors}
    for author in other.authors:
        if " " in author and author.casefold() not in own and (at := article.text.find(author)) >= 0:
            found.append(_mention(house, Voice.AUTHOR, author, at))
            break
    if match := _named(article.text, house, publishers):
        found.append(_mention(house, Voice.NAMED, match[0], match.start()))
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are one, whatever their scheme, `www.`, query and closing slash."""
    return host_of(one) == host_of(other) and _path(one) == _path(other) != ""


def _path(address: str) -> str:
    beyond = re.sub(r"^[a-z]+://", "", address, flags=re.IGNORECASE).partition("/")[2]
    return re.split(r"[?#]", beyond)[0].rstrip("/")


def _named(text: str, house: House, publishers: Publishers) -> re.Match[str] | None:
    """Where a text has the name of a house."""
    known = publishers.get(house.publisher_id) if house.publisher_id else None
    for name in (known.name, *known.aliases) if known else (house.name,):
        short = name.removeprefix("The ")
        if len(short) >= _SHORTEST_NAME and (match := re.search(rf"\b{re.escape(short)}\b", text)):
            return match
    if known is None and host_of(house.name) and len(house.key) >= _SHORTEST_LABEL:
        return next((m for m in _spelled(house.key).finditer(text) if _is_name(m)), None)
    return None


@lru_cache(maxsize=1024)
def _spelled(label: str) -> re.Pattern[str]:
    """A host's label as it is written in text: `halecourier` as "Hale Courier", "HaleCourier", "Hale-Courier"."""
    return re.compile(rf"\b{'[ ’.-]?'.join(map(re.escape, label))}\b", re.IGNORECASE)


def _is_name(match: re.Match[str]) -> bool:
    """Whether what spells a host's label is a name: of capitalised words, or a label on a line of its own."""
    words = re.split(r"[ .’-]", match[0])
    if len(words) > 1 or any(letter.isupper() for letter in match[0][1:]):
        return all(word[:1].isupper() for word in words)
    text, start = match.string, match.string.rfind("\n", 0, match.start()) + 1
    line = text[start:].partition("\n")[0]
    return match[0][:1].isupper() and start == match.start() and len(line.split()) <= _LABEL_WORDS


def _mention(house: House, voice: Voice, quote: str, at: int) -> TextCredit:
    span = Span(at, at + len(quote))
    return TextCredit(
        house, voice, Evidence(f"credit: {voice}", SAYS[voice].format(house.name), quote, span=span)
    )
