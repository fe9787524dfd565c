"""Articles into stories: which of them report the same event. Pure; see docs/stories.md."""

from headwater.stories.grouping import group_stories
from headwater.stories.item import StoryItem
from headwater.stories.likeness import similarity
from headwater.stories.stream import StoryStream, StreamRules

__all__ = ["StoryItem", "StoryStream", "StreamRules", "group_stories", "similarity"]
