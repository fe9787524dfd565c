"""Records in words: times, counts, relations, what was changed, and the language they are told in."""
