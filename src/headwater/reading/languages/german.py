"""German."""

from headwater.reading.languages.markers import Markers, Unit

GERMAN = Markers(
    language="de",
    units={
        Unit.SECOND: r"sekunden?|sek\.?",
        Unit.MINUTE: r"minuten?|min\.?",
        Unit.HOUR: r"stunden?|std\.?",
        Unit.DAY: r"tag(?:en?)?",
        Unit.WEEK: r"wochen?",
        Unit.MONTH: r"monat(?:en?)?",
        Unit.YEAR: r"jahr(?:en?)?",
    },
    numbers={
        "einer": 1, "einem": 1, "eine": 1, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
        "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    },
    ago=("vor (?:etwa |rund |ca\\. )?{n} ?{unit}",),
    just_now=("gerade eben", "soeben", "eben erst", "vor wenigen sekunden", "vor wenigen augenblicken"),
    last_week=("letzte woche", "vergangene woche", "vorige woche"),
    today=("heute",),
    yesterday=("gestern",),
    months=(
        ("januar", "jänner", "jan"), ("februar", "feb"), ("märz", "mär", "mrz"), ("april", "apr"), ("mai",),
        ("juni", "jun"), ("juli", "jul"), ("august", "aug"), ("september", "sept", "sep"),
        ("oktober", "okt"), ("november", "nov"), ("dezember", "dez"),
    ),
    at_clock=("um", "am"),
    clock_suffix=("uhr",),
    promo=(
        "lesen sie auch", "lesen sie mehr", "lesen sie weiter", "mehr lesen", "weiterlesen", "mehr zum thema",
        "mehr dazu", "siehe auch", "auch interessant", "das könnte sie auch interessieren", "zum thema",
        "lesen sie hier", "mehr erfahren", "zum artikel", "passend dazu", "weitere informationen", "auch lesenswert",
    ),
    related=(
        "ähnliche artikel", "verwandte artikel", "weitere artikel", "mehr zum thema", "mehr artikel",
        "das könnte sie auch interessieren", "auch interessant", "ähnliche nachrichten", "weitere nachrichten",
    ),
    panel=(
        "kommentare", "noch keine kommentare", "keine kommentare", "kommentar schreiben", "kommentar verfassen",
        "testen sie unsere ki-funktionen", "probieren sie unsere ki-funktionen", "unsere ki-funktionen", "ki-funktionen",
        "entdecken sie, was", "artikel teilen", "teilen", "zusammenfassen", "artikel anhören", "anzeige",
        "newsletter abonnieren", "zum newsletter anmelden", "folgen sie uns",
    ),
    app=(
        "app herunterladen", "laden sie die app", "laden sie unsere app", "app laden", "holen sie sich die app",
        "jetzt die app", "app installieren", "jetzt starten", "laden sie die app herunter",
    ),
    footer=(
        "alle rechte vorbehalten", "impressum", "datenschutz", "nutzungsbedingungen", "ältere beiträge",
        "neuere beiträge", "nächste seite", "vorherige seite", "mehr laden", "nach oben", "kontakt", "über uns",
    ),
    archive=(
        "kategorie-archiv", "kategoriearchiv", "archiv der kategorie", "kategorie", "archiv", "schlagwort-archiv",
        "schlagwort", "schlagwortarchiv", "thema", "rubrik", "ressort", "alle beiträge in",
    ),
    hashtags=("hashtags", "schlagwörter", "schlagworte", "themen", "stichwörter", "tags"),
    icon_words=("zeit", "uhr", "uhrzeit", "logo", "symbol", "bild", "kalender", "quelle", "autor", "datum"),
    source=("quelle", "quellen", "zuerst erschienen in", "zuerst erschienen bei"),
    byline=("von",),
    updated=("veröffentlicht", "aktualisiert", "stand", "zuletzt aktualisiert", "erschienen", "am"),
    edited=("bearbeitet",),
    caption=("archivbild", "archivfoto", "foto", "bild", "symbolbild", "symbolfoto", "im bild"),
    labels={
        "developing": (
            "weitere details folgen", "details folgen", "mehr in kürze", "weitere informationen folgen", "eilmeldung",
            "dieser artikel wird laufend aktualisiert", "dieser artikel wird aktualisiert", "mehr dazu in kürze",
            "weitere einzelheiten folgen",
        ),
        "video": ("video", "videos", "mit video"),
        "photos": ("fotos", "bilder", "bildergalerie", "fotostrecke", "galerie"),
        "live": ("live", "liveticker", "live-ticker", "liveblog"),
        "opinion": ("meinung", "kommentar", "leitartikel", "gastbeitrag", "analyse", "kolumne"),
        "exclusive": ("exklusiv",),
    },
    note=(
        "anmerkung der redaktion", "anm. d. red.", "anm. d. red", "hinweis der redaktion", "korrektur", "berichtigung",
        "korrekturhinweis", "richtigstellung", "transparenzhinweis", "redaktioneller hinweis",
    ),
    note_words=(
        "frühere version", "früheren version", "ursprüngliche", "zunächst", "irrtümlich", "fälschlich", "korrigiert",
        "berichtigt", "dieser artikel", "dieses artikels", "diesem artikel", "dieser text", "dieses textes",
        "die überschrift", "wir haben", "fehler",
    ),
    pronouns=("er", "sie", "es", "wir", "dies", "das ist"),
    told=(
        r"\bsagte (?:er |sie )?(?:gegenüber |zu )?(?:der |dem )?{name}", r"\bgegenüber (?:der |dem )?{name}",
        r"\bim (?:interview|gespräch) mit (?:der |dem )?{name}",
    ),
    learned=(r"wie {name} erfuhr", r"erfuhr {name}", r"liegt (?:der |dem )?{name} vor", r"nach informationen von {name}"),
)  # fmt: skip
