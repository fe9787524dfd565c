"""One entry of a publishers file, made into a Publisher with every field checked.

The format is described in docs/publishers.md. An entry is checked strictly: a misspelt key or a code that
does not exist is an error, because a directory that drops what it can't use names the wrong publisher later.
"""

import re
from collections.abc import Mapping
from typing import NoReturn

from headwater.model.errors import PublishersFileError
from headwater.model.publisher import Ownership, Publisher, PublisherKind, host_of, name_key
from headwater.publishers.countries import COUNTRY_CODES

_FIELDS = frozenset({"id", "name", "kind", "aliases", "domains", "country", "ownership"})
_OWNERSHIP_FIELDS = frozenset({"name", "role", "reference"})
_ROLES = frozenset({"owner", "funder"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_entry(table: object, where: str) -> Publisher:
    """The publisher that one `[[publisher]]` table describes.

    `where` names the file and the place of the entry in it ("mine.toml: entry 3"), for the message of the
    PublishersFileError that the first unusable field raises.
    """
    if not isinstance(table, Mapping):
        reject(where, "publisher", f"is {table!r}, not a table", "write [[publisher]] above each entry")
    entry_id = _slug(table, where)
    where = f"{where} ({entry_id})"
    _refuse_unknown_keys(table, _FIELDS, where)
    name = _required(table, "name", where)
    return Publisher(
        id=entry_id,
        name=_comparable(name, "name", where),
        kind=_kind(table, where),
        aliases=tuple(_comparable(alias, "aliases", where) for alias in _strings(table, "aliases", where)),
        domains=tuple(_domain(domain, where) for domain in _strings(table, "domains", where)),
        country=_country(table, where),
        ownership=_ownership(table, where),
    )


def reject(where: str, field: str, problem: str, advice: str) -> NoReturn:
    """Raise the error for one field of one entry: what is wrong with it, and what to do."""
    raise PublishersFileError(f"{where}, {field}: {problem}; {advice}")


def _refuse_unknown_keys(table: Mapping[str, object], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            reject(where, key, "is not a key of this format", f"use only {_listed(known)}")


def _slug(table: Mapping[str, object], where: str) -> str:
    slug = _required(table, "id", where)
    if not _SLUG.fullmatch(slug):
        reject(where, "id", f"{slug!r} is not a slug", "use lower-case letters, digits and single hyphens")
    return slug


def _required(table: Mapping[str, object], field: str, where: str) -> str:
    if field not in table:
        reject(where, field, "is missing", f'add {field} = "..." to the entry')
    return _text(table[field], field, where)


def _text(value: object, field: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        reject(where, field, f"is {value!r}, not a text", "write it between quotation marks")
    return value.strip()


def _strings(table: Mapping[str, object], field: str, where: str) -> list[str]:
    values = table.get(field, [])
    if not isinstance(values, list):
        reject(where, field, f"is {values!r}, not a list", 'write it as ["one", "two"]')
    return [_text(value, field, where) for value in values]


def _comparable(name: str, field: str, where: str) -> str:
    """The name itself, if anything of it is left in the form under which names are compared."""
    if not name_key(name):
        reject(where, field, f"{name!r} has no letter or digit", "write the name as articles print it")
    return name


def _domain(domain: str, where: str) -> str:
    # A whole address would be read as its host alone, and claim far more than its writer meant.
    if host_of(domain) != domain:
        host = host_of(domain) or "example.org"
        reject(where, "domains", f"{domain!r} is not a bare host name", f'write it as "{host}"')
    return domain


def _kind(table: Mapping[str, object], where: str) -> PublisherKind:
    if "kind" not in table:
        return PublisherKind.OTHER
    word = _text(table["kind"], "kind", where)
    try:
        return PublisherKind(word)
    except ValueError as error:
        advice = f"use one of {_listed(PublisherKind)}"
        raise PublishersFileError(f"{where}, kind: {word!r} is not a kind of publisher; {advice}") from error


def _country(table: Mapping[str, object], where: str) -> str:
    if table.get("country", "") == "":
        return ""
    code = _text(table["country"], "country", where)
    if code not in COUNTRY_CODES:
        advice = 'use two capital letters such as "GB", or leave country out'
        reject(where, "country", f"{code!r} is not a code of ISO 3166-1 alpha-2", advice)
    return code


def _ownership(table: Mapping[str, object], where: str) -> tuple[Ownership, ...]:
    records = table.get("ownership", [])
    if not isinstance(records, list):
        reject(where, "ownership", f"is {records!r}, not a list", "write [[publisher.ownership]] above it")
    return tuple(_owner(record, where) for record in records)


def _owner(record: object, where: str) -> Ownership:
    if not isinstance(record, Mapping):
        reject(where, "ownership", f"holds {record!r}, not a table", "give it a name, a role and a reference")
    where = f"{where}, ownership"
    _refuse_unknown_keys(record, _OWNERSHIP_FIELDS, where)
    role = _required(record, "role", where)
    if role not in _ROLES:
        reject(where, "role", f"{role!r} is not a role", f"use one of {_listed(_ROLES)}")
    return Ownership(_required(record, "name", where), role, _required(record, "reference", where))


def _listed(words: frozenset[str] | type[PublisherKind]) -> str:
    return ", ".join(f'"{word}"' for word in sorted(words))
