"""The English sentences that records hold, as messages: what `recorded` recognises, room by room."""

from headwater.web.wording.translation import N_, NN_

PARTS = "; "
"""What stands between the parts of a summary; each part is a sentence of its own."""

_DIFFERENCES = (
    N_("nothing changed"),
    N_("another headline"),
    N_("another standfirst"),
    N_("set otherwise"),
    NN_("%(of)s of %(num)s sentence dropped", "%(of)s of %(num)s sentences dropped"),
    NN_("%(num)s sentence added", "%(num)s sentences added"),
    NN_("%(num)s sentence reworded", "%(num)s sentences reworded"),
    NN_("%(num)s sentence moved", "%(num)s sentences moved"),
    NN_("%(num)s sentence split", "%(num)s sentences split"),
    NN_("%(num)s sentence joined", "%(num)s sentences joined"),
    NN_("%(num)s new note", "%(num)s new notes"),
    NN_("%(num)s note taken away", "%(num)s notes taken away"),
)

FORMS: tuple[str | tuple[str, str], ...] = _DIFFERENCES
