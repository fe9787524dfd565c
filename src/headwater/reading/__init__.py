"""Page → articles. Pure functions: bytes and records in, records out.

decode → sniff ─┬→ text     lines → headers → bodies → credits
                ├→ markup   metadata, cards, main text → the same bodies and credits
                └→ feeds    entries
"""

from headwater.reading.reader import READER_VERSION, read_page

__all__ = ["READER_VERSION", "read_page"]
