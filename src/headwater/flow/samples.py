"""The sample pages that come with the package: an invented world, for the demo and the tests."""

from importlib.resources import files
from pathlib import Path


def sample_pages() -> Path:
    """The folder of sample pages."""
    return _samples() / "pages"


def sample_publishers() -> Path:
    """The file of the invented publishers that the sample pages name."""
    return _samples() / "publishers.toml"


def _samples() -> Path:
    return Path(str(files("headwater.samples")))
