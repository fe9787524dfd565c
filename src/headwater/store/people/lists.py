"""What a person's acts led to, asked: marks on articles, lists page by page, follows, searches, settings."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, literal, select, tuple_, union_all

from headwater.model.people import (
    FollowedStory,
    Highlight,
    Highlighting,
    MarkedArticle,
    Marks,
    PeopleCounts,
    SavedSearch,
)
from headwater.model.preferences import Preferences, preferences_from
from headwater.model.words import SubjectKind
from headwater.store.among import is_among
from headwater.store.people.registers import Aspect
from headwater.store.people.schema import state
from headwater.store.records import time_from, time_text, to_json, unpacked

# Values that a statement names at a time.
_BATCH = 500

# What the count of an article's highlights is called beside the aspects.
_HIGHLIGHTS = "highlights"
_COUNTED = (
    Aspect.SAVED,
    Aspect.LATER,
    Aspect.HIGHLIGHTED,
    Aspect.FOLLOWED,
    Aspect.SEARCH,
    Aspect.OPENED,
)

# Built once: to build a statement takes longer than to run it. The first is not narrowed to some aspects: SQLite would
# go through all that has them in place of looking the articles up.
_OWN = state.c.person == bindparam("person")
_MARKED = union_all(
    select(state.c.subject.label("article"), state.c.aspect.label("mark"), literal(1).label("number")).where(
        state.c.subject_kind == SubjectKind.ARTICLE.value,
        is_among(state.c.subject, "wanted"),
        _OWN,
        state.c.is_on,
    ),
    select(state.c.article, literal(_HIGHLIGHTS), func.count())
    .where(is_among(state.c.article, "wanted"), _OWN, state.c.is_on)
    .group_by(state.c.article),
)
_IS_ON = select(state.c.is_on).where(
    state.c.subject_kind == bindparam("kind"),
    state.c.subject == bindparam("subject"),
    state.c.aspect == bindparam("aspect"),
    _OWN,
)
_LISTED = (
    select(state)
    .where(_OWN, state.c.aspect == bindparam("aspect"), state.c.is_on)
    .order_by(state.c.at.desc(), state.c.subject.desc())
)
_FOLLOWED_STORIES = select(state.c.subject, state.c.value).where(
    _OWN,
    state.c.aspect == Aspect.FOLLOWED.value,
    state.c.is_on,
    state.c.subject_kind == SubjectKind.STORY.value,
)
_SETTINGS = select(state.c.subject, state.c.value).where(
    state.c.person == bindparam("person"), state.c.aspect == Aspect.SETTING.value, state.c.is_on
)


class Lists:
    """The state of one person, in one transaction."""

    def __init__(self, connection: Connection, person: str) -> None:
        self._connection, self._person = connection, person

    def marks(self, article_ids: Iterable[str]) -> dict[str, Marks]:
        """See `People.marks`."""
        wanted = list(dict.fromkeys(article_ids))
        asked = {"wanted": to_json(wanted), "person": self._person}
        marked: dict[str, dict[str, int]] = {}
        for row in self._connection.execute(_MARKED, asked).all():
            marked.setdefault(row.article, {})[row.mark] = row.number
        return {article: _marks(marked.get(article, {})) for article in wanted}

    def articles(
        self, aspect: Aspect, *, limit: int, before: str | None
    ) -> tuple[tuple[MarkedArticle, ...], str | None]:
        """A page of a list of articles, newest first, and the cursor for the next."""
        rows, cursor = self._page(aspect, limit, before)
        times = (row.times if aspect is Aspect.OPENED else 0 for row in rows)
        found = (MarkedArticle(row.subject, time_from(row.at), n) for row, n in zip(rows, times, strict=True))
        return tuple(found), cursor

    def marked_since(self, aspect: Aspect, since: datetime) -> list[str]:
        """The articles that this was done with since then."""
        query = select(state.c.subject).where(state.c.person == self._person, state.c.aspect == aspect.value)
        query = query.where(state.c.is_on, state.c.at >= time_text(since))
        return list(self._connection.execute(query).scalars().all())

    def highlights(self, *, limit: int, before: str | None) -> tuple[tuple[Highlight, ...], str | None]:
        """A page of highlights, newest first, and the cursor for the next."""
        rows, cursor = self._page(Aspect.HIGHLIGHTED, limit, before)
        return self._with_notes(rows), cursor

    def highlights_in(self, article: str) -> tuple[Highlight, ...]:
        """All of an article, oldest first."""
        query = select(state).where(state.c.article == article, state.c.person == self._person, state.c.is_on)
        return self._with_notes(self._connection.execute(query.order_by(state.c.at, state.c.subject)).all())

    def _with_notes(self, rows: Collection[Row[Any]]) -> tuple[Highlight, ...]:
        notes = self._values(SubjectKind.HIGHLIGHT, Aspect.NOTED, [row.subject for row in rows])
        return tuple(_highlight(row, str(notes.get(row.subject, ""))) for row in rows)

    def follows(self) -> list[tuple[Row[Any], FollowedStory | None]]:
        """All that is followed, newest first, stories with what they were."""
        rows = self._all(Aspect.FOLLOWED)
        return [(row, unpacked(FollowedStory, row.value) if row.value else None) for row in rows]

    def followed_stories(self) -> dict[str, FollowedStory | None]:
        """The stories that are followed, each with what it was."""
        rows = self._connection.execute(_FOLLOWED_STORIES, {"person": self._person}).all()
        return {row.subject: unpacked(FollowedStory, row.value) if row.value else None for row in rows}

    def muted(self) -> frozenset[tuple[SubjectKind, str]]:
        """All that is not to be shown."""
        return frozenset((SubjectKind(row.subject_kind), row.subject) for row in self._all(Aspect.MUTED))

    def is_on(self, aspect: Aspect, kind: SubjectKind, subject: str) -> bool:
        """Whether this register is on."""
        register = {"kind": kind.value, "subject": subject, "aspect": aspect.value, "person": self._person}
        return bool(self._connection.execute(_IS_ON, register).scalar())

    def searches(self) -> tuple[SavedSearch, ...]:
        """All that are saved, newest first."""
        rows = self._all(Aspect.SEARCH)
        names = self._values(SubjectKind.SEARCH, Aspect.NAMED, [row.subject for row in rows])
        return tuple(
            SavedSearch(row.subject, str(names[row.subject]), row.value, time_from(row.at)) for row in rows
        )

    def preferences(self) -> Preferences:
        """What was chosen; the rest is as by default."""
        found = self._connection.execute(_SETTINGS, {"person": self._person})
        return preferences_from({row.subject: row.value for row in found})

    def counts(self) -> PeopleCounts:
        """How long each list is."""
        counted = state.c.aspect.in_([aspect.value for aspect in _COUNTED])
        query = select(state.c.aspect, func.count()).where(
            state.c.person == self._person, counted, state.c.is_on
        )
        rows = self._connection.execute(query.group_by(state.c.aspect))
        found: dict[str, int] = {row[0]: row[1] for row in rows}
        return PeopleCounts(
            saved=found.get(Aspect.SAVED, 0),
            later=found.get(Aspect.LATER, 0),
            highlights=found.get(Aspect.HIGHLIGHTED, 0),
            follows=found.get(Aspect.FOLLOWED, 0),
            searches=found.get(Aspect.SEARCH, 0),
            opened=found.get(Aspect.OPENED, 0),
        )

    def _page(self, aspect: Aspect, limit: int, before: str | None) -> tuple[list[Row[Any]], str | None]:
        query = _LISTED.limit(limit + 1)
        if before is not None:
            at, _, subject = before.partition("_")
            query = query.where(tuple_(state.c.at, state.c.subject) < (at, subject))
        rows = list(self._connection.execute(query, self._listed(aspect)).all())
        last = rows[limit - 1] if len(rows) > limit > 0 else None
        return rows[:limit], f"{last.at}_{last.subject}" if last else None

    def _all(self, aspect: Aspect) -> list[Row[Any]]:
        return list(self._connection.execute(_LISTED, self._listed(aspect)).all())

    def _listed(self, aspect: Aspect) -> dict[str, str]:
        return {"person": self._person, "aspect": aspect.value}

    def _values(self, kind: SubjectKind, aspect: Aspect, subjects: list[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        for start in range(0, len(subjects), _BATCH):
            some = subjects[start : start + _BATCH]
            key = state.c.subject_kind == kind.value, state.c.subject.in_(some)
            query = select(state.c.subject, state.c.value).where(*key, state.c.person == self._person)
            rows = self._connection.execute(query.where(state.c.aspect == aspect.value))
            found.update((row.subject, row.value) for row in rows)
        return found


def _marks(found: Mapping[str, int]) -> Marks:
    return Marks(
        saved=Aspect.SAVED in found,
        later=Aspect.LATER in found,
        read=Aspect.READ in found,
        highlights=found.get(_HIGHLIGHTS, 0),
    )


def _highlight(row: Row[Any], note: str) -> Highlight:
    made = unpacked(Highlighting, row.value)
    return Highlight(row.subject, made.article, made.quote, made.place, made.colour, note, time_from(row.at))
