"""The English sentences that records hold, as messages: what `recorded` recognises, room by room.

A sentence is tried against them in order, so the ones that begin or end with anything come last.
"""

from headwater.web.wording.recorded_troubles import TROUBLES
from headwater.web.wording.translation import N_, NN_

Form = str | tuple[str, str]

PARTS = "; "
"""What stands between the parts of a summary; each part is a sentence of its own."""

_DIFFERENCES: tuple[Form, ...] = (
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
    NN_("%(num)s figure changed (%(examples)s)", "%(num)s figures changed (%(examples)s)"),
    NN_("%(num)s name changed (%(examples)s)", "%(num)s names changed (%(examples)s)"),
    NN_(
        "%(num)s quotation worded otherwise (%(examples)s)",
        "%(num)s quotations worded otherwise (%(examples)s)",
    ),
    N_("quotation marks taken off or put on once"),
    N_("quotation marks taken off or put on twice"),
    NN_(
        "quotation marks taken off or put on %(num)s time",
        "quotation marks taken off or put on %(num)s times",
    ),
    N_("source changed (%(examples)s)"),
    N_("the attribution to %(source)s removed"),
    N_("an attribution to %(source)s added"),
    N_("negation removed (%(words)s)"),
    N_("negation added (%(words)s)"),
    N_("hedge removed (%(words)s)"),
    N_("hedge added (%(words)s)"),
    N_("wording with another tone (%(examples)s)"),
    NN_("%(num)s new note", "%(num)s new notes"),
    NN_("%(num)s note taken away", "%(num)s notes taken away"),
)

_COMPARISONS: tuple[Form, ...] = (
    N_("%(high)s of the words of one stand in the other, %(low)s the other way"),
    NN_("%(num)s words in a row are the same", "%(num)s words in a row are the same"),
    N_("%(share)s of what they share is inside quotation marks"),
    N_("between the shared words mostly figures differ, as in a form"),
    NN_(
        "%(num)s of the words they share stand in many other articles",
        "%(num)s of the words they share stand in many other articles",
    ),
    N_("of %(all)s names and figures %(same)s are the same, as in a form filled in anew"),
    N_("what they share is not what either is about, by its headline and its own words"),
    N_("what they share is not what both are about, by their headlines and their own words"),
)

_CREDITS: tuple[Form, ...] = (
    N_("its markup names %(house)s as where it is from"),
    N_("the page credits it to %(house)s"),
    N_("its byline or dateline is %(house)s's"),
    N_("the byline is %(house)s"),
    N_("its page gives %(house)s away: %(why)s"),
    N_("its page gives %(house)s away"),
    N_("it links to the very article of %(house)s"),
    N_("it links to %(house)s as where it was printed first (%(address)s)"),
    N_("it links to %(house)s as where it was printed first"),
    N_("a line of %(house)s's own page is left in it"),
    N_("it says that it was first published by %(house)s"),
    N_("its dateline names %(house)s"),
    N_("it carries the copyright line of %(house)s"),
    N_("its address puts it among the reports of %(house)s"),
    N_("it gives %(house)s as its source"),
    N_("it says that %(house)s contributed"),
    N_("it names an author of %(house)s"),
    N_("it speaks as %(house)s of itself"),
    N_("it refers to a report by %(house)s"),
    N_("it says that somebody told %(house)s"),
    N_("%(house)s is a news agency, whose text others print"),
    N_("%(house)s speaks of its own reporting"),
    N_("one byline adds others to the author of the other version"),
    N_("it says that %(author)s, who wrote the other, contributed"),
    N_("all %(count)s articles on this page that name an outlet name %(house)s"),
    N_("named in the article's last line"),
    N_("the dateline names %(house)s"),
    N_("the byline names %(house)s"),
    N_("served by %(site)s, and no one else is named"),
    N_("“%(label)s” labels a linked headline left in the text"),
    N_("“%(quote)s” is how an outlet speaks of itself"),
    N_("printed above the article"),
    N_("a line of the header names its source"),
    N_("the post is marked as forwarded from it"),
    N_("the post names the channel that it stands in"),
    N_("it names %(house)s"),
)

