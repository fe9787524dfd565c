"""French."""

from headwater.reading.languages.markers import Markers, Unit

FRENCH = Markers(
    language="fr",
    units={
        Unit.SECOND: r"secondes?|sec\.?",
        Unit.MINUTE: r"minutes?|min\.?|mn",
        Unit.HOUR: r"heures?|h",
        Unit.DAY: r"jours?|j",
        Unit.WEEK: r"semaines?|sem\.?",
        Unit.MONTH: r"mois",
        Unit.YEAR: r"ans?|années?",
    },
    numbers={
        "une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    },
    ago=("il y a (?:environ |près de )?{n} ?{unit}",),
    just_now=("à l'instant", "à l’instant", "il y a quelques secondes", "il y a quelques instants"),
    last_week=("la semaine dernière", "la semaine passée"),
    today=("aujourd'hui", "aujourd’hui"),
    yesterday=("hier",),
    months=(
        ("janvier", "janv"), ("février", "févr", "fév"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
        ("juillet", "juil"), ("août",), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"),
        ("décembre", "déc"),
    ),
    at_clock=("à", "le"),
    promo=(
        "lire aussi", "à lire aussi", "lire la suite", "lire plus", "en savoir plus", "voir aussi", "à lire",
        "sur le même sujet", "notre article", "pour aller plus loin", "à voir aussi", "lire également",
        "lire l'article", "lire l’article", "plus d'informations", "à ne pas manquer",
    ),
    related=(
        "articles similaires", "articles liés", "articles connexes", "sur le même sujet", "à lire aussi",
        "plus d'articles", "autres articles", "vous aimerez aussi", "dans la même rubrique",
    ),
    panel=(
        "commentaires", "aucun commentaire", "pas encore de commentaires", "aucun commentaire pour le moment",
        "laisser un commentaire", "essayez nos fonctions ia", "essayez nos fonctionnalités ia", "fonctionnalités ia",
        "découvrez ce que", "partager", "partager cet article", "résumer", "écouter l'article", "publicité",
        "inscrivez-vous à notre newsletter", "suivez-nous",
    ),
    app=(
        "télécharger l'application", "télécharger l’application", "téléchargez l'application",
        "téléchargez l’application", "téléchargez notre application", "commencez maintenant", "obtenez l'application",
        "installer l'application",
    ),
    footer=(
        "tous droits réservés", "mentions légales", "politique de confidentialité", "conditions d'utilisation",
        "articles plus anciens", "page suivante", "page précédente", "charger plus", "haut de page", "contact",
        "à propos",
    ),
    archive=(
        "archives de la catégorie", "archive de la catégorie", "archives par catégorie", "catégorie", "archives",
        "archive", "rubrique", "étiquette", "archives du mot-clé", "mot-clé", "thème", "dossier",
    ),
    hashtags=("hashtags", "mots-clés", "mots clés", "étiquettes", "sujets", "tags"),
    icon_words=("heure", "horloge", "temps", "logo", "icône", "image", "calendrier", "source", "auteur", "date"),
    source=("source", "sources", "avec", "publié à l'origine par"),
    byline=("par",),
    updated=("publié", "publié le", "mis à jour", "mis à jour le", "modifié", "le", "posté le"),
    edited=("modifié", "modifiée"),
    caption=("photo d'archives", "photo d’archives", "photo", "image", "crédit photo", "légende", "illustration"),
    labels={
        "developing": (
            "plus de détails à suivre", "détails à suivre", "plus de détails à venir", "plus d'informations à suivre",
            "plus d'informations à venir", "à suivre", "urgent", "information en cours", "développement suit",
        ),
        "video": ("vidéo", "vidéos", "en vidéo"),
        "photos": ("photos", "en images", "galerie", "diaporama"),
        "live": ("en direct", "direct", "live"),
        "opinion": ("opinion", "tribune", "éditorial", "chronique", "analyse", "point de vue"),
        "exclusive": ("exclusif", "info exclusive"),
    },
    note=(
        "note de la rédaction", "ndlr", "note de l'éditeur", "note de l’éditeur", "correction", "rectificatif",
        "précision", "erratum", "mise au point",
    ),
    note_words=(
        "version précédente", "version antérieure", "première version", "initialement", "par erreur", "à tort",
        "corrigé", "rectifi", "cet article", "le titre", "erreur", "ce texte",
    ),
    pronouns=("il", "elle", "ils", "elles", "nous", "cela", "c'est", "c’est"),
    told=(
        r"\b(?:déclaré|confié|expliqué|indiqué|dit|affirmé) (?:à|au) (?:l'|l’|la )?{name}",
        r"\bdans un (?:entretien|interview) (?:à|avec|au) {name}", r"\bau micro de {name}",
    ),
    learned=(r"{name} a appris", r"a appris {name}", r"selon les informations d[eu] {name}", r"consulté par {name}"),
)  # fmt: skip
