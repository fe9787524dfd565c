"""How many examples the property tests try: few in the suite, many with HYPOTHESIS_PROFILE=thorough; and tests' names."""

import os

from hypothesis import settings

settings.register_profile("suite", max_examples=30, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

pytest_plugins = ["tests.stores", "tests.passwords"]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Call packed bytes by their parameter: a gzip holds the second it was made in, and workers compare names."""
    return argname if isinstance(val, bytes) and not val.isascii() else None
