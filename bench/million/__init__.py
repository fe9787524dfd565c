"""A library of a million invented articles, and what it takes to answer from it."""
