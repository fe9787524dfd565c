"""Families: which articles are one piece of journalism, where it came from, and who took it from whom."""
