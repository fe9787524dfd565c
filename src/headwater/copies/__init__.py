"""Copies: which articles share text, how they relate, where the text came from, and what was changed.

Pure functions; what they need of history they ask through `headwater.model.protocols.PassageIndex`.
"""

from headwater.copies.changes.corrections import missed_corrections
from headwater.copies.changes.differences import differences
from headwater.copies.changes.dynamic import is_dynamic, said_digest
from headwater.copies.changes.revisions import revision_between
from headwater.copies.changes.versions import versions_among
from headwater.copies.compare import compare_articles, compare_texts
from headwater.copies.families.arranging import arrange, families_of, link
from headwater.copies.families.bonds import is_bond
from headwater.copies.finding.fingerprint import GUARANTEED_SIGNS, GUARANTEED_WORDS, fingerprints
from headwater.copies.finding.index import MemoryPassageIndex
from headwater.copies.relating.subject_sketch import subject_of

__all__ = [
    "GUARANTEED_SIGNS",
    "GUARANTEED_WORDS",
    "MemoryPassageIndex",
    "arrange",
    "compare_articles",
    "compare_texts",
    "differences",
    "families_of",
    "fingerprints",
    "is_bond",
    "is_dynamic",
    "link",
    "missed_corrections",
    "revision_between",
    "said_digest",
    "subject_of",
    "versions_among",
]
