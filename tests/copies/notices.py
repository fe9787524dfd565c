"""Invented briefs, each about something else, what sites print beside them, and forms that are filled in anew."""

import random
from collections.abc import Sequence

from headwater.model import Article

BRIEFS = (
    (
        "Stork lands on the clock tower",
        "A stork has built its nest on the hand of the clock tower in Varrin, which has "
        "shown twenty past four since. The sexton feeds it herring every noon.",
    ),
    (
        "Lowmere swaps buses for ferries",
        "Commuters in Lowmere will cross the lagoon by electric ferry from March. The "
        "bus depot becomes a boathouse, the transport office decided by nine votes to two.",
    ),
    (
        "Baker bakes the longest plait",
        "Joss Terrin has plaited a loaf of forty metres for the harvest supper. Six "
        "apprentices carried it through Lantern Street on their shoulders.",
    ),
    (
        "Quarry lake closed to swimmers",
        "Divers found sunken trucks under the surface of the quarry lake near Ansel. "
        "Until cranes have lifted them nobody may bathe there.",
    ),
    (
        "Choir sings for an empty hall",
        "Snow kept everybody away when the Pelham choir gave its spring concert. The "
        "singers went on all the same, and the caretaker clapped for ninety.",
    ),
    (
        "Chess club beats the prison",
        "Five boards to three was the score when pensioners of Norbury met inmates over "
        "chess. A rematch has been agreed for the week after Easter.",
    ),
    (
        "Telescope sees a new comet",
        "An amateur in Sorrel discovered a faint comet with a home-made telescope. It passes "
        "the sun in October and may be named after her grandmother.",
    ),
    (
        "Goats mow the railway bank",
        "Sixty goats graze along the tracks to Kestrel, where tractors had slipped. The "
        "railway pays their shepherd by the hectare.",
    ),
    (
        "Violin found after fifty years",
        "A stolen violin has turned up behind the organ of Saint Aldern. Its owner, now "
        "eighty, played a waltz on it before the police took fingerprints.",
    ),
    (
        "Potatoes fail on the east coast",
        "Blight has spoiled two thirds of the potatoes between Tarn and the delta. "
        "Growers want seed from the highlands, which is dearer.",
    ),
    (
        "Schoolchildren design a stamp",
        "A hedgehog drawn by pupils in Elmsford won the postal contest. Four million "
        "stamps with it go on sale in the autumn.",
    ),
    (
        "Fog grounds balloons for a week",
        "Twelve balloonists have waited since Sunday for the mist over Halden to lift. "
        "They pass their days with cards and soup.",
    ),
    (
        "Dentist opens on a houseboat",
        "Patients row to the surgery of Nora Quist, who moors wherever teeth ache. Her "
        "drill runs on solar power.",
    ),
    (
        "Cheese cellar wins a medal",
        "Judges praised the mouldy rind of a goat cheese from Drexler. The dairy has ripened "
        "it in an old mine since the flood.",
    ),
    (
        "Lift at the castle stuck again",
        "For the third time this year tourists had to be winched from the castle lift. "
        "Engineers blame pigeons and a worn cable.",
    ),
    (
        "Knitters wrap the bridge",
        "Volunteers have dressed the footbridge at Ilmen in eleven kilometres of wool. Rain "
        "made it so heavy that a sleeve was cut off.",
    ),
    (
        "Marathon moves to moonlight",
        "Because of the heat runners start at midnight in Vantor. Lamps are lent out, and "
        "owls have been counted along the route.",
    ),
    (
        "Museum lends a whale",
        "The skeleton of a whale travels by barge from Ottavia to the capital. Only its jaw stays, "
        "since it holds up the roof.",
    ),
    (
        "Fire brigade rescues a piano",
        "A grand piano hung from a balcony until firemen lowered it with hoses. The pianist "
        "gave a recital in the street at once.",
    ),
    (
        "Beekeepers argue over a swarm",
        "Two neighbours in Brackwater claim the same bees. The magistrate let the queen "
        "decide by opening both hives at dawn.",
    ),
)
"""Headline and text."""

