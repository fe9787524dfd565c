"""The fault matrix: whatever dies, fills up or lies, a library comes to hold what it would have held. A module a row.

Each test takes a seed, which decides what is done to whom at which moment, and which its name shows: `-k "seed-7"` does
it again. A few seeds are tried by the suite; `script/faults` tries any number, see docs/reliability.md.
"""
