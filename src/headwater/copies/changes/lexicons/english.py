"""English. See `copies.lexicons` for where the families of words come from."""

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

ENGLISH = Lexicon(
    language="en",
    common="the and of to in that for was with on by at from said it is has as were",
    negations="not no never none nobody nothing neither nor without cannot can't won't don't doesn't didn't isn't "
    "aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't",
    hedges="allegedly alleged reportedly purportedly purported supposedly apparently possibly perhaps probably "
    "maybe may might could seemingly seems seem seemed appears appear appeared suspected presumably likely unconfirmed "
    "rumoured rumored",
    fields={
        REPORTING: {
            PLAIN: "said says say told tells added adds stated states noted notes reported reports announced announces "
            "wrote writes explained explains",
            DOUBTING: "claimed claims alleged alleges maintained maintains purported contended contends asserted "
            "asserts",
            ASSERTING: "confirmed confirms revealed reveals disclosed discloses",
            ADMITTING: "admitted admits conceded concedes acknowledged acknowledges confessed confesses",
            URGING: "insisted insists warned warns urged urges demanded demands stressed stresses vowed vows",
            ATTACKING: "slammed slams blasted blasts lashed attacked attacks condemned condemns railed ranted "
            "rants fumed",
        },
        "people in the street": {
            PLAIN: "protester protesters demonstrator demonstrators marchers crowd crowds",
            "loaded": "rioter rioters mob mobs thug thugs hooligan hooligans agitator agitators vandals",
            "approving": "activist activists dissidents freedom-fighters",
        },
        "event in the street": {
            PLAIN: "protest protests demonstration demonstrations rally rallies march gathering",
            "loaded": "riot riots unrest disorder rampage disturbances",
        },
        "armed people": {
            PLAIN: "fighter fighters gunman gunmen combatant combatants soldier soldiers troops",
            "opposed": "militant militants insurgent insurgents rebel rebels separatist separatists",
            "loaded": "terrorist terrorists extremist extremists",
            "approving": "defender defenders partisan partisans liberators",
        },
        "people on the move": {
            PLAIN: "migrant migrants newcomer newcomers arrivals",
            "sheltering": "refugee refugees asylum-seeker asylum-seekers",
            "loaded": "illegals invaders aliens intruders",
        },
        "armed action": {
            PLAIN: "operation operations action campaign",
            "open": "war wars attack attacks invasion invasions offensive offensives assault assaults incursion",
            "loaded": "aggression massacre slaughter onslaught atrocity atrocities",
        },
        "ending lives": {
            PLAIN: "killed died dead deaths",
            "loaded": "murdered slaughtered massacred executed butchered slain",
            "softened": "neutralised neutralized eliminated liquidated",
        },
        "rulers": {
            PLAIN: "government governments administration authorities leadership",
            "loaded": "regime regimes junta dictatorship",
        },
        "rising": {
            PLAIN: "rose rise rises increased increase increases grew grow grows",
            "strong": "soared soars surged surges jumped jumps rocketed skyrocketed exploded leapt",
        },
        "falling": {
            PLAIN: "fell fall falls declined decline declines decreased dropped",
            "strong": "plunged plunges plummeted collapsed collapses crashed tumbled slumped",
        },
        "dispute": {
            PLAIN: "criticised criticized criticises criticizes disagreed questioned opposed",
            "strong": "slammed blasted attacked condemned denounced savaged ripped",
        },
        "mishap": {
            PLAIN: "problem problems difficulty difficulties issue issues incident incidents",
            "strong": "crisis chaos disaster disasters catastrophe scandal fiasco debacle",
        },
        "evaluating word": {
            "doubting": "so-called self-styled self-proclaimed",
            "loaded": "brutal barbaric ruthless notorious infamous shameful outrageous shocking bloody",
            "approving": "heroic brave historic landmark courageous",
        },
    },
    named_after="according_to citing quoting reported_by told_by",
    pronouns="he she it they we i who which that you",
    breaks="that and but as when while which who on in at to of with for from about after before during because if "
    "within by into over under",
    nouns="claims demands notes reports states stresses urges report note",
    dates="monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december",
)
