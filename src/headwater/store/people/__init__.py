"""What people do, apart from the library's facts: acts, what follows from them, what is kept, and signing in."""

from headwater.store.people.opening import has_people, open_people
from headwater.store.people.people import People, new_id
from headwater.store.people.sent import act_from
from headwater.store.people.sign_in import PasswordError, SignIn
from headwater.store.people.throttling import Tries

__all__ = ["PasswordError", "People", "SignIn", "Tries", "act_from", "has_people", "new_id", "open_people"]
