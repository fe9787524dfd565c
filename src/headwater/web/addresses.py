"""Where things are shown: the path of each kind of thing, and which paths may be redirected to."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request

from headwater.model.shelf import ShelfKind, shelf_key

# What a path may hold besides letters, digits and "_.-~" (RFC 3986, 3.3).
_PATH_SAFE = "/!$&'()*+,;=:@"


def asked_path(request: Request) -> str:
    """The path that was asked for, as an address says it: Starlette tells it decoded, with any character in it."""
    return quote(request.url.path, safe=_PATH_SAFE)


def story_path(story: str) -> str:
    return f"/stories/{quote(story, safe='')}"


def article_path(article: str) -> str:
    return f"/articles/{quote(article, safe='')}"


def archive_path(kind: str, key: str) -> str:
    """The archive of a hashtag, category, publisher, site, author or language, by its key."""
    return f"/{_ARCHIVES[kind]}/{quote(key, safe='')}"


def articles_path(kind: str, key: str) -> str:
    """The list of an archive's articles; that of a publisher lies below the page about it."""
    here = archive_path(kind, key)
    return f"{here}/articles" if kind == "publisher" else here


def named_path(kind: str, name: str) -> str:
    """The archive of what is printed as `name`, whatever its case and form."""
    return archive_path(kind, shelf_key(ShelfKind(kind), name))


def dated_path(day: str) -> str:
    """The archive of a day ("2026-03-01") or of a month ("2026-03")."""
    return f"/months/{day}" if len(day) == len("2026-03") else f"/days/{day}"


_ARCHIVES = {
    "hashtag": "tags",
    "category": "categories",
    "publisher": "publishers",
    "site": "sites",
    "author": "authors",
    "language": "languages",
}


def local_path(given: str | None, otherwise: str = "/") -> str:
    """The path that was asked to be led back to, if it is one of this server; else `otherwise`.

    Only what a browser takes for a path of the same server: `//host`, `/\\host`, and anything with a scheme, a
    control character or a backslash are somebody else's (Miniflux CVE-2025-67713).
    """
    if not given or not given.startswith("/") or given.startswith("//"):
        return otherwise
    if "\\" in given or any(ord(letter) < 0x21 or ord(letter) == 0x7F for letter in given):
        return otherwise
    parts = urlsplit(given)
    return otherwise if parts.scheme or parts.netloc else given
