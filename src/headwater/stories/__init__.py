"""Articles into stories: which report the same event, and what its page says. Pure; see docs/stories.md."""

from headwater.stories.grouping import group_stories
from headwater.stories.item import StoryItem
from headwater.stories.likeness import similarity
from headwater.stories.outline import outline_of
from headwater.stories.stream import StoryStream, StreamRules
from headwater.stories.told import Told, Version

__all__ = [
    "StoryItem",
    "StoryStream",
    "StreamRules",
    "Told",
    "Version",
    "group_stories",
    "outline_of",
    "similarity",
]
