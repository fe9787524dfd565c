"""How many examples the property tests try: few in the suite, many with HYPOTHESIS_PROFILE=thorough."""

import os

from hypothesis import settings

settings.register_profile("suite", max_examples=30, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

pytest_plugins = ["tests.stores"]
