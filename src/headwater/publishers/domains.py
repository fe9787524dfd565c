"""The name that a host goes by: what its owner registered, or was given by a service that many share."""

from functools import cache, lru_cache
from importlib.resources import files

from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=16384)
def outlet_label(host: str) -> str:
    """The name in a host that its owner chose: `foxnews` of edition.foxnews.com, `bbc` of news.bbc.co.uk.

    Below a domain that many share, each for themselves (a blog service), it is the whole host of one of them:
    `tidelog.wordpress.com`. Such are those that the Public Suffix List (publicsuffix.org) names as private, and those
    of `shared-hosts.txt`.
    """
    labels = host.split(".")
    if len(labels) == 1 or labels[-1].isdigit():
        return host
    for start in range(1, len(labels) - 1):
        if ".".join(labels[start:]) in _shared_hosts():
            return ".".join(labels[start - 1 :])
    if len(labels) == 2:
        return labels[0]
    domain = _suffixes(is_private=True).privatesuffix(host) or host
    if domain.count(".") > 1 and _suffixes(is_private=False).privatesuffix(host) != domain:
        return domain
    return domain.partition(".")[0]


@cache
def _shared_hosts() -> frozenset[str]:
    listed = files("headwater.publishers").joinpath("shared-hosts.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.split("\n") if line and not line.startswith("#"))


@cache
def _suffixes(*, is_private: bool) -> PublicSuffixList:
    """The list with its private part or without. Read once, when it is needed: that takes a tenth of a second."""
    return PublicSuffixList(only_icann=not is_private)
