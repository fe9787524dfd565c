"""Which IP addresses are public unicast. Everything else is refused, prefix by prefix, with its reason.

The prefixes are those of the IANA special-purpose registries (RFC 6890 and its updates), with what they leave out:
multicast, the reserved rest, and the addresses at which clouds hand out their machines' secrets.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

_REFUSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(prefix), reason)
    for prefix, reason in (
        ("0.0.0.0/8", "an address of this machine"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's inner network"),
        ("127.0.0.0/8", "this machine itself"),
        ("168.63.129.16/32", "a cloud's own service"),
        ("169.254.0.0/16", "a link-local address, where clouds keep their machines' secrets"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "an address for protocols"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.31.196.0/24", "an address for name servers' leftovers"),
        ("192.52.193.0/24", "an address for multicast tunnels"),
        ("192.88.99.0/24", "a relay of 6to4"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "an address for name servers' leftovers"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    )
)

_PUBLIC_V6 = IPv6Network("2000::/3")

_REFUSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(prefix), reason)
    for prefix, reason in (
        ("2001::/32", "a Teredo tunnel, which leads to an IPv4 address"),
        ("2001:2::/48", "an address for benchmarks"),
        ("2001:10::/28", "an ORCHID, which is a name and no place"),
        ("2001:20::/28", "an ORCHID, which is a name and no place"),
        ("2001::/23", "an address for protocols"),
        ("2001:db8::/32", "an address for documentation"),
        ("2002::/16", "a 6to4 address, which leads to an IPv4 address"),
        ("2620:4f:8000::/48", "an address for name servers' leftovers"),
        ("3ffe::/16", "an address of a closed network"),
        ("3fff::/20", "an address for documentation"),
        ("::/128", "an address of this machine"),
        ("::1/128", "this machine itself"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("::/96", "an IPv4 address in disguise"),
        ("64:ff9b::/96", "a NAT64 address, which leads to an IPv4 address"),
        ("64:ff9b:1::/48", "a NAT64 address, which leads to an IPv4 address"),
        ("100::/64", "an address that discards"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private network"),
        ("ff00::/8", "a multicast address"),
    )
)

# The interface part of an ISATAP address (RFC 5214): an IPv4 address follows it.
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})

# What a name that an administrator let through may lead to, besides the public: their own networks, but none of the
# addresses that mean something else (link-local with the clouds' secrets, multicast, tunnels).
_OWN_NETWORKS: tuple[IPNetwork, ...] = tuple(
    ip_network(prefix)
    for prefix in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
    )
)

# Addresses within those networks at which clouds hand out their machines' secrets (Alibaba's, Amazon's, Google's).
_METADATA = frozenset(map(ip_address, ("100.100.100.200", "fd00:ec2::254", "fd20:ce::254")))


def refusal_of_ip(ip: IPAddress) -> str | None:
    """Why the address is not public unicast, in words that follow "is"; None if it is."""
    if isinstance(ip, IPv4Address):
        return next((reason for network, reason in _REFUSED_V4 if ip in network), None)
    if ip.scope_id is not None:
        return "a link-local address"
    for network, reason in _REFUSED_V6:
        if ip in network:
            return reason
    if ip not in _PUBLIC_V6:
        return "outside the public part of IPv6"
    if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "an ISATAP address, which leads to an IPv4 address"
    return None


def is_own_network(ip: IPAddress) -> bool:
    """Whether the address lies on this machine or in a private network, as honest local services do."""
    return any(ip.version == network.version and ip in network for network in _OWN_NETWORKS)


def may_be_a_service(ip: IPAddress) -> bool:
    """Whether a person may have an honest service there: in public, or in an own network beside the clouds' secrets."""
    return (is_own_network(ip) or refusal_of_ip(ip) is None) and ip not in _METADATA


def parsed_ip(text: str) -> IPAddress | None:
    """The address that a text spells in its usual form; None if it spells none."""
    try:
        return ip_address(text)
    except ValueError:
        return None
