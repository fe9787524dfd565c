"""What a person gives when they add a source → the addresses to try. Rules about strings; nothing is fetched."""

from headwater.intake.sources.given import Given, addresses_given
from headwater.intake.sources.unpacking import unpacked

__all__ = ["Given", "addresses_given", "unpacked"]
