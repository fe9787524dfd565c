"""Pairs of sentences in five languages, each with all the details that a reader would be told of, and traps among them.

A detail is written `topic: before → after`, an empty side for what is there on one side only.
"""

import pytest

from headwater.copies import differences
from headwater.model import Article

ENGLISH = [
    # A source that goes, comes or is another.
    (
        "The quay is safe, the harbour office said.",
        "The quay is safe.",
        ["attribution: the harbour office said → "],
    ),
    (
        "Two cranes fell, according to the fire brigade.",
        "Two cranes fell.",
        ["attribution: according to the fire brigade → "],
    ),
    (
        "The lock is closed.",
        "The lock is closed, the canal board said.",
        ["attribution:  → the canal board said"],
    ),
    (
        "Citing the Halden Courier, the mayor closed the lock.",
        "The mayor closed the lock.",
        ["attribution: Citing the Halden Courier → "],
    ),
    (
        "The bank holds, Mara Ellin said.",
        "The bank holds, Joss Terrin said.",
        ["name: Mara Ellin → Joss Terrin"],
    ),
    (
        "The dyke will hold, the engineers said.",
        "The dyke will hold, the ministry said.",
        ["attribution: the engineers → the ministry"],
    ),
    # The same source, told otherwise.
    ("The ferry will sail on Friday, the line said.", "The line said the ferry will sail on Friday.", []),
    ("“The ferry sails,” said captain Ilse Varga.", "“The ferry sails,” Ilse Varga said.", []),
    ("He said the tide was late.", "The tide was late, he said.", []),
    ("The report said the dam was safe.", "The report says the dam was safe.", []),
    # A verb with another tone.
    (
        "The mayor said the bridge was safe.",
        "The mayor claimed the bridge was safe.",
        ["tone: said → claimed"],
    ),
    (
        "The union said the offer was too low.",
        "The union admitted the offer was too low.",
        ["tone: said → admitted"],
    ),
    ("The board said it had paid.", "The board says it had paid.", []),
    ("The owner told the council it was late.", "The owner said to the council it was late.", []),
    # Words for people and events.
    (
        "Protesters filled the square by noon.",
        "Rioters filled the square by noon.",
        ["tone: Protesters → Rioters"],
    ),
    ("The government raised the toll.", "The regime raised the toll.", ["tone: government → regime"]),
    ("Prices rose in the spring.", "Prices soared in the spring.", ["tone: rose → soared"]),
    ("Demonstrators filled the square by noon.", "Protesters filled the square by noon.", []),
    (
        "The council met the miners on Monday.",
        "The council met the brave miners on Monday.",
        ["tone:  → brave"],
    ),
    # Hedges and negations.
    ("The clerk allegedly took the keys.", "The clerk took the keys.", ["hedge: allegedly → "]),
    ("The pier was not damaged by the storm.", "The pier was damaged by the storm.", ["negation: not → "]),
    (
        "It happened in May, when the gate was open.",
        "It happened in June, when the gate was open.",
        ["figure: May → June"],
    ),
    # Traps: surnames and places that are spelled like the words looked for.
    ("Otto Claims opened the gate at dawn.", "Otto Quill opened the gate at dawn.", ["name: Claims → Quill"]),
    ("The insurer paid all claims within a week.", "The insurer paid all bills within a week.", []),
    (
        "Anna Riot sang at the pier on Sunday.",
        "Anna Rally sang at the pier on Sunday.",
        ["name: Riot → Rally"],
    ),
    ("The mob boss was tried in Halden.", "The mob boss was tried in Tolle.", ["name: Halden → Tolle"]),
    ("Shares rose after the vote.", "The rose garden opened after the vote.", []),
    ("The notes were kept in a safe.", "The letters were kept in a safe.", []),
    ("The state of the road is poor.", "The states of the road is poor.", []),
    # Traps: said inside a quotation is the speaker's matter.
    (
        "“They said it was fine and I believed them,” Varga told us.",
        "“They said it was fine and I believed them,” Varga told reporters.",
        [],
    ),
    ("The book, which was reported stolen, is back.", "The book, which was stolen, is back.", []),
    ("It was reported that the lock is closed.", "The lock is closed.", ["attribution: It was reported → "]),
    ("The town has had its say on the bridge.", "The town has had its way on the bridge.", []),
    # Figures.
    ("The storm hurt 14 sailors on the quay.", "The storm hurt 41 sailors on the quay.", ["figure: 14 → 41"]),
    ("Twelve boats sank near the bank.", "12 boats sank near the bank.", []),
    ("It opened on Monday at the pier.", "It opened on Tuesday at the pier.", ["figure: Monday → Tuesday"]),
]

ENGLISH += [
    (
        "Officials also said the lock is closed.",
        "The lock is closed.",
        ["attribution: Officials also said → "],
    ),
    ("The ministry claims the dam is safe.", "The ministry says the dam is safe.", ["tone: claims → says"]),
    (
        "The company reports that its losses grew.",
        "Its losses grew.",
        ["attribution: The company reports → "],
    ),
    ("The crew was told to leave the ship.", "The crew was asked to leave the ship.", []),
    ("The reported losses grew in March.", "The hidden losses grew in March.", []),
    ("The union may strike on Friday.", "The union might strike on Friday.", []),
]

