"""Whom an article names as its source, and what else is known of it besides its text."""
