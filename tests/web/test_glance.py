"""What story pages are drawn from, held against the whole records of the sample world."""

from dataclasses import replace

from headwater.model.glance import StoryFamily, glance
from headwater.store import Library


def test_stories_at_a_glance_say_what_their_records_say(sample_library: Library) -> None:
    cards, _ = sample_library.stories(limit=1_000)

    for card in cards:
        found, whole = sample_library.glance(card.id), sample_library.story(card.id)
        expected = glance(whole)
        assert told(found.families) == told(expected.families)
        assert (found.card, found.related, found.outline) == (whole.card, whole.related, whole.outline)
        assert found.differences == whole.differences


def told(families: tuple[StoryFamily, ...]) -> list[StoryFamily]:
    """In one order, times to the second, origins without their evidence."""
    return sorted(
        (
            replace(
                family,
                origin=replace(family.origin, evidence=()),
                members=tuple(replace(m, at=m.at and int(m.at), width=int(m.width)) for m in family.members),
            )
            for family in families
        ),
        key=lambda family: family.id,
    )
