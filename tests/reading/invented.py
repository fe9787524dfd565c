"""Invented news set into the page shapes seen in the wild: an aggregator's page and a category archive.

A page is made from articles and a `Layout`, so that a test can ask for the same page in another language,
with other words, with lines missing, or without blank lines, and expect the same reading.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

FETCHED = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    title: str
    paragraphs: tuple[str, ...]
    ago: timedelta = timedelta(hours=2)
    standfirst: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)


FERRY = Story(
    "Ferries to sail again after nine-day strike",
    (
        "Ferries between Port Veldra and the islands will sail again from Saturday after dockers accepted the "
        "mediator's offer, the harbour board said on Friday.",
        "Of the 340 dockers 310 voted, and 71 per cent of them backed 6.4 per cent over two years.",
        "'It is not what we asked for, and people should know that,' union secretary Ida Marr said.",
        "The board's chair, Tomas Reuel, called the agreement 'a good day for the islands' and promised night "
        "crossings within a week.",
    ),
    timedelta(days=2),
    "Dockers have accepted the mediator's offer, the harbour board has said",
)
RESERVOIR = Story(
    "Flood warning lifted for the lower Osk",
    (
        "The water authority withdrew its flood warning for the lower Osk at noon on Thursday after the reservoir "
        "fell below 71 metres for the first time in a week.",
        "Two villages remain without mains water, and tankers will call there until Sunday, district engineer "
        "Berta Lohm said. 'We expect the pumps back on Monday,' she added.",
    ),
    timedelta(minutes=11),
    "The reservoir has fallen below 71 metres, and two villages wait for their pumps",
)
BEET = Story(
    "Beet growers report smallest harvest since 2009",
    (
        "Sugar beet growers in the Norr valley brought in 1.2 million tonnes this autumn, the smallest harvest since "
        "2009, their association reported on Wednesday.",
        "It blamed a dry July and a late sowing. The processors put the loss at a fifth and warned that one of the "
        "three mills may not open in January.",
    ),
    timedelta(hours=1),
    "A dry July cost the valley a fifth of its crop, processors have estimated",
)
MAYORS = Story(
    "Four mayors dispute rail consultation (VIDEO)",
    (
        "Four mayors have disputed the ministry's account of the consultation on the coast railway, saying that their "
        "councils were never asked.",
        "The ministry had said that all fifteen municipalities were heard. Minutes published on Thursday name eleven. "
        "A spokesman for the ministry said that the record would be completed.",
    ),
    timedelta(hours=5),
    "The minutes name eleven of fifteen councils that the ministry says it heard",
)
STORIES = (FERRY, RESERVOIR, BEET, MAYORS)


@dataclass(frozen=True)
class Words:
    """The furniture of a page in one language. `ago` maps a unit and a count to the printed words."""

    related: str
    panel: tuple[str, ...]
    app: tuple[str, ...]
    developing: str
    read_more: str
    read_also: str
    archive: str
    note: str
    minutes: str
    hours: str
    hour: str
    days: str

    def ago(self, elapsed: timedelta) -> str:
        minutes = int(elapsed.total_seconds() // 60)
        if minutes < 60:
            return self.minutes.format(n=minutes)
        if minutes < 24 * 60:
            return self.hour if minutes < 120 else self.hours.format(n=minutes // 60)
        return self.days.format(n=minutes // 1440)


WORDS = {
    "en": Words(
        "Related Articles",
        ("Try Our AI Features", "Explore what Tidewater AI can do for you:", "Comments", "No comments yet..."),
        ("DOWNLOAD THE APP", "Get Started Now: Download the App", "Ready for the news? Download our app today and start."),
        "DETAILS TO FOLLOW", "Read more", "READ MORE:", "Category Archive : Harbour", "Editor's note:",
        "{n} minutes ago", "{n} hours ago", "an hour ago", "{n} days ago",
    ),
    "de": Words(
        "Ähnliche Artikel",
        ("Testen Sie unsere KI-Funktionen", "Entdecken Sie, was Tidewater kann:", "Kommentare", "Noch keine Kommentare..."),
        ("APP HERUNTERLADEN", "Laden Sie die App herunter", "Bereit? Laden Sie unsere App noch heute und lesen Sie los."),
        "WEITERE DETAILS FOLGEN", "Weiterlesen", "LESEN SIE AUCH:", "Kategorie-Archiv: Harbour", "Anmerkung der Redaktion:",
        "vor {n} Minuten", "vor {n} Stunden", "vor einer Stunde", "vor {n} Tagen",
    ),
    "fr": Words(
        "Articles similaires",
        ("Essayez nos fonctionnalités IA", "Découvrez ce que Tidewater peut faire :", "Commentaires", "Aucun commentaire..."),
        ("TÉLÉCHARGER L'APPLICATION", "Téléchargez l'application", "Prêt ? Téléchargez notre application dès aujourd'hui."),
        "PLUS DE DÉTAILS À SUIVRE", "Lire la suite", "LIRE AUSSI :", "Archives de la catégorie : Harbour",
        "Note de la rédaction :",
        "il y a {n} minutes", "il y a {n} heures", "il y a une heure", "il y a {n} jours",
    ),
    "es": Words(
        "Artículos relacionados",
        ("Prueba nuestras funciones de IA", "Descubre lo que Tidewater puede hacer:", "Comentarios", "Sin comentarios"),
        ("DESCARGA LA APP", "Descarga la aplicación", "¿Listo? Descarga nuestra aplicación hoy mismo y empieza."),
        "MÁS DETALLES EN BREVE", "Leer más", "LEA TAMBIÉN:", "Archivo de la categoría: Harbour", "Nota del editor:",
        "hace {n} minutos", "hace {n} horas", "hace una hora", "hace {n} días",
    ),
    "ru": Words(
        "Похожие статьи",
        ("Попробуйте наши функции ИИ", "Узнайте, что умеет Tidewater:", "Комментарии", "Комментариев пока нет..."),
        ("СКАЧАТЬ ПРИЛОЖЕНИЕ", "Скачайте приложение", "Готовы? Скачайте наше приложение сегодня и начните читать."),
        "ПОДРОБНОСТИ СЛЕДУЮТ", "Читать далее", "ЧИТАЙТЕ ТАКЖЕ:", "Архив рубрики: Harbour", "Примечание редакции:",
        "{n} минут назад", "{n} часов назад", "час назад", "{n} дня назад",
    ),
}  # fmt: skip
# Words that no list of ours holds: only the shape is left to go by.
WORDS["unknown"] = replace(
    WORDS["en"],
    related="Tunu uutiset",
    panel=("Ronta miki valo", "Selka mitä Tidewater voi tehdä:", "Kommenti", "Ei kommenti vela..."),
    app=(
        "LATAA OHJELMA",
        "Aloita nyt: Lataa ohjelma",
        "Valmis uutisten maailmaan? Lataa ohjelma nyt kaupasta ja aloita.",
    ),
    read_more="Lue eteen",
    read_also="LUE MYÖS:",
)


@dataclass(frozen=True)
class Layout:
    """How a page is set."""

    words: Words = field(default_factory=lambda: WORDS["en"])
    outlet: str = "Veldra Courier"
    compact: bool = False  # cards without the headline above the outlet
    main_header: bool = True
    outlets: bool = True
    times: bool = True
    bullets: bool = True
    heading: bool = True
    blank_lines: bool = True
    closing: str = ""  # a label under the main article
    note: str = ""  # an editor's note at the head of the first card


def aggregator_page(stories: tuple[Story, ...] = STORIES, layout: Layout | None = None) -> str:
    """One main article in paragraphs, panels, and the others as cards whose text is run together."""
    page = layout or Layout()
    main, *others = stories
    lines = _main_lines(main, page)
    lines += [page.closing, ""] if page.closing else [""]
    lines += ["Orange background", "", page.words.panel[0], "", *page.words.panel[1:], ""]
    lines += [page.words.related, ""] if page.heading else []
    for number, story in enumerate(others):
        note = f"{page.words.note} {page.note} " if page.note and number == 0 else ""
        lines += [*_card_lines(story, page, note), "", ""]
    lines += [page.words.app[0], "", *page.words.app[1:], "app-storeplay-store"]
    return "\n".join(line for line in lines if line or page.blank_lines)


def _main_lines(main: Story, page: Layout) -> list[str]:
    time = page.words.ago(main.ago) if page.times else ""
    outlet = page.outlet if page.outlets else ""
    header = (
        ["logo", main.title, "", main.title, "", f"{outlet}{time}", ""]
        if page.main_header
        else ["", main.title]
    )
    return [*header, *main.paragraphs]


def _card_lines(story: Story, page: Layout, note: str) -> list[str]:
    outlet = [page.outlet, ""] if page.outlets else []
    icon = "" if page.compact else "time"
    time = [f"{icon}{page.words.ago(story.ago)}", ""] if page.times else []
    bullet = [f"  {'-' if page.compact else '•'} {page.outlet}", ""] if page.outlets and page.bullets else []
    above = [] if page.compact else [story.title, story.title, ""]
    return [*above, *outlet, *time, *bullet, story.title, note + story.text]


def archive_page(
    stories: tuple[Story, ...] = STORIES, layout: Layout | None = None, label: str = "VC"
) -> str:
    """Articles in a row: standfirsts without headlines, promos between the paragraphs."""
    page = layout or Layout()
    lines = [page.words.archive, ""] if page.heading else []
    for number, story in enumerate(stories):
        over = (
            label if number % 2 else "FILE PHOTO: The mole of Port Veldra, seen from the north shore in 2019."
        )
        lines += [story.standfirst, "", story.paragraphs[0], "", page.words.read_more, ""]
        lines += [over, f"Harbour board weighs new crossing number {number + 1}", ""]
        for paragraph in story.paragraphs[1:]:
            lines += [paragraph, ""]
        if number == 1:
            lines[-2:-2] = ["", f"{page.words.read_also} Night crossings return to the strait", ""]
    return "\n".join(line for line in lines if line or page.blank_lines)
