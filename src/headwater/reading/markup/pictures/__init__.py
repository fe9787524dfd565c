"""The pictures that stand with an article: which are its own, where they stand, and what is said of them."""

from headwater.reading.markup.pictures.reader import pictures_in
from headwater.reading.markup.pictures.stated import named_pictures, stated_pictures

__all__ = ["named_pictures", "pictures_in", "stated_pictures"]
