"""Addresses made fit for logs and messages: their passwords, tokens and keys masked. Pure."""

import re

MASK = "***"

_USERINFO = re.compile(r"(?<=://)[^/?#\s]*@")
_PAIR = re.compile(r"([^&;=?#]+)=([^&;#]*)")

# Names of parameters that carry a secret: by what they contain, and by one of the words that they are made of.
_SECRET_PART = re.compile(
    r"token|secret|passw|signature|credential|apikey|session|authorization", re.IGNORECASE
)
_SECRET_WORDS = frozenset(
    {"key", "auth", "sig", "sid", "pass", "pwd", "pin", "jwt", "code", "hash", "hmac", "otp"}
)
# Names that look like tokens and are public: masked, one of a hundred video channels looks like the other.
_PUBLIC_NAMES = frozenset({"channel_id"})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# Parts of a path that are a token: long, and of the letters and digits that random strings are written in.
_RANDOM = re.compile(r"(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[A-Za-z0-9_\-]{20,}={0,2}")
_HEXADECIMAL = re.compile(r"(?=.*[a-fA-F])[0-9a-fA-F]{16,}")
_BOT_TOKEN = re.compile(r"(?:bot)?[0-9]{6,}:[A-Za-z0-9_\-]{20,}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ENDING = re.compile(r"(.+?)(\.[A-Za-z0-9]{1,5})?", re.DOTALL)


def masked(url: str) -> str:
    """The address with whatever may be a secret replaced by ***: name and password, and tokens in query and path."""
    text, hash_sign, fragment = _USERINFO.sub(f"{MASK}@", url).partition("#")
    start, question, query = text.partition("?")
    scheme, slashes, rest = start.partition("://")
    host, slash, path = rest.partition("/")
    path = "/".join(_masked_segment(segment) for segment in path.split("/"))
    return (
        scheme
        + slashes
        + host
        + slash
        + path
        + question
        + _masked_query(query)
        + hash_sign
        + _masked_query(fragment)
    )


def _masked_query(query: str) -> str:
    return _PAIR.sub(_masked_pair, query) if "=" in query else _masked_segment(query)


def _masked_pair(pair: re.Match[str]) -> str:
    if _names_secret(pair[1]):
        return f"{pair[1]}={MASK}"
    return pair[0] if pair[1].lower() in _PUBLIC_NAMES else f"{pair[1]}={_masked_segment(pair[2])}"


def _names_secret(name: str) -> bool:
    return bool(_SECRET_PART.search(name)) or any(
        word.lower() in _SECRET_WORDS for word in _WORD.findall(name)
    )


def _masked_segment(segment: str) -> str:
    split = _ENDING.fullmatch(segment)
    return segment if split is None or not _is_token(split[1]) else MASK + (split[2] or "")


def _is_token(text: str) -> bool:
    if any(shape.fullmatch(text) for shape in (_BOT_TOKEN, _HEXADECIMAL, _UUID)):
        return True
    return _RANDOM.fullmatch(text) is not None and not _reads_as_words(text)


def _reads_as_words(text: str) -> bool:
    """Words and numbers joined by hyphens are a headline's address, however many digits stand between them."""
    parts = [part for part in re.split(r"[-_]", text) if part]
    return len(parts) >= 3 and all(part.isdigit() or part.isalpha() for part in parts)
