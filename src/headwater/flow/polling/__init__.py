"""The river that flows by itself: sources are fetched when they are due, and what is new is taken."""
