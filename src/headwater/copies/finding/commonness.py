"""Which passages are boilerplate, by how many different texts of how many sites, about how much, hold them."""

from collections.abc import Mapping

from headwater.model.protocols import PassageUse

# The furniture of a site: what stands in at least three of its different texts. Of the labelled pairs that share
# only boilerplate this covers most of what two in three share, and of no pair of any other relation half of it.
# Where texts are hardly more than sites, it is a passage that went round: a report, a statement.
_TEXTS_OF_A_SITE = 3

LEAST_HOLDERS = _TEXTS_OF_A_SITE
"""What fewer articles hold is no boilerplate, so nobody has to count in how many texts it stands."""

# Stock background and set phrases of the trade: in so many different texts, whoever printed them. An agency report
# has as many printers and more, but is one text, or a dozen where each paper cuts and rewords it heavily.
_TEXTS_ANYWHERE = 24

# A notice, however long, and however alike it makes the texts: articles about so many different things. Where a
# passage is held in three texts or fewer (reports that went round) among 6,200 real articles, it is under seven at
# most, and all but one in twenty under four or fewer; sixty-four real articles about the politics of one country,
# which is the hardest kind, are some thirty.
_SUBJECTS = 12


def boilerplate_among(uses: Mapping[int, PassageUse]) -> frozenset[int]:
    """The fingerprints that are boilerplate. A function of the texts held, not of the order in which they came."""
    return frozenset(fingerprint for fingerprint, use in uses.items() if is_boilerplate(use))


def is_boilerplate(use: PassageUse) -> bool:
    """Whether a passage used so widely says nothing of who took from whom."""
    is_of_a_site = use.texts >= _TEXTS_OF_A_SITE * use.sites
    return is_of_a_site or use.texts >= _TEXTS_ANYWHERE or use.subjects >= _SUBJECTS
