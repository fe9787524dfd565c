"""The pictures that stand with an article: which are its own, where they stand, and what is said of them."""

from headwater.reading.markup.pictures.addresses import picture_address, told_pixels
from headwater.reading.markup.pictures.captions import bare_credit, bounded_caption
from headwater.reading.markup.pictures.reader import MOST_PICTURES, pictures_in
from headwater.reading.markup.pictures.stated import named_pictures, stated_pictures

__all__ = [
    "MOST_PICTURES",
    "bare_credit",
    "bounded_caption",
    "named_pictures",
    "picture_address",
    "pictures_in",
    "stated_pictures",
    "told_pixels",
]