TERMS = (
    "The material on this page is intended for general information only and is no advice of any kind.",
    "Although every effort is made to keep it correct, the publisher gives no warranty, express or implied, that it is "
    "complete, accurate or reliable.",
    "Any reliance that you place on it is strictly at your own risk, and in no event will the publisher be liable for "
    "any loss or damage, direct or indirect, that arises out of its use.",
    "Links to other pages are a convenience and do not imply that the views expressed there are endorsed.",
    "No part of the text may be reproduced, stored in a retrieval system or passed on in any form without permission "
    "in writing.",
    "Whoever believes that an error was made may write to the complaints desk, which replies within fourteen working "
    "days and keeps a register that is open to inspection.",
    "Personal data is processed only as far as it is needed to deliver the service that was ordered, and erased "
    "afterwards.",
    "By reading on you accept the conditions of use in the version that is current on the day of your visit.",
    "Should one of the conditions be invalid, the others remain in force, and a valid one that comes closest to its "
    "purpose takes its place.",
    "The place of jurisdiction for all disputes is the seat of the publisher, unless mandatory law provides otherwise.",
    "Subscribers may end their contract at the end of each month by a letter, a message or the form in their account.",
    "Delivery abroad is charged at cost, and delays that are caused by strikes or by floods give no claim to a refund.",
)

NEWSLETTER = (
    "Sign up for our morning newsletter and never miss the stories that matter to you.",
    "We send you the five stories of the day, the forecast and a crossword before breakfast, free of charge, and you "
    "can leave whenever you like.",
    "Enter your email address below, tick the box and confirm the link that we send you; we never pass it on.",
    "Follow us on all channels and share this page with your friends if you liked what you read.",
)

PICTURE_RIGHTS = (
    "All pictures copyright Littoral Photo Agency 2031, licensed for single use by members of the Littoral Photo Agency "
    "in Port Hale only.",
    "Any further use, storage in a picture archive, or passing on to third parties requires a licence from the Littoral "
    "Photo Agency, 12 Quay Street, Port Hale.",
    "Pictures of identifiable persons may not be used in advertising or in connection with the sale of goods.",
    "Under the Copyright Act 1987 a surcharge of 100 percent is due where the credit line was left out.",
)

ELECTION_LAW = (
    "Pursuant to section 14 of the Elections Act 2019 the State Election Commission of Ostmark gives notice that the "
    "rolls for the election of 14 June 2031 are open for inspection from 4 May to 11 May at every municipal office.",
    "Any voter may within this period lodge an objection in writing with the Commission, stating the grounds and "
    "enclosing evidence.",
    "Political advertising published before 14 June 2031 must name the person who ordered it, under section 31 of the "
    "Elections Act 2019.",
    "Polling stations are open from 8 to 18 hours; voters are to bring the polling card or an identity card.",
    "The State Election Commission of Ostmark, Registrar Helene Brauer, 2 April 2031.",
)

TICKER = (
    "Norhale 412.10 +0.34 Grainco 88.35 -1.20 Ferrox 17.04 +0.02 Limnal 640.00 +3.75 Quarrum 23.90 -0.48 Ostbank 105.55 "
    "+0.61 Varrol 9.81 -0.07 Telmar 312.45 +2.02 Hydris 56.70 +0.13 Pontus 77.15 -0.94 Sylvan 201.30 +1.16 Cargon 34.25 "
    "-0.33 Mertex 148.60 +0.85 Oblast 62.05 -0.19 Finwell 19.95 +0.41, all figures delayed by fifteen minutes.",
)

DISPATCH = (
    "Dockers at Port Hale voted on Tuesday to walk out from Friday, in what would be the first stoppage at the harbour "
    "in eleven years.",
    "All 310 members of the union took part in the ballot, the harbour office said.",
    "The harbour handles about a third of the island's grain, and millers said that their stores would last for three "
    "weeks.",
    "Talks with the owners broke down last week after nine hours; the owners had offered a rise of four percent, while "
    "the union asks for nine.",
    "A new meeting is planned for Thursday in Varrin, where the ministry of trade has offered a mediator.",
)

HEADLINES = (
    "Port Hale dockers vote to strike",
    "Harbour walkout from Friday",
    "Grain supply at risk as dockers vote",
    "First stoppage in eleven years looms at harbour",
    "Union asks owners for nine percent",
    "Strike at the harbour: what millers fear",
    "Dockers say yes to walkout",
    "Millers fear for grain after dockers' ballot",
)

ADDED = (
    "Millers in {place} have bought grain from the mainland in case the dockers walk out.",
    "In {place} flour from the harbour was sold out by six in the evening, and bakers rationed bread.",
    "{person}, who sits for {place}, called on the union and the owners to meet before Thursday.",
    "The strike at Port Hale would reach {place} within days, since its brewery has its barley from there.",
    "{person} of the grain exchange said that {place} remembers the stoppage of eleven years ago well.",
    "Ships bound for Port Hale may be sent to {place} instead, its harbour master {person} said.",
    "A ferry with dockers from {place} will join the walkout on Friday, according to {person}.",
)

