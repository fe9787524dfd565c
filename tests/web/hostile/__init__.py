"""The reader among strangers: hostile texts, hostile requests, hostile addresses."""
