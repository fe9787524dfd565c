"""The command line: arguments in, words out. Each command decides nothing itself.

Exit codes: 0 done; 1 some input failed (each named, kept in quarantine, the rest done) or something asked for
is not there; 2 wrong usage.
"""

from headwater.cli.app import main

__all__ = ["main"]