LEADS = (
    "No ship will be unloaded at Port Hale from Friday if the dockers have their way.",
    "Bread may soon be dearer in {place}: the dockers of Port Hale want to stop work on Friday.",
    "The dockers have voted, and {place} has to fear for its grain.",
)

_PLACES = (
    "Varrin",
    "Korsk",
    "Ansel",
    "Halden",
    "Terrin",
    "Lowmere",
    "Brackwater",
    "Elmsford",
    "Norbury",
    "Pelham",
)
_PEOPLE = (
    "Mara Ellin",
    "Ada Brandt",
    "Petr Novik",
    "Ilse Kramm",
    "Tom Wessel",
    "Nora Quist",
    "Karl Ebner",
    "Lena Foss",
)


def cut_to(sentences: Sequence[str], words: int) -> str:
    """The first so many words of a notice."""
    return " ".join(" ".join(sentences).split()[:words])


def briefs(notice: str, where: str = "after", titles: bool = True, count: int = 20) -> list[Article]:
    """Each of the briefs on a site of its own, with the notice before, after or in the middle of it."""
    return [_brief(number, notice, where, titles) for number in range(count)]


def _brief(number: int, notice: str, where: str, titles: bool) -> Article:
    title, text = BRIEFS[number]
    first, rest = text.split(". ", 1)
    paragraphs = {"before": (notice, text), "after": (text, notice), "middle": (f"{first}.", notice, rest)}
    return Article(
        id=f"brief-{number:03}",
        title=title if titles else None,
        site=f"site{number}.example",
        paragraphs=paragraphs[where],
    )


def prints(count: int, added: int = 2, titles: bool = True, new_lead: bool = False) -> list[Article]:
    """A dispatch on so many sites, each with sentences of its own and, if wanted, another lead and no headline."""
    return [_print(number, added, titles, new_lead) for number in range(count)]


def _print(number: int, added: int, titles: bool, new_lead: bool) -> Article:
    chance = random.Random(f"print {number}")  # noqa: S311  # sentences, no secrets
    place, person = chance.choice(_PLACES), chance.choice(_PEOPLE)
    lead = chance.choice(LEADS).format(place=place) if new_lead else DISPATCH[0]
    own = (sentence.format(place=place, person=person) for sentence in chance.sample(ADDED, added))
    return Article(
        id=f"print-{number:03}",
        title=chance.choice(HEADLINES) if titles else None,
        site=f"paper{number}.example",
        paragraphs=(lead, *DISPATCH[1:], *own),
    )


def quake(number: int) -> Article:
    """A report that a program wrote of one earthquake: the same words, another place, other figures."""
    chance, place = _chance_and_place("quake", number)
    size = f"{chance.randint(2, 6)}.{chance.randint(0, 9)}"
    return _filled(
        "quake",
        number,
        f"Magnitude {size} earthquake strikes near {place}",
        f"A magnitude {size} earthquake struck {chance.randint(2, 60)} kilometres from {place} on {_day(chance)} at "
        f"{chance.randint(10, 23)}:{chance.randint(10, 59)}, according to the Ostmark Seismological Institute.",
        f"It occurred at a depth of {chance.randint(2, 90)} kilometres and {chance.randint(100, 400)} kilometres from "
        f"{chance.choice(_PLACES)}, the nearest city, which has {chance.randint(20, 900)},000 inhabitants.",
        "No tsunami warning was issued. Whoever felt the earthquake is asked to report it to the institute through the "
        "form on its page. This report was written by a program and will be brought up to date by an editor.",
    )


def forecast(number: int) -> Article:
    """The weather of one place."""
    chance, place = _chance_and_place("forecast", number)
    day = _day(chance)
    return _filled(
        "forecast",
        number,
        f"Weather in {place} on {day}",
        f"In {place} highs of {chance.randint(10, 30)} degrees are expected on {day}, and lows of {chance.randint(1, 9)} "
        f"degrees at night. The wind blows at {chance.randint(10, 60)} kilometres an hour.",
        f"The chance of rain is {chance.randint(10, 99)} percent. The sun rises at {chance.randint(5, 7)}."
        f"{chance.randint(10, 59)} and sets at {chance.randint(17, 21)}.{chance.randint(10, 59)}.",
        "The outlook for the days after that remains changeable, according to the weather service, and the pollen count "
        "will be published in the afternoon.",
    )


