"""English."""

from headwater.reading.languages.markers import Markers, Unit

ENGLISH = Markers(
    language="en",
    units={
        Unit.SECOND: r"seconds?|secs?|s",
        Unit.MINUTE: r"minutes?|mins?|m",
        Unit.HOUR: r"hours?|hrs?|h",
        Unit.DAY: r"days?|d",
        Unit.WEEK: r"weeks?|wks?|w",
        Unit.MONTH: r"months?|mos?",
        Unit.YEAR: r"years?|yrs?|y",
    },
    numbers={
        "an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    },
    ago=("(?:about |around |over |almost )?{n} ?{unit} ago",),
    just_now=("just now", "moments ago", "a moment ago", "seconds ago", "a few seconds ago"),
    last_week=("last week",),
    today=("today",),
    yesterday=("yesterday",),
    months=(
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
        ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
        ("october", "oct"), ("november", "nov"), ("december", "dec"),
    ),
    at_clock=("at", "on"),
    promo=(
        "read more", "read also", "also read", "read next", "continue reading", "more on this",
        "more on this story", "more on this topic", "see also", "related", "related story", "related article",
        "don't miss", "recommended", "recommended for you", "you may also like", "keep reading", "full story",
        "read the full story", "must read", "watch", "watch also", "learn more", "find out more",
        "further reading", "editor's pick", "up next", "click here",
    ),
    related=(
        "related articles", "related stories", "related news", "related", "similar articles", "more stories",
        "more articles", "you may also like", "recommended articles", "read next", "more like this", "more news",
    ),
    panel=(
        "comments", "no comments yet", "no comments", "leave a comment", "add a comment", "join the discussion",
        "be the first to comment", "try our ai features", "ai features", "share this article", "share", "summarize",
        "summarise", "ask ai", "explore what", "follow us", "listen to this article",
        "sign up for our newsletter", "subscribe to our newsletter", "log in to comment", "advertisement",
    ),
    app=(
        "download the app", "download our app", "get the app", "download app", "get our app", "app store",
        "google play", "app-store", "play-store", "app-storeplay-store", "get started now", "install the app",
    ),
    footer=(
        "all rights reserved", "copyright", "privacy policy", "terms of use", "terms of service", "about us",
        "contact us", "cookie policy", "older posts", "newer posts", "next page", "previous page", "load more",
        "show more", "back to top", "powered by",
    ),
    archive=(
        "category archive", "category archives", "category", "archive", "archives", "tag archive", "tag archives",
        "tag", "topic", "section", "posts tagged", "posts in category", "browsing category", "all posts in",
    ),
    hashtags=("hashtags", "tags", "topics", "keywords"),
    icon_words=("time", "clock", "logo", "icon", "image", "calendar", "source", "author", "avatar", "photo", "date"),
    source=("source", "sources", "originally published by", "first published by", "this article first appeared in", "via"),
    byline=("by", "written by", "from"),
    updated=("published", "updated", "posted", "last updated", "last modified", "first published", "on"),
    edited=("edited",),
    caption=("file photo", "photo", "image", "picture", "illustration", "pictured", "file image", "file picture"),
    labels={
        "developing": (
            "details to follow", "more to follow", "more details to follow", "developing story", "breaking",
            "this is a developing story", "this is a breaking news story", "story developing", "more soon",
        ),
        "video": ("video", "videos", "watch", "watch video"),
        "photos": ("photos", "photo gallery", "pictures", "in pictures", "gallery"),
        "live": ("live", "live updates", "live blog", "as it happened"),
        "opinion": ("opinion", "op-ed", "commentary", "editorial", "analysis", "column"),
        "exclusive": ("exclusive",),
    },
    note=(
        "editor's note", "editors' note", "editor’s note", "editors’ note", "editorial note", "correction",
        "corrections", "clarification", "note to readers", "editor's correction", "publisher's note", "amendment",
    ),
    note_words=(
        "earlier version", "previous version", "original version", "initially", "erroneously", "incorrectly",
        "mistakenly", "misstated", "corrected", "amended", "has been updated", "was updated", "clarif", "misidentified",
        "misspelled", "this article", "this story", "this report", "the headline", "an error", "the error",
    ),
    pronouns=("it", "he", "she", "they", "this", "that", "these", "we"),
    told=(r"\btold {name}", r"\bin an interview with {name}", r"\bspeaking to {name}", r"\bin comments to {name}"),
    learned=(
        r"{name} has learned", r"{name} has learnt", r"{name} understands", r"seen by {name}", r"obtained by {name}",
        r"{name} can reveal", r"reviewed by {name}",
    ),
)  # fmt: skip
