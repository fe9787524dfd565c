"""Addresses made fit for logs and messages: their passwords, tokens and keys masked. Pure."""

import re

MASK = "***"

# Names of query parameters that carry a secret, wherever they stand in a name: api_key, X-Amz-Signature, auth_token.
_SECRET_NAME = re.compile(
    r"pass(?:w|word|wd|phrase)?|pwd|secret|token|api-?_?key|(?:^|[_-])key|auth|sig(?:n|nature)?|credential|session"
    r"|sid$|jwt|code$|private|hash$|hmac|otp|^[ktps]$",
    re.IGNORECASE,
)
_USERINFO = re.compile(r"(?<=://)[^/?#\s]*@")
_PAIR = re.compile(r"([^&;=?#]+)=([^&;#]*)")
# A segment of a path that is a token: long, and of the letters and digits that random strings are written in.
_RANDOM = re.compile(r"(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[A-Za-z0-9_\-]{20,}={0,2}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{16,}")
_BOT_TOKEN = re.compile(r"(?:bot)?[0-9]{6,}:[A-Za-z0-9_\-]{20,}")


def masked(url: str) -> str:
    """The address with whatever may be a secret replaced by ***: name and password, and tokens in query and path."""
    text = _USERINFO.sub(f"{MASK}@", url)
    text, hash_sign, fragment = text.partition("#")
    start, question, query = text.partition("?")
    scheme, slashes, rest = start.partition("://")
    host, slash, path = rest.partition("/")
    path = "/".join(_masked_segment(segment) for segment in path.split("/"))
    query = _PAIR.sub(_masked_pair, query) if "=" in query else _masked_segment(query)
    if fragment:
        fragment = _PAIR.sub(_masked_pair, fragment)
    return scheme + slashes + host + slash + path + question + query + hash_sign + fragment


def _masked_pair(pair: re.Match[str]) -> str:
    name, value = pair[1], pair[2]
    return f"{name}={MASK if _SECRET_NAME.search(name) else _masked_segment(value)}"


def _masked_segment(segment: str) -> str:
    if _BOT_TOKEN.fullmatch(segment) or _HEXADECIMAL.fullmatch(segment):
        return MASK
    # Words joined by hyphens or underscores are a headline's address, however many digits are between them.
    return MASK if _RANDOM.fullmatch(segment) and not _reads_as_words(segment) else segment


def _reads_as_words(segment: str) -> bool:
    parts = [part for part in re.split(r"[-_]", segment) if part]
    return len(parts) >= 3 and all(part.isdigit() or part.isalpha() for part in parts)
