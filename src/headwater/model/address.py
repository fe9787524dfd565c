"""When two addresses are one: the form under which addresses are compared, and never fetched."""

from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

# What campaigns, mailings and shares append: it says how a reader came, and nothing of what is served.
# From the lists that browsers strip by (Firefox's query stripping, Brave's, AdGuard's filter for tracking parameters).
_TRACKING = frozenset(
    (
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "_openstat",
        "vero_id",
        "wickedid",
        "oly_anon_id",
        "oly_enc_id",
        "rb_clickid",
        "s_cid",
        "ml_subscriber",
        "ml_subscriber_hash",
        "at_medium",
        "at_campaign",
        "cmpid",
        "ocid",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "ns_linkname",
        "ns_fee",
        "sr_share",
        "srsltid",
    )
)
_TRACKING_STARTS = ("utm_", "pk_", "mtm_", "itm_", "hsa_", "wt_mc", "xtor")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Left as they are in a path: RFC 3986's unreserved, sub-delims, ":" and "@".
_PATH_SAFE = "/-._~!$&'()*+,;=:@"


def address_key(url: str) -> str:
    """Equal for two addresses that serve the same: what an address is compared by.

    Left out are scheme, default port, fragment, a trailing slash and what tracks readers; the host is in lower case and
    ASCII, parameters are in order. What can't be taken apart is its own key.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url
    served_at = "" if port in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else f":{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=_PATH_SAFE, errors="surrogateescape")
    query = _query(parts)
    return f"//{_host(parts.hostname)}{served_at}{path.rstrip('/')}" + (f"?{query}" if query else "")


def _host(name: str) -> str:
    name = name.rstrip(".").lower()
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _query(parts: SplitResult) -> str:
    try:
        fields = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return parts.query
    told = [(name, value) for name, value in fields if not _tracks(name.lower())]
    # Two addresses with the same fields in another order serve the same.
    return urlencode(sorted(told))


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_STARTS)
