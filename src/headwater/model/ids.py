"""Ids made from the fewest raw values that never change, so that reading again gives the same id."""

import hashlib


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _short(*parts: bytes) -> str:
    # 80 bits: with 10^9 records the chance of any two meeting is below 10^-6.
    joined = b"\x00".join(len(p).to_bytes(8, "big") + p for p in parts)
    return hashlib.sha256(joined).hexdigest()[:20]


def page_id(url: str | None, content: bytes) -> str:
    """From the address (empty for a file) and the content."""
    return "p" + _short((url or "").encode(), digest_of(content).encode())


def article_id(page: str, position: int) -> str:
    """From the page and the article's place on it (0-based)."""
    return "a" + _short(page.encode(), str(position).encode())


def family_id(first_member: str) -> str:
    """From the member that started the family."""
    return "f" + _short(first_member.encode())


def story_id(first_family: str) -> str:
    """From the family that started the story."""
    return "s" + _short(first_family.encode())


def source_id(address_key: str) -> str:
    """From the key of the address that a source was added with."""
    return "src" + _short(address_key.encode("utf-8", "surrogateescape"))
