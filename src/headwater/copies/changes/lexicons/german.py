"""German. See `copies.lexicons` for where the families of words come from."""

from headwater.copies.changes.lexicons.lexicon import (
    ADMITTING,
    ASSERTING,
    ATTACKING,
    DOUBTING,
    PLAIN,
    REPORTING,
    URGING,
    Lexicon,
)

GERMAN = Lexicon(
    language="de",
    common="der die das und den dem des ein eine ist im mit von zu auf für sich nicht hat wurde am",
    negations="nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts weder ohne",
    hedges="angeblich angebliche angeblichen angeblicher mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher "
    "möglicherweise vielleicht vermutlich wahrscheinlich offenbar anscheinend wohl soll sollen könnte "
    "könnten dürfte dürften scheint",
    fields={
        REPORTING: {
            PLAIN: "sagte sagten sagt erklärte erklärten erklärt teilte teilten berichtete berichteten berichtet "
            "meldete meldet schrieb schreibt betonte ergänzte",
            DOUBTING: "behauptete behaupteten behauptet unterstellte unterstellt",
            ASSERTING: "bestätigte bestätigten bestätigt enthüllte enthüllten enthüllt",
            ADMITTING: "räumte gestand gestanden gab gaben",
            URGING: "warnte warnten warnt forderte forderten fordert mahnte drängte beharrte pochte",
            ATTACKING: "wetterte wettert schimpfte schimpft polterte poltert geißelte tobte ätzte",
        },
        "people in the street": {
            PLAIN: "demonstrant demonstranten demonstrierende demonstrierenden protestierende protestierenden",
            "loaded": "randalierer randalierern krawallmacher chaoten mob pöbel störer",
            "approving": "aktivist aktivisten aktivistinnen",
        },
        "event in the street": {
            PLAIN: "protest proteste protesten demonstration demonstrationen kundgebung kundgebungen",
            "loaded": "krawall krawalle krawallen ausschreitungen unruhen randale aufruhr",
        },
        "armed people": {
            PLAIN: "kämpfer kämpfern bewaffnete bewaffneten soldaten truppen",
            "opposed": "rebellen aufständische aufständischen separatisten milizionäre",
            "loaded": "terrorist terroristen extremisten",
            "approving": "freiheitskämpfer verteidiger befreier partisanen",
        },
        "people on the move": {
            PLAIN: "migranten migrantinnen zuwanderer einwanderer",
            "sheltering": "flüchtling flüchtlinge flüchtlingen geflüchtete geflüchteten schutzsuchende",
            "loaded": "illegale illegalen eindringlinge asylanten wirtschaftsflüchtlinge",
        },
        "armed action": {
            PLAIN: "einsatz operation aktion militäraktion",
            "open": "krieg angriff angriffe invasion offensive überfall einmarsch",
            "loaded": "aggression massaker gemetzel",
        },
        "ending lives": {
            PLAIN: "getötet tot starben gestorben umgekommen",
            "loaded": "ermordet hingerichtet abgeschlachtet massakriert",
            "softened": "neutralisiert ausgeschaltet liquidiert",
        },
        "rulers": {
            PLAIN: "regierung regierungen führung behörden",
            "loaded": "regime junta diktatur machthaber machthabern",
        },
        "rising": {
            PLAIN: "stieg stiegen steigt gestiegen wuchs wuchsen zugenommen",
            "strong": "schnellte explodierte explodierten sprang schoss hochgeschnellt",
        },
        "falling": {
            PLAIN: "sank sanken sinkt gesunken fiel fielen",
            "strong": "stürzte stürzten brach einbrach eingebrochen abgestürzt",
        },
        "dispute": {
            PLAIN: "kritisierte kritisierten kritisiert widersprach bemängelte",
            "strong": "verurteilte geißelte zerriss attackierte",
        },
        "mishap": {
            PLAIN: "problem probleme problemen schwierigkeiten zwischenfall vorfall",
            "strong": "krise chaos katastrophe skandal desaster fiasko debakel",
        },
        "evaluating word": {
            "doubting": "sogenannte sogenannten sogenannter selbsternannte selbsternannten",
            "loaded": "brutal brutale brutalen berüchtigte berüchtigten skandalös schockierend schockierende "
            "barbarische",
            "approving": "heldenhaft mutige mutigen historische historischen",
        },
    },
    named_after="laut nach_angaben_der nach_angaben_des nach_angaben_von nach_angaben unter_berufung_auf so",
    named_before="zufolge",
    pronouns="er sie es wir ich man",
    breaks="dass und aber als wenn während am im in an auf mit für von vom zu zum zur bei nach vor über mitgeteilt "
    "ein wie den dem",
    dates="montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni "
    "juli august september oktober november dezember",
    particles={
        "gab": "an zu bekannt",
        "gaben": "an zu bekannt",
        "räumte": "ein",
        "teilte": "mit",
        "teilten": "mit",
    },
    capitalises_nouns=True,
)
