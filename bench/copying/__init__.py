"""What `bench/copies.py` measures: a module for each question."""
