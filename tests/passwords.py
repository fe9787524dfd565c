"""Quick hashes of passwords, where the cost of one is not what is tested."""

import pytest
from argon2 import PasswordHasher

from headwater.store.people import sign_in


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weak ones of the same kind: a strong one takes a third of a second."""
    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
