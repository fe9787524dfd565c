"""Invented wording that recurs on news pages without being anybody's report: forms, notices, promotions."""

import numpy as np

NOTICES = (
    (
        "Sign up for our morning newsletter and get the day's most important stories in your inbox before breakfast, "
        "free of charge and without advertising."
    ),
    (
        "This article is part of our series on the future of the coast. Read all parts of the series on our website, "
        "and write to the editors with your own questions."
    ),
    (
        "The views expressed in this column are those of the author alone and do not reflect those of the publisher, "
        "its owners or its advertisers."
    ),
    (
        "Subscribers can listen to this article in our app. To report an error, write to the readers' desk and name "
        "the article, the day and the sentence."
    ),
)

PROMOTIONS = (
    "What you get with the Evening Tide: the five stories everybody talked about today, in four minutes.",
    "Want it in your inbox? Subscribe here. Already a subscriber? Manage your newsletters here.",
    "Our food writer answers your questions every Thursday. This week: how to keep bread for a month.",
    "Listen: the harbour master on forty years of fog, in our podcast. New episodes every second Friday.",
    "Was this forwarded to you by a friend? Sign up and never miss an edition.",
    "Follow us for pictures from the islands, and send us yours: the best one wins a mug each month.",
    "Thank you for reading. We will be back on Monday with the tides, the markets and the crossword.",
    "Enjoying this newsletter? Recommend it to somebody who still reads the paper on paper.",
)

# In braces: n a whole number, d one with decimals, p a place, w a word that says where things are going.
FORMS = (
    (
        "{p} shares closed {w} on {day}. The index of the {n} largest companies ended at {n} points, {d} percent {w} "
        "than on the day before. {p} Steel lost {d} percent to {d} crowns, {p} Shipping gained {d} percent to {d} "
        "crowns. Turnover was {n} million crowns, compared with {n} million. The crown stood at {d} to the dollar. A "
        "barrel of oil cost {d} dollars, an ounce of gold {n} dollars."
    ),
    (
        "Weather for {day}. {p} and the coast: cloudy, with a high of {n} degrees and a low of {n} degrees. Winds from "
        "the west at {n} kilometres per hour, in gusts up to {n}. Chance of rain {n} percent. The sun rises at {n}.{n} "
        "and sets at {n}.{n}. Water temperature at {p}: {n} degrees. Outlook for {day}: {w}, high {n}, low {n}. The "
        "pollen count is {w}. Tides at {p} harbour: high at {n}.{n}, low at {n}.{n}."
    ),
    (
        "{p} beat {p} {n}-{n} on {day} in front of {n} spectators. The home side led {n}-{n} at half-time. It was the "
        "{n}th win of the season for {p}, who now have {n} points from {n} games and are {n} points behind the "
        "leaders. {p} remain in place {n} with {n} points. The next game for {p} is at {p} on {day}, when they will be "
        "without {n} injured players. Shots on goal: {n} to {n}. Corners: {n} to {n}. Fouls: {n} to {n}."
    ),
    (
        "{p} Holdings 4th qtr net. Shr {n} cts vs {n} cts. Net {d} mln vs {d} mln. Revs {d} mln vs {d} mln. Year shr "
        "{d} dlrs vs {d} dlrs. Net {d} mln vs {d} mln. Revs {d} mln vs {d} mln. Avg shrs {d} mln vs {d} mln. Note: "
        "results include a gain of {n},000 dlrs in the quarter and {n},000 dlrs in the year."
    ),
)

# What is news in the next version of a report.
NEWS = (
    "{p}'s council said on {day} that the number had risen to {n}, from {n} the night before.",
    "Crews from {p} and {p} arrived in the course of {day} with {n} vehicles and a crane.",
    "By the evening {n} households were still waiting, down from {n} at noon, the office in {p} said.",
    "A second hearing was set for {day}, after {n} of the {n} members asked for more time.",
    "The road between {p} and {p} was opened again at {n}.{n} on {day}.",
    "Officials in {p} now put the cost at {n} million crowns; an earlier estimate had been {n} million.",
)

# How a report gives a quotation; the first of a speech takes the even ones, the second the odd.
FRAMES = (
    "{q} the chair told the hall, to applause from the back rows.",
    "Asked about the vote, she replied: {q}",
    "{q} he added, before the microphone failed.",
    "Her answer to the fishermen was short. {q}",
    "To the members the speaker said this: {q}",
    "{q} were the words that stayed with those who listened outside.",
    "Later the same voice went on: {q}",
    "There was one more thing. {q} So much for the budget.",
    "{q} That drew whistles from the gallery.",
    "In the last minutes it became personal. {q}",
)
_PLACES = (
    "Port Hale",
    "Varrin",
    "Low Ansel",
    "Ostmark",
    "Tolle",
    "Corvane",
    "Pellin",
    "Saltmouth",
    "Brackwater",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_WAYS = ("higher", "lower", "mixed", "steady", "dry", "unsettled")


def filled(form: str, random: np.random.Generator) -> str:
    """A form with every blank filled in at random."""
    parts = form.replace("{", "\0{").replace("}", "}\0").split("\0")
    return "".join(_blank(part, random) if part.startswith("{") else part for part in parts)


def _blank(blank: str, random: np.random.Generator) -> str:
    match blank:
        case "{n}":
            return str(random.integers(2, 90))
        case "{d}":
            return f"{random.random() * 90:.2f}"
        case _:
            words = {"{p}": _PLACES, "{day}": _DAYS, "{w}": _WAYS}[blank]
            return words[int(random.integers(len(words)))]
