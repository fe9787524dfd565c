"""What may be connected to: public unicast addresses at the web's ports, and what was let through. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from headwater.intake.net.addresses import DEFAULT_PORTS, parsed_host
from headwater.intake.net.networks import (
    IPAddress,
    IPNetwork,
    is_own_network,
    may_be_a_service,
    parsed_ip,
    refusal_of_ip,
)
from headwater.model.errors import FetchError, InvalidRecordError

# Names that are served inside a network or a machine only (RFC 6761, 6762, 8375, ICANN's .internal) and the habits
# of routers; and the names of the clouds' metadata services that lie outside of those.
_INWARD_ENDINGS = frozenset(
    {
        "localhost",
        "local",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "localdomain",
        "localnet",
    }
)
_INWARD_NAMES = frozenset({"home.arpa", "metadata.goog", "metadata.tencentyun.com"})
# What clouds call the machine that hands out secrets, in whatever domain.
_METADATA_LABELS = frozenset({"metadata", "instance-data"})

_BRACKETED = re.compile(r"\[([^\[\]]+)\](?:/([0-9]+))?(?::([0-9]+))?")
_DIGITS = re.compile(r"[0-9]{1,5}")
# What lists of other programs have between their entries.
_SEPARATORS = re.compile(r"[,;|\s]")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of the allow-list: a network or a name, at one port or all."""

    port: int | None
    network: IPNetwork | None = None
    name: str | None = None

    def takes_port(self, port: int) -> bool:
        """Whether the entry lets this port through."""
        return self.port is None or self.port == port


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges hosts before they are resolved and addresses before, and after, they are connected to.

    An allowed network lets its addresses through, whatever name led there. An allowed name lets through what the name
    resolves to if that is public or private; never link-local addresses and the like, which need their network.
    """

    allowed: tuple[Allowed, ...] = ()

    def refusal_of_host(self, host: str, ip: IPAddress | None, port: int) -> str | None:
        """Why a host is refused before it is resolved, in words after "is"; None if its addresses may be looked up."""
        if ip is not None:
            return self.refusal_of_answer(host, ip, port)
        reason = _inward(host, port)
        if reason is None or self._lets_name(host, port):
            return None
        some_network = any(entry.network is not None and entry.takes_port(port) for entry in self.allowed)
        return None if some_network else reason

    def refusal_of_answer(self, host: str, ip: IPAddress, port: int) -> str | None:
        """Why this address of the host may not be connected to, in words after "is"; None if it may."""
        if self._lets_address(ip, port):
            return None
        reason = refusal_of_ip(ip)
        if self._lets_name(host, port):
            return None if reason is None or is_own_network(ip) else reason
        return reason or _inward(host, port)

    def _lets_name(self, host: str, port: int) -> bool:
        return any(entry.name == host and entry.takes_port(port) for entry in self.allowed)

    def _lets_address(self, ip: IPAddress, port: int) -> bool:
        return any(
            entry.network is not None
            and entry.network.version == ip.version
            and ip in entry.network
            and entry.takes_port(port)
            for entry in self.allowed
        )


def is_for_allowing(host: str, ip: IPAddress | None) -> bool:
    """Whether to tell whoever is refused this of the allow-list: bad advice where clouds keep their secrets."""
    if host.partition(".")[0] in _METADATA_LABELS:
        return False
    return ip is None or may_be_a_service(ip)


def guard_for(entries: Sequence[str]) -> Guard:
    """The guard that lets these entries through; raises InvalidRecordError naming the one that can't be read.

    An entry is a network ("10.0.0.0/8", "[fd00::]/8"), an address or a name, with or without ":port".
    """
    return Guard(tuple(_entry(text.strip()) for text in entries))


def _entry(text: str) -> Allowed:
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is not None:
        host, prefix, digits = bracketed.groups()
    else:
        # More than one colon without brackets is IPv6 without a port.
        host, _, digits = (text, "", "") if text.count(":") > 1 else text.partition(":")
        host, _, prefix = host.partition("/")
    if text.endswith((":", "/")):
        raise _unreadable(text)
    if digits and not (_DIGITS.fullmatch(digits) and 0 < int(digits) < 65_536):
        raise _unreadable(text)
    port = int(digits) if digits else None
    try:
        if parsed_ip(host) is not None:
            return Allowed(port, network=ip_network(f"{host}/{prefix}" if prefix else host, strict=False))
        name, _ = parsed_host(host)
    except (FetchError, ValueError) as error:
        raise _unreadable(text) from error
    if prefix:
        raise _unreadable(text)
    return Allowed(port, name=name)


def _unreadable(text: str) -> InvalidRecordError:
    advice = ""
    if _SEPARATORS.search(text):
        advice = ": put spaces between the entries of HEADWATER_ALLOW, or give --allow once for each"
    return InvalidRecordError(
        f'allow-list (--allow, HEADWATER_ALLOW): "{text}" is no network, address or name '
        f"(as in 10.0.0.0/8, 192.168.1.5:8080, bridge.lan:3000){advice}"
    )


def _inward(host: str, port: int) -> str | None:
    """Why a host is none for the public, by its name and port alone."""
    if parsed_ip(host) is None:
        if "." not in host:
            return "a name without a domain, which only the own network knows"
        ending = host.rpartition(".")[2]
        if ending in _INWARD_ENDINGS or any(
            host == name or host.endswith("." + name) for name in _INWARD_NAMES
        ):
            return "a name of the own network"
    if port not in DEFAULT_PORTS.values():
        return f"at port {port}, where no public web server listens"
    return None
