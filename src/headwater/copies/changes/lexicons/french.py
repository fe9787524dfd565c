"""French. See `copies.lexicons` for where the families of words come from."""

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

FRENCH = Lexicon(
    language="fr",
    common="le la les des et une du que est dans pour au aux sur par qui ont été avec",
    negations="ne n' pas jamais aucun aucune rien personne ni sans nul nulle",
    hedges="présumé présumée présumés présumées prétendument supposé supposée apparemment peut-être probablement "
    "vraisemblablement semble semblent pourrait pourraient serait seraient aurait auraient possible",
    fields={
        REPORTING: {
            PLAIN: "dit déclaré indiqué expliqué ajouté rapporté rapporte annoncé précisé écrit souligné noté déclare "
            "indique explique",
            DOUBTING: "prétendu prétend prétendent allégué soutenu soutient affirmé affirme",
            ASSERTING: "confirmé confirme révélé révèle",
            ADMITTING: "admis admet reconnu reconnaît avoué avoue concédé",
            URGING: "averti avertit exigé exige martelé martèle insisté insiste prévenu",
            ATTACKING: "fustigé fustige vilipendé dénoncé tonné vitupéré",
        },
        "people in the street": {
            PLAIN: "manifestant manifestants manifestante manifestantes protestataires",
            "loaded": "émeutier émeutiers casseur casseurs voyous agitateurs",
            "approving": "militants activistes",
        },
        "event in the street": {
            PLAIN: "manifestation manifestations rassemblement rassemblements marche défilé",
            "loaded": "émeute émeutes troubles débordements saccage",
        },
        "armed people": {
            PLAIN: "combattant combattants soldats hommes-armés troupes",
            "opposed": "rebelle rebelles insurgés séparatistes",
            "loaded": "terroriste terroristes extrémistes",
            "approving": "résistants défenseurs libérateurs partisans",
        },
        "people on the move": {
            PLAIN: "migrant migrants arrivants exilés",
            "sheltering": "réfugié réfugiés réfugiées demandeurs-d'asile",
            "loaded": "clandestin clandestins envahisseurs illégaux",
        },
        "armed action": {
            PLAIN: "opération opérations action intervention",
            "open": "guerre attaque attaques invasion offensive assaut incursion",
            "loaded": "agression massacre carnage tuerie",
        },
        "ending lives": {
            PLAIN: "tué tués tuée tuées mort morts décédé décédés",
            "loaded": "assassiné assassinés massacré massacrés exécuté exécutés égorgé",
            "softened": "neutralisé neutralisés éliminé éliminés",
        },
        "rulers": {
            PLAIN: "gouvernement exécutif autorités pouvoir",
            "loaded": "régime junte dictature",
        },
        "rising": {
            PLAIN: "augmenté augmentent progressé monté hausse",
            "strong": "bondi explosé flambé envolé envolés flambée envolée",
        },
        "falling": {
            PLAIN: "baissé reculé diminué baisse recul",
            "strong": "chuté plongé effondré dégringolé chute effondrement",
        },
        "dispute": {
            PLAIN: "critiqué critique contesté désapprouvé",
            "strong": "fustigé dénoncé condamné étrillé",
        },
        "mishap": {
            PLAIN: "problème problèmes difficulté difficultés incident incidents",
            "strong": "crise chaos catastrophe désastre scandale fiasco débâcle",
        },
        "evaluating word": {
            "doubting": "soi-disant prétendu prétendue autoproclamé autoproclamée",
            "loaded": "brutal brutale barbare scandaleux scandaleuse choquant sinistre notoire",
            "approving": "héroïque historique courageux courageuse",
        },
    },
    named_after="selon d'après d_après citant cité_par rapporté_par de_source",
    pronouns="il elle ils elles on nous je qui",
    breaks="que qu' et mais dans à au aux sur par pour avec lundi mardi mercredi jeudi vendredi samedi dimanche qui "
    "lors après avant ce cette de-matin a ont",
    dates="lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août "
    "septembre octobre novembre décembre",
)
