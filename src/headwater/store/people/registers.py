"""What an act writes, decided from the act alone. Pure.

State is made of registers: one for each thing, person and aspect, which holds what the act made last says. So acts may
come in any order, and twice, and lead to the same state (a last-writer-wins register: Shapiro et al. 2011, "A
comprehensive study of convergent and commutative replicated data types", 3.2).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import orjson

from headwater.model.people import (
    Act,
    ActValue,
    Choice,
    Highlighting,
    InvalidActError,
    NewName,
    Note,
    SearchWords,
)
from headwater.model.preferences import setting_problem
from headwater.model.words import ActKind, SubjectKind
from headwater.store.records import Json, packed


class Aspect(StrEnum):
    """What of a thing a register holds."""

    SAVED = "saved"
    LATER = "later"
    READ = "read"
    OPENED = "opened"
    CLEARED = "cleared"  # the history: what was opened until then is no more
    FOLLOWED = "followed"
    MUTED = "muted"
    HIGHLIGHTED = "highlighted"
    NOTED = "noted"  # the note on a highlight
    SEARCH = "search"
    NAMED = "named"  # the name of a saved search
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Register:
    """What an act writes into one register. `article` is the one whose copy is kept with it, where one is."""

    aspect: Aspect
    is_on: bool
    value: Json = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a kind of act switches, on which subjects, and which value it carries."""

    aspect: Aspect
    is_on: bool
    subjects: frozenset[SubjectKind]
    value: type | None = None


HISTORY = "history"
"""The subject of an act about the history: a person has one."""

_ARTICLE = frozenset({SubjectKind.ARTICLE})
_HIGHLIGHT = frozenset({SubjectKind.HIGHLIGHT})
_SEARCH = frozenset({SubjectKind.SEARCH})
_SETTING = frozenset({SubjectKind.SETTING})
_HISTORY = frozenset({SubjectKind.HISTORY})
_MUTED = frozenset(
    {
        SubjectKind.HASHTAG,
        SubjectKind.CATEGORY,
        SubjectKind.PUBLISHER,
        SubjectKind.SITE,
        SubjectKind.AUTHOR,
        SubjectKind.LANGUAGE,
    }
)
_FOLLOWED = _MUTED | {SubjectKind.STORY, SubjectKind.SEARCH}

_RULES: Mapping[ActKind, _Rule] = {
    ActKind.SAVE: _Rule(Aspect.SAVED, True, _ARTICLE),
    ActKind.UNSAVE: _Rule(Aspect.SAVED, False, _ARTICLE),
    ActKind.LATER: _Rule(Aspect.LATER, True, _ARTICLE),
    ActKind.DONE: _Rule(Aspect.LATER, False, _ARTICLE),
    ActKind.READ: _Rule(Aspect.READ, True, _ARTICLE),
    ActKind.UNREAD: _Rule(Aspect.READ, False, _ARTICLE),
    ActKind.OPENED: _Rule(Aspect.OPENED, True, _ARTICLE),
    ActKind.CLEAR_HISTORY: _Rule(Aspect.CLEARED, True, _HISTORY),
    ActKind.FOLLOW: _Rule(Aspect.FOLLOWED, True, _FOLLOWED),
    ActKind.UNFOLLOW: _Rule(Aspect.FOLLOWED, False, _FOLLOWED),
    ActKind.MUTE: _Rule(Aspect.MUTED, True, _MUTED),
    ActKind.UNMUTE: _Rule(Aspect.MUTED, False, _MUTED),
    ActKind.HIGHLIGHT: _Rule(Aspect.HIGHLIGHTED, True, _HIGHLIGHT, Highlighting),
    ActKind.NOTE: _Rule(Aspect.NOTED, True, _HIGHLIGHT, Note),
    ActKind.REMOVE_HIGHLIGHT: _Rule(Aspect.HIGHLIGHTED, False, _HIGHLIGHT),
    ActKind.SAVE_SEARCH: _Rule(Aspect.SEARCH, True, _SEARCH, SearchWords),
    ActKind.RENAME_SEARCH: _Rule(Aspect.NAMED, True, _SEARCH, NewName),
    ActKind.REMOVE_SEARCH: _Rule(Aspect.SEARCH, False, _SEARCH),
    ActKind.SET: _Rule(Aspect.SETTING, True, _SETTING, Choice),
}

# What is in these lists is shown even when the library has it no more.
_KEEPING = (Aspect.SAVED, Aspect.LATER)


def value_kind(kind: ActKind) -> type | None:
    """The record that acts of this kind carry; None where they carry none."""
    return _RULES[kind].value


def registers_of(act: Act) -> tuple[Register, ...]:
    """What an act writes, of its own subject. Raises InvalidActError for one that says nothing that has a meaning."""
    rule = _RULES[act.kind]
    if act.subject_kind not in rule.subjects:
        raise InvalidActError(f"{act.kind} is of no {act.subject_kind}")
    if act.subject_kind is SubjectKind.HISTORY and act.subject != HISTORY:
        raise InvalidActError(f"{act.kind} is of “{HISTORY}”, the only one that a person has")
    if rule.value is None if act.value is not None else rule.value is not None:
        raise InvalidActError(f"{act.kind} carries {rule.value.__name__ if rule.value else 'no value'}")
    if rule.value is not None and not isinstance(act.value, rule.value):
        raise InvalidActError(f"{act.kind} carries {rule.value.__name__}")
    match act.value:
        case None:
            is_keeping = rule.is_on and rule.aspect in _KEEPING
            return (Register(rule.aspect, rule.is_on, article=act.subject if is_keeping else None),)
        case value:
            return _with_value(rule, act.subject, value)


def _with_value(rule: _Rule, subject: str, value: ActValue) -> tuple[Register, ...]:
    match value:
        case Highlighting(note=note):
            made = Register(rule.aspect, True, _without(value, "note"), value.article)
            return (made, Register(Aspect.NOTED, True, note))
        case Note(text=text):
            return (Register(rule.aspect, True, text),)
        case SearchWords(name=name, query=query):
            return (Register(rule.aspect, True, query), Register(Aspect.NAMED, True, name))
        case NewName(name=name):
            return (Register(rule.aspect, True, name),)
        case Choice(value=chosen):
            if problem := setting_problem(subject, chosen):
                raise InvalidActError(problem)
            return (Register(rule.aspect, True, chosen),)
        case None:
            return ()


def _without(value: Highlighting, name: str) -> Json:
    record = packed(value)
    return {key: item for key, item in record.items() if key != name} if isinstance(record, dict) else record


def content_digest(act: Act) -> str:
    """SHA-256 of all that an act says: the same act sent again has the same."""
    said = [act.person, act.kind, act.subject_kind, act.subject, packed(act.value), act.made_at.isoformat()]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