_ORIGINS: tuple[Form, ...] = (
    N_("no other article that we hold is the same piece, and it credits nobody else"),
    N_("it alone credits itself; the others credit nobody, and their times are not known"),
    N_("we saw it %(span)s before any other that is the same piece"),
    N_("all others say that they were published after we saw it"),
    N_("it says that it was published before all others that we hold; an earlier one may exist"),
    N_("against this, %(house)s says that it published earlier, but was not seen before"),
    N_("one version on %(site)s is older than the other, by at least %(span)s"),
    N_("one version on %(site)s is older than the other"),
    N_("one of them says that it published before the other, by at least %(span)s"),
    N_("one of them says that it published before the other"),
    N_("%(first)s says that it published before the other, by at least %(span)s"),
    N_("%(first)s says that it published before %(second)s, by at least %(span)s"),
    N_("%(first)s says that it published before the other"),
    N_("%(first)s says that it published before %(second)s"),
    N_("one version is the other cut short: %(share)s of it stands there"),
    N_("one version holds %(share)s of the other and goes on from there"),
    N_("one of them has more of it: %(share)s of the shorter text stands in the longer, which goes on"),
    N_("%(house)s has more of it: %(share)s of the shorter text stands in the longer, which goes on"),
    N_("another page"),
    N_("less than an hour"),
    NN_("%(num)s minute", "%(num)s minutes"),
    NN_("%(num)s hour", "%(num)s hours"),
    NN_("%(num)s day", "%(num)s days"),
    N_("against this, %(said)s"),
    N_("in a copy (%(site)s), %(said)s"),
    N_("in a copy, %(said)s"),
    N_("%(num)s%%"),
)

_REVISIONS: tuple[Form, ...] = (
    N_("a new note says that the article was changed"),
    N_("%(change)s: a new note speaks of it"),
    N_("%(change)s: a new note says the article was changed"),
    N_("%(change)s: the text tells both"),
    N_("%(change)s: no note says so, but the story grew meanwhile"),
    N_("%(change)s: changed in a sentence otherwise kept, and no note says so"),
)

_READING: tuple[Form, ...] = (
    N_("imported as an article that was already read"),
    N_("one headline with one text"),
    NN_(
        "a main article and %(num)s others with their text",
        "a main article and %(num)s others with their text",
    ),
    NN_(
        "%(num)s elements of the same shape, each with a text of its own",
        "%(num)s elements of the same shape, each with a text of its own",
    ),
    N_("one of several elements of the same shape, with a text of its own"),
    NN_(
        "%(num)s posts, each with its time in the link to itself",
        "%(num)s posts, each with its time in the link to itself",
    ),
    N_("one of several posts, each with its time in the link to itself"),
    N_("JSON-LD holds its whole text"),
    N_("the page calls itself an archive of “%(name)s”"),
    NN_("%(num)s articles by their headers", "%(num)s articles by their headers"),
    NN_("%(num)s articles in a row", "%(num)s articles in a row"),
    NN_("%(num)s entries read by %(parser)s", "%(num)s entries read by %(parser)s"),
    N_("only the standfirst is printed; the headline is unknown"),
    N_("the headline in the article's header"),
    N_("the headline is that of %(field)s"),
    N_("the page marks the post as edited, not when or how"),
    N_("the entry's <%(field)s> names it"),
    N_("the %(field)s leads to %(host)s"),
)

_TIMES: tuple[Form, ...] = (
    N_("counted back from when the page was fetched"),
    N_("printed on the page"),
    N_("the time printed with the article"),
    N_("when the page was fetched is unknown, so it can't be counted back"),
    N_("the <time> in the post's link to itself"),
    N_("the <time> element printed with it"),
    N_("the page's first <time> element"),
    N_("the entry's own"),
    N_("the entry's %(field)s field"),
    N_("dated %(time)s, which is after it was fetched and can't be: unknown"),
)

_NOT_STORED: tuple[Form, ...] = (
    N_("no article %(id)s is stored"),
    N_("no story %(id)s is stored"),
    N_("no page %(id)s is stored"),
    N_("no family %(id)s is stored"),
    N_("no source %(id)s is watched"),
)

FORMS: tuple[Form, ...] = (
    *_DIFFERENCES,
    *_COMPARISONS,
    *_READING,
    *_TIMES,
    *_CREDITS,
    *_ORIGINS,
    *_REVISIONS,
    *_NOT_STORED,
    *TROUBLES,
)
