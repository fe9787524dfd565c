"""How often a fault is injected: a few times in the suite, HEADWATER_FAULTS times when that is set."""

import os
import random

import pytest

_TIMES = int(os.environ.get("HEADWATER_FAULTS", "0"))
IS_ASKED = _TIMES > 0


def seeded(few: int) -> pytest.MarkDecorator:
    """Run a test with so many seeds, or with as many as are asked for."""
    return pytest.mark.parametrize("seed", range(_TIMES or few), ids="seed-{}".format)


def chance(seed: int, row: str) -> random.Random:
    """The chance of one test: moments of its own for each row."""
    return random.Random(f"{row} {seed}")  # noqa: S311  # moments, not secrets
