"""The pictures of stored articles, fetched once through the one way out, looked at, and kept in a cache.

    stored article | its nth address | cache? | one fetch an address | is it a raster picture? | cache

Whoever reads never asks a stranger's server for anything, and a server learns of one fetch, however many read.
"""

from headwater.flow.pictures.bounds import PictureBounds
from headwater.flow.pictures.cache import PictureCache
from headwater.flow.pictures.fetching import KeptPicture, PictureError, Pictures
from headwater.flow.pictures.places import pictures_folder, stored_picture
from headwater.flow.pictures.raster import Raster, raster_of

__all__ = [
    "KeptPicture",
    "PictureBounds",
    "PictureCache",
    "PictureError",
    "Pictures",
    "Raster",
    "pictures_folder",
    "raster_of",
    "stored_picture",
]
