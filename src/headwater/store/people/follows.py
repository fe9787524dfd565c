"""Follows as they are shown: under which names, and stories under the ids that they have now. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row

from headwater.model.people import Follow, FollowedStory, SavedSearch
from headwater.model.words import SubjectKind
from headwater.store.records import time_from


def follows_of(
    rows: Iterable[tuple[Row[Any], FollowedStory | None]],
    stories: Mapping[str, str],
    searches: Iterable[SavedSearch],
) -> tuple[Follow, ...]:
    """From rows of `state`, the ids that stories have now, and the searches that have names."""
    names = {search.id: search.name for search in searches}

    def name(kind: SubjectKind, subject: str, was: FollowedStory | None) -> str:
        if kind is SubjectKind.SEARCH:
            return names.get(subject, subject)
        return was.headline if was and was.headline else subject

    return tuple(
        Follow(
            kind=SubjectKind(row.subject_kind),
            subject=row.subject,
            name=name(SubjectKind(row.subject_kind), row.subject, was),
            since=time_from(row.at),
            story=stories.get(row.subject) if row.subject_kind == SubjectKind.STORY else None,
        )
        for row, was in rows
    )
