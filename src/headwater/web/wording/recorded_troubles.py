"""The English sentences that say why an input can't be read or an address not fetched, and what to do, as messages.

Those that a person who reads meets on a page; what is wrong with the files of an import is told on the command line.
"""

from headwater.web.wording.translation import N_, NN_

_READING: tuple[str | tuple[str, str], ...] = (
    N_("the page is blank"),
    N_("an empty page"),
    N_("the article has no text"),
    N_("no article, the body holds next to no text"),
    N_("no article text, only a video, sound or embedded frame"),
    NN_("no article, only a page of %(num)s links", "no article, only a page of %(num)s links"),
    NN_(
        "no article found: %(num)s lines, %(words)s words, none of them running text of an article",
        "no article found: %(num)s lines, %(words)s words, none of them running text of an article",
    ),
    N_("no single article is on the page"),
    N_(
        "the page does not hold the article that was announced: "
        "it may ask for consent, a sign-in or a payment"
    ),
    N_("a feed without entries"),
    NN_(
        "%(num)s entries, all without title and text",
        "%(num)s entries, all without title and text",
    ),
    N_("the feed declares entities of its own, which may grow without bound"),
    N_("it declares entities of its own, which may grow without bound"),
    N_("its first bytes are those of %(kind)s, not of text"),
    NN_(
        "a NUL byte at offset %(num)s: this is binary data, not text",
        "a NUL byte at offset %(num)s: this is binary data, not text",
    ),
    N_("is empty"),
)

_FETCHING: tuple[str | tuple[str, str], ...] = (
    N_("no answer in time"),
    N_("no whole answer within %(seconds)s s"),
    N_("the connection broke off"),
    N_("no trusted connection: %(why)s"),
    N_("no address is known for %(host)s"),
    NN_("more than %(num)s redirects", "more than %(num)s redirects"),
    N_("refused: it is %(why)s"),
    N_("refused: %(why)s"),
    N_("its answer breaks the protocol: %(why)s"),
    N_("its packed body is damaged"),
    N_("its packed body ends in the middle"),
    N_("the proxy would not connect: %(why)s"),
    NN_("the server answered %(num)s", "the server answered %(num)s"),
    N_("it asks for a password (401)"),
    N_("it refuses programs, or this one (403)"),
    N_("there is nothing (404)"),
    N_("it is gone for good (410)"),
    N_("it was asked too often; try again later (429)"),
    NN_(
        "the server has trouble; try again later (%(num)s)",
        "the server has trouble; try again later (%(num)s)",
    ),
    NN_("it answers %(num)s", "it answers %(num)s"),
    N_("its robots.txt asks programs not to fetch it"),
    N_("its robots.txt could not be read: %(why)s"),
    N_("not asked: enough was asked of this site, or it took too long"),
)

_FINDING: tuple[str | tuple[str, str], ...] = (
    N_("is not an address"),
    N_("is a mail address, not a source"),
    N_("is no address: %(why)s"),
    N_("%(scheme)s: addresses can't be watched"),
    N_("is no public Telegram channel: only those can be read without an account"),
    N_("nothing could be read there"),
    N_("no feed, no sitemap, and no page that lists articles"),
    N_("the page lists articles, but robots.txt asks programs not to fetch it"),
    N_("can't be watched itself: %(why)s"),
    N_("an archive of pages: download it, then headwater import FILE"),
    N_("it holds no articles at present"),
    N_("it leads to no articles at present"),
    N_("it holds neither an article nor a row of headlines"),
    N_("it is no feed"),
    N_("%(megabytes)s MB are more than a list of subscriptions may have (%(most)s MB)"),
    NN_(
        "more than %(num)s outlines: the rest was left out",
        "more than %(num)s outlines: the rest was left out",
    ),
    N_("a list of subscriptions without any outline"),
    N_("%(address)s is no http address"),
    N_("it has no address (xmlUrl)"),
    NN_(
        "it has %(num)s characters, more than %(most)s",
        "it has %(num)s characters, more than %(most)s",
    ),
)

_ADVICE = (
    N_("give text or paragraphs"),
    N_("fetch or save it again"),
    N_("fetch it again"),
    N_("fetch it again or leave it out"),
    N_("open it in a browser"),
    N_("open it in a browser and paste its text"),
    N_("check its address"),
    N_("check its address, or wait for its first entry"),
    N_("check its spelling"),
    N_("check it for typing errors"),
    N_("check that the file holds the text of a news page"),
    N_("remove its <!DOCTYPE>"),
    N_("give the address of an article or a feed"),
    N_("give the address of a site or a feed"),
    N_("give the address of its feed, of a page that lists its articles, or of another site"),
    N_("give a text, HTML or feed file"),
    N_("give the article"),
    N_("give one that starts with https:// or http://"),
    N_("give the channel's public name, as in @name or t.me/name"),
    N_(
        "give a site (example.org), a feed, a sitemap, a Telegram channel (@name), or an OPML or archive file"
    ),
    N_("paste a part of it"),
    N_("split it: each part is a list of its own"),
    N_("export it again from your reader"),
    N_("it is kept in the archive, and read again only by headwater quarantine retry; please report it"),
)

TROUBLES: tuple[str | tuple[str, str], ...] = (*_READING, *_FETCHING, *_FINDING, *_ADVICE)
