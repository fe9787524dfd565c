"""Applies acts within one transaction: each is appended once, and writes its registers if none made later has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, insert, or_, select

from headwater.model.people import Act, ActResult, FollowedStory, InvalidActError, KeptArticle, clamped
from headwater.model.words import ActKind, ActOutcome, SubjectKind
from headwater.store.people.history import clear, cleared_at
from headwater.store.people.kept import keep
from headwater.store.people.registers import Aspect, Register, content_digest, registers_of
from headwater.store.people.schema import acts, state
from headwater.store.records import packed, time_text
from headwater.store.upserting import upsert

_KNOWN = select(acts.c.digest).where(acts.c.id == bindparam("id"))
_APPEND = insert(acts)
_ROW = upsert(state)
_KEY = [column.name for column in state.primary_key]
_NEW = _ROW.excluded
_IS_LATER = or_(_NEW.at > state.c.at, and_(_NEW.at == state.c.at, _NEW.act > state.c.act))
_SAID = ("is_on", "value", "article", "kept", "at", "act")
_PUT = _ROW.on_conflict_do_update(
    index_elements=_KEY, set_={name: _NEW[name] for name in _SAID}, where=_IS_LATER
)
# Every one counts, and the last one made says when.
_COUNT = _ROW.on_conflict_do_update(
    index_elements=_KEY,
    set_={
        "times": state.c.times + 1,
        "at": case((_IS_LATER, _NEW.at), else_=state.c.at),
        "act": case((_IS_LATER, _NEW.act), else_=state.c.act),
    },
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the library has of what some acts are about: copies of articles, and stories as they are now."""

    articles: Mapping[str, KeptArticle] = field(default_factory=dict)
    stories: Mapping[str, FollowedStory] = field(default_factory=dict)


def asked_for(made: tuple[Act, ...]) -> tuple[set[str], set[str]]:
    """The ids of the articles of which a copy is to be kept, and of the stories that are to be followed."""
    articles, stories = set[str](), set[str]()
    for act in made:
        try:
            registers = registers_of(act)
        except InvalidActError:
            continue  # `apply` answers for it
        articles.update(register.article for register in registers if register.article)
        if act.kind is ActKind.FOLLOW and act.subject_kind is SubjectKind.STORY:
            stories.add(act.subject)
    return articles, stories


class Applying:
    """Applies acts that came together, in the order in which they were sent."""

    def __init__(self, connection: Connection, found: Found, received_at: datetime) -> None:
        self._connection, self._found, self._received_at = connection, found, received_at

    def apply(self, act: Act) -> ActResult:
        """One act, all of it or nothing."""
        try:
            registers = registers_of(act)
        except InvalidActError as error:
            return ActResult(act.id, ActOutcome.REFUSED, str(error))
        digest = content_digest(act)
        known = self._connection.execute(_KNOWN, {"id": act.id}).scalar()
        if known == digest:
            return ActResult(act.id, ActOutcome.ALREADY)
        if known is not None:
            return ActResult(
                act.id, ActOutcome.REFUSED, "another act has this id: make a new id for each act"
            )
        made_at = time_text(clamped(act.made_at, self._received_at))
        if act.kind is ActKind.OPENED and made_at <= cleared_at(self._connection, act.person):
            # Told too late: that it was opened is to be forgotten, so nothing of it is written.
            return ActResult(act.id, ActOutcome.APPLIED)
        self._append(act, made_at, digest)
        for register in registers:
            self._put(act, register, made_at)
        if act.kind is ActKind.CLEAR_HISTORY:
            clear(self._connection, act.person, cleared_at(self._connection, act.person))
        return ActResult(act.id, ActOutcome.APPLIED)

    def _append(self, act: Act, made_at: str, digest: str) -> None:
        row = {
            "id": act.id,
            "person": act.person,
            "kind": act.kind.value,
            "subject_kind": act.subject_kind.value,
            "subject": act.subject,
            "value": packed(act.value),
            "made_at": made_at,
            "received_at": time_text(self._received_at),
            "digest": digest,
        }
        self._connection.execute(_APPEND, row)

    def _put(self, act: Act, register: Register, made_at: str) -> None:
        article = self._found.articles.get(register.article) if register.article else None
        story = self._found.stories.get(act.subject) if act.kind is ActKind.FOLLOW else None
        row = {
            "subject_kind": act.subject_kind.value,
            "subject": act.subject,
            "person": act.person,
            "aspect": register.aspect.value,
            "is_on": register.is_on,
            "value": packed(story) if story else register.value,
            "article": register.article if register.aspect is Aspect.HIGHLIGHTED else None,
            "kept": keep(self._connection, article, self._received_at) if article else None,
            "at": made_at,
            "act": act.id,
            "times": 1,
        }
        self._connection.execute(_COUNT if register.aspect is Aspect.OPENED else _PUT, row)
