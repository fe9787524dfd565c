"""Acts as clients send them, in JSON: `{"id", "kind", "subject_kind", "subject", "value", "made_at"}`. Pure."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from headwater.model.people import Act, ActValue, InvalidActError
from headwater.model.words import ActKind, SubjectKind
from headwater.store.people.registers import value_kind


@dataclass(frozen=True, slots=True)
class _Sent:
    id: str
    kind: ActKind
    subject_kind: SubjectKind
    subject: str
    made_at: datetime
    value: dict[str, object] | None = None


def act_from(sent: object, person: str) -> Act:
    """The act that a person's client sent, as JSON values. Raises InvalidActError, which names what is wrong."""
    try:
        read = msgspec.convert(sent, _Sent)
        kind = value_kind(read.kind)
        value: ActValue = None if kind is None else msgspec.convert(read.value, kind)
    except msgspec.ValidationError as error:
        raise InvalidActError(f"this is no act: {error}") from error
    if kind is None and read.value is not None:
        raise InvalidActError(f"{read.kind} carries no value")
    return Act(read.id, person, read.kind, read.subject_kind, read.subject, value, read.made_at)


def id_of(sent: object) -> str:
    """The id that something sent names itself by, whatever it is; empty where it has none."""
    found = sent.get("id") if isinstance(sent, dict) else None
    return found if isinstance(found, str) else ""
