"""What the doctor says."""

from dataclasses import dataclass
from enum import StrEnum

BACKUP = "restore a backup with headwater restore"


class Weight(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    NOTE = "note"  # worth knowing; nothing is wrong
    TROUBLE = "trouble"  # something does not work, or will not for long


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the case, where, and what to do about it, which is empty where nothing has to be done."""

    weight: Weight
    where: str
    what: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in force, its secrets masked, and where it came from: an option, a variable, a default."""

    name: str
    value: str
    origin: str


def fine(where: str, what: str) -> Finding:
    return Finding(Weight.FINE, where, what)


def note(where: str, what: str, todo: str = "") -> Finding:
    return Finding(Weight.NOTE, where, what, todo)


def trouble(where: str, what: str, todo: str) -> Finding:
    return Finding(Weight.TROUBLE, where, what, todo)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 source", "1,200 sources"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