def match(number: int) -> Article:
    """The report of a match, from the data of the league."""
    chance, home = _chance_and_place("match", number)
    guest, one, other = chance.choice(_PLACES), *chance.sample(_PEOPLE, 2)
    score = f"{chance.randint(0, 6)}-{chance.randint(0, 6)}"
    return _filled(
        "match",
        number,
        f"{home} {score} {guest}",
        f"The final score when {home} met {guest} on {_day(chance)} was {score}, before a crowd of "
        f"{chance.randint(200, 9000)}.",
        f"After {chance.randint(2, 44)} minutes the scoring was opened by {one} with a shot from close range, and after "
        f"{chance.randint(46, 89)} minutes another was added by {other} from a corner.",
        f"That leaves {home} in place {chance.randint(1, 18)} of the table with {chance.randint(20, 40)} points and "
        f"{guest} with {chance.randint(3, 19)}. This report was made from the data of the league.",
    )


def obituary(number: int) -> Article:
    """What a funeral home sends to the papers."""
    chance, place = _chance_and_place("obituary", number)
    first, last = chance.choice(_PEOPLE).split()[0], f"{place[:4]}{chance.choice(('er', 'sen', 'ow', 'ini'))}"
    age, children = chance.randint(50, 99), chance.randint(2, 12)
    return _filled(
        "obituary",
        number,
        f"{first} {last}, {age}, of {place}",
        f"With sorrow we learned that {first} {last}, {age}, of {place}, passed away peacefully at home on {_day(chance)}, "
        f"surrounded by family.",
        f"Born in 19{chance.randint(20, 70)}, the daughter of {chance.choice(_PEOPLE)}, {first} was known to all for "
        f"kindness and patience, and is survived by {children} grandchildren.",
        f"The service is held on {_day(chance)} at {chance.randint(10, 15)} in the chapel of {chance.choice(_PLACES)}. In "
        "lieu of flowers the family asks for donations to the hospice, and wishes to thank all who helped.",
    )


def draw(number: int) -> Article:
    """The numbers of a lottery."""
    chance, _ = _chance_and_place("draw", number)
    numbers = ", ".join(map(str, sorted(chance.sample(range(1, 50), 6))))
    return _filled(
        "draw",
        number,
        f"Lottery numbers for {_day(chance)}",
        f"The winning numbers of the draw are {numbers}, and the bonus ball was {chance.randint(1, 50)}.",
        f"The jackpot stood at {chance.randint(10, 90)} million, and {chance.randint(100, 400)} tickets with five numbers "
        f"win {chance.randint(1000, 9000)} each.",
        "Winners have half a year to claim their prize at any office of the lottery. Numbers are given without guarantee; "
        "please play responsibly, and call the free helpline if it is no longer fun for you.",
    )


def erdbeben(number: int) -> Article:
    """As `quake`, in a language that writes all nouns with a capital letter."""
    chance, place = _chance_and_place("erdbeben", number)
    size = f"{chance.randint(2, 6)},{chance.randint(0, 9)}"
    return _filled(
        "erdbeben",
        number,
        f"Erdbeben der Stärke {size} bei {place}",
        f"Ein Erdbeben der Stärke {size} hat sich um {chance.randint(10, 23)}.{chance.randint(10, 59)} Uhr in einer "
        f"Entfernung von {chance.randint(10, 60)} Kilometern von {place} ereignet, wie das Institut mitteilte.",
        f"Das Zentrum lag in einer Tiefe von {chance.randint(20, 90)} Kilometern. In der nächsten Stadt leben "
        f"{chance.randint(100, 900)} Tausend Menschen, und sie ist {chance.randint(100, 400)} Kilometer entfernt.",
        "Eine Warnung vor einer Flutwelle wurde nicht ausgegeben. Wer die Erschütterung gespürt hat, wird gebeten, sie "
        "über das Formular auf der Seite des Instituts zu melden. Dieser Bericht wurde von einem Programm erstellt.",
    )


FORMS = (quake, forecast, match, obituary, draw, erdbeben)


def _chance_and_place(form: str, number: int) -> tuple[random.Random, str]:
    chance = random.Random(f"{form} {number}")  # noqa: S311  # sentences, no secrets
    return chance, chance.choice(_PLACES) + chance.choice(("", "ton", "ville", "stad", "mouth", "ford"))


def _day(chance: random.Random) -> str:
    return chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


def _filled(form: str, number: int, title: str, *paragraphs: str) -> Article:
    return Article(id=f"{form}-{number:03}", title=title, site=f"site{number}.example", paragraphs=paragraphs)