GERMAN = [
    (
        "Die Polizei gab am Abend bekannt, dass der Kai frei ist.",
        "Der Kai ist am Abend frei.",
        ["attribution: Die Polizei gab → "],
    ),
    ("Der Tod des Wals wurde bestätigt.", "Der Tod des Wals wurde gemeldet.", []),
    (
        "Die Brücke ist sicher, sagte der Hafenmeister.",
        "Die Brücke ist sicher.",
        ["attribution: sagte der Hafenmeister → "],
    ),
    ("Laut Feuerwehr brannte nur das Dach.", "Es brannte nur das Dach.", ["attribution: Laut Feuerwehr → "]),
    (
        "Nach Angaben der Polizei blieb niemand zurück.",
        "Es blieb niemand zurück.",
        ["attribution: Nach Angaben der Polizei → "],
    ),
    (
        "Der Minister sagte, die Schleuse sei dicht.",
        "Der Minister behauptete, die Schleuse sei dicht.",
        ["tone: sagte → behauptete"],
    ),
    ("Der Minister erklärte, die Schleuse sei dicht.", "Der Minister sagte, die Schleuse sei dicht.", []),
    ("Die Regierung hob den Zoll an.", "Das Regime hob den Zoll an.", ["tone: Regierung → Regime"]),
    (
        "Der Schreiber nahm angeblich die Schlüssel.",
        "Der Schreiber nahm die Schlüssel.",
        ["hedge: angeblich → "],
    ),
    ("Der Steg wurde nicht beschädigt.", "Der Steg wurde beschädigt.", ["negation: nicht → "]),
    ("Im Mai wurde das Tor geöffnet.", "Im Juni wurde das Tor geöffnet.", ["figure: Mai → Juni"]),
    (
        "Der Preis stieg im Frühjahr deutlich.",
        "Der Preis explodierte im Frühjahr deutlich.",
        ["tone: stieg → explodierte"],
    ),
    ("Das Haus am Platz gab den Blick frei.", "Das Haus am Platz lässt den Blick frei.", []),
    ("Sie gab ihm das Buch am Abend.", "Sie reichte ihm das Buch am Abend.", []),
    ("Bekannte und Freunde kamen zum Hafen.", "Verwandte und Freunde kamen zum Hafen.", []),
]

FRENCH = [
    (
        "Le pont est sûr, a déclaré le maire de Tolle.",
        "Le pont est sûr.",
        ["attribution: a déclaré le maire de Tolle → "],
    ),
    (
        "Selon les pompiers, deux grues sont tombées.",
        "Deux grues sont tombées.",
        ["attribution: Selon les pompiers → "],
    ),
    (
        "Le maire a déclaré que le pont était sûr.",
        "Le maire a prétendu que le pont était sûr.",
        ["tone: déclaré → prétendu"],
    ),
    ("Le gouvernement a relevé le péage.", "Le régime a relevé le péage.", ["tone: gouvernement → régime"]),
    (
        "Le quai n’a pas été touché par la tempête.",
        "Le quai a été touché par la tempête.",
        ["negation: n’a → "],
    ),
    ("Le greffier aurait pris les clés hier.", "Le greffier a pris les clés hier.", ["hedge: aurait → "]),
    (
        "La porte a ouvert en mai avant la fête.",
        "La porte a ouvert en juin avant la fête.",
        ["figure: mai → juin"],
    ),
]

SPANISH = [
    (
        "El puente es seguro, dijo el alcalde de Tolle.",
        "El puente es seguro.",
        ["attribution: dijo el alcalde de Tolle → "],
    ),
    ("Según los bomberos, cayeron dos grúas.", "Cayeron dos grúas.", ["attribution: Según los bomberos → "]),
    (
        "El alcalde dijo que el puente era seguro.",
        "El alcalde alegó que el puente era seguro.",
        ["tone: dijo → alegó"],
    ),
    (
        "El gobierno subió el peaje en marzo.",
        "El régimen subió el peaje en marzo.",
        ["tone: gobierno → régimen"],
    ),
    (
        "El muelle no fue dañado por la tormenta.",
        "El muelle fue dañado por la tormenta.",
        ["negation: no → "],
    ),
    (
        "El escribano supuestamente tomó las llaves.",
        "El escribano tomó las llaves.",
        ["hedge: supuestamente → "],
    ),
    (
        "La puerta abrió en mayo con la feria.",
        "La puerta abrió en junio con la feria.",
        ["figure: mayo → junio"],
    ),
]

RUSSIAN = [
    ("Мост безопасен, сообщил мэр Толле.", "Мост безопасен.", ["attribution: сообщил мэр Толле → "]),
    ("По данным пожарных, упали два крана.", "Упали два крана.", ["attribution: По данным пожарных → "]),
    ("Мэр сказал, что мост безопасен.", "Мэр утверждал, что мост безопасен.", ["tone: сказал → утверждал"]),
    ("Правительство подняло плату в марте.", "Режим поднял плату в марте.", ["tone: Правительство → Режим"]),
    ("Причал не был повреждён бурей.", "Причал был повреждён бурей.", ["negation: не → "]),
    ("Писарь якобы взял ключи от ворот.", "Писарь взял ключи от ворот.", ["hedge: якобы → "]),
    ("Ворота открыли в мае перед ярмаркой.", "Ворота открыли в июне перед ярмаркой.", ["figure: мае → июне"]),
]

PAIRS = [
    (language, *pair)
    for language, pairs in (
        ("en", ENGLISH),
        ("de", GERMAN),
        ("fr", FRENCH),
        ("es", SPANISH),
        ("ru", RUSSIAN),
    )
    for pair in pairs
]


@pytest.mark.parametrize(("language", "before", "after", "expected"), PAIRS)
def test_what_a_reader_is_told_of_a_pair(language: str, before: str, after: str, expected: list[str]) -> None:
    kept = "Nothing else happened at the pier that day, and the gulls went home."
    origin, copy = (Article(text=f"{text}\n\n{kept}", language=language) for text in (before, after))
    found = differences(origin, copy).details
    assert [f"{detail.topic}: {detail.before} → {detail.after}" for detail in found] == expected
