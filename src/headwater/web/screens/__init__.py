"""A module a screen: what it asks of the library, and what its page and its JSON show."""
