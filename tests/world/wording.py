"""The phrases that page shapes use, in each language, and the intervals that relative times allow."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Words:
    """What a site says around its articles."""

    related: str
    comments: str
    no_comments: str
    panel: tuple[str, str]
    promotion: tuple[str, str, str]
    hashtags: str
    note: str
    by: str
    from_agency: str
    developing: str
    newsletter: str
    more: str
    sections: tuple[str, ...]
    imprint: str
    months: str
    agos: tuple[str, str, str, str, str, str]  # one and many minutes, hours, days


WORDS = {
    "en": Words(
        "Related Articles",
        "Comments",
        "No comments yet...",
        ("Try Our AI Features", "Explore what Newsbasin AI can do for you:"),
        (
            "DOWNLOAD THE APP",
            "Get Started Now: Download the App",
            "Carry the world in your pocket with a local accent. Install the Newsbasin app from the store you "
            "prefer and begin to look around.",
        ),
        "Hashtags",
        "Editor’s note: ",
        "By ",
        "Source: ",
        "DETAILS TO FOLLOW",
        "Sign up for our morning letter: six stories before breakfast, free of charge.",
        "More on this",
        ("Home", "Politics", "Economy", "Culture", "Sport"),
        "Imprint · Privacy · Contact",
        "January February March April May June July August September October November December",
        ("a minute ago", "{} minutes ago", "an hour ago", "{} hours ago", "a day ago", "{} days ago"),
    ),
    "de": Words(
        "Ähnliche Artikel",
        "Kommentare",
        "Noch keine Kommentare...",
        ("Unsere KI-Funktionen ausprobieren", "Entdecken Sie, was Newsbasin KI für Sie tun kann:"),
        (
            "APP HERUNTERLADEN",
            "Jetzt loslegen: App herunterladen",
            "Nachrichten aus aller Welt mit heimischem Zungenschlag: Laden Sie die Newsbasin-App im Store Ihrer "
            "Wahl und stöbern Sie los.",
        ),
        "Schlagwörter",
        "Anmerkung der Redaktion: ",
        "Von ",
        "Quelle: ",
        "WEITERE EINZELHEITEN FOLGEN",
        "Der Morgenbrief: sechs Nachrichten vor dem ersten Kaffee. Jetzt kostenlos bestellen.",
        "Mehr zum Thema",
        ("Startseite", "Politik", "Wirtschaft", "Kultur", "Sport"),
        "Impressum · Datenschutz · Kontakt",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        (
            "vor einer Minute",
            "vor {} Minuten",
            "vor einer Stunde",
            "vor {} Stunden",
            "vor einem Tag",
            "vor {} Tagen",
        ),
    ),
    "fr": Words(
        "Articles similaires",
        "Commentaires",
        "Aucun commentaire pour l’instant...",
        ("Essayez nos fonctions d’IA", "Découvrez ce que l’IA de Newsbasin peut faire pour vous :"),
        (
            "TÉLÉCHARGER L’APPLICATION",
            "Commencez dès maintenant : téléchargez l’application",
            "Toute l’actualité du monde avec l’accent de chez vous : installez l’application Newsbasin depuis votre "
            "boutique préférée.",
        ),
        "Mots-clés",
        "Note de la rédaction : ",
        "Par ",
        "Source : ",
        "PLUS D’INFORMATIONS À SUIVRE",
        "Recevez chaque matin notre lettre : six nouvelles avant le café, gratuitement.",
        "À lire aussi",
        ("Accueil", "Politique", "Économie", "Culture", "Sport"),
        "Mentions légales · Confidentialité · Contact",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        (
            "il y a une minute",
            "il y a {} minutes",
            "il y a une heure",
            "il y a {} heures",
            "il y a un jour",
            "il y a {} jours",
        ),
    ),
}


def ago(then: datetime, now: datetime, language: str) -> tuple[str, datetime, datetime]:
    """How a page words the distance in time, and the widest interval that this wording allows.

    Sites count whole units or round to the nearest, and a reader can't know which: "2 hours ago" may be
    anything from one and a half to three hours.
    """
    if then > now:
        raise ValueError(f"shown at {now}, before it was published at {then}")
    passed = now - then
    rank, unit = (4, DAY) if passed >= DAY else (2, HOUR) if passed >= HOUR else (0, MINUTE)
    count = max(1, passed // unit)
    phrase = WORDS[language].agos[rank + (count > 1)].format(count)
    return phrase, now - (count + 1) * unit, now - count * unit + unit / 2


def day(moment: datetime, language: str) -> tuple[str, datetime, datetime]:
    """A printed date without a clock, and the widest interval it allows: that day in any time zone."""
    month = WORDS[language].months.split()[moment.month - 1]
    dot = "." if language == "de" else ""
    midnight = moment.replace(hour=0, minute=0, second=0)
    return f"{moment.day}{dot} {month} {moment.year}", midnight - 14 * HOUR, midnight + 36 * HOUR


def french_spaces(text: str) -> str:
    """French typography as its sites print it: a space that doesn't break at marks and in large numbers."""
    return re.sub(r"(?<=«) | (?=[»;:!?])|(?<=\d) (?=\d{3}\b)", "\u00a0", text)


def straight(text: str) -> str:
    """Quotation marks as an aggregator flattens them."""
    for curly, plain in ("“'", "”'", "’'", "‘'"):
        text = text.replace(curly, plain)
    return text
