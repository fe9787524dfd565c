"""What a story page says, from the story's articles: summary, timeline, hashtags. Pure; see docs/stories.md."""

from collections.abc import Iterable, Sequence

from headwater.model.outline import Outline
from headwater.stories.hashtags import hashtags_of
from headwater.stories.summary import summarize
from headwater.stories.timeline import timeline_of
from headwater.stories.told import TakenBack, Told


def outline_of(told: Sequence[Told], *, lead: str, articles: int, still_says: Iterable[str] = ()) -> Outline:
    """The outline of a story, of which these articles were read, out of so many.

    `lead` is the id of the article that speaks for the story. `still_says` are sentences of copies of which it is
    known that their origin took them back.
    """
    taken_back = TakenBack(told, frozenset(still_says))
    return Outline(
        summary=summarize(told, lead, taken_back),
        timeline=timeline_of(told, taken_back),
        hashtags=hashtags_of(told),
        read=len(told),
        articles=articles,
    )
