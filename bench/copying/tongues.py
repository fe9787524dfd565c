"""Invented wording in languages other than English: words to make prose of, a statement, promotions and captions."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: common words, an office's statement sentence by sentence, how it is quoted, furniture."""

    words: str
    statement: tuple[str, ...]
    quoting: str
    furniture: tuple[str, ...]

    def prose(self, count: int, random: np.random.Generator) -> list[str]:
        """So many sentences of words drawn at random: they say nothing, and no two are alike by chance."""
        lengths = random.integers(10, 24, size=count)
        words = self.words.split()
        drawn = [[words[int(i)] for i in random.integers(len(words), size=n)] for n in lengths]
        return [f"{' '.join(sentence).capitalize()}." for sentence in drawn]


_GERMAN = Tongue(
    (
        "der die das und in von mit für nach über Hafen Rat Fluss Winter Brücke Markt Schule Brief Garten Arzt Fenster "
        "Bahnhof Steinbruch Kupfer Holz Wiese Tunnel Laterne Dorf Bürgermeisterin Fischer Mühle Ernte Fähre Nebel Damm "
        "Glocke Straße Kiosk Bäckerei Turm Leuchtfeuer Lager Fahrplan Zeitung Brunnen Insel Küste Schiff Kessel Wagen "
        "öffnete schloss brachte fand baute zählte bezahlte verließ reparierte versprach plante senkte hob kaufte "
        "langsam gestern wieder niemals oft früh spät nördlich schnell teuer leer neu alt kalt"
    ),
    (
        "Wir nehmen die Sorgen der Hafenarbeiter ernst und laden alle Seiten am Donnerstag zu einem Gespräch ein.",
        "Unser Haus hat in den vergangenen Monaten jede Rechnung geprüft und keinen Fehler gefunden.",
        "Die Sicherheit der Fahrgäste steht für uns an erster Stelle, daran wird sich auch künftig nichts ändern.",
        "Weitere Auskünfte geben wir, sobald die Untersuchung abgeschlossen ist und alle Beteiligten gehört wurden.",
    ),
    "„{q}“",
    (
        "Abonnieren Sie unseren Newsletter und lesen Sie jeden Morgen die wichtigsten Nachrichten in Ihrem Postfach.",
        (
            "Dieser Beitrag ist Teil unserer Serie über die Küste. Alle Folgen und die Möglichkeit zum Kommentieren "
            "finden Sie auf unserer Seite."
        ),
        (
            "Foto: Die Bilder der Woche vom alten Fischmarkt, aufgenommen von unseren Leserinnen und Lesern. "
            "Teilen Sie Ihre eigenen Fotos mit uns."
        ),
        "Folgen Sie uns auch auf den anderen Kanälen und empfehlen Sie uns weiter.",
    ),
)
_FRENCH = Tongue(
    (
        "le la les et dans de avec pour après sur port conseil fleuve hiver pont marché école lettre jardin médecin "
        "fenêtre gare carrière cuivre bois prairie tunnel lanterne village mairesse pêcheur moulin récolte bac brume "
        "digue cloche rue kiosque boulangerie tour phare entrepôt horaire journal fontaine île côte navire chaudière "
        "voiture ouvrit ferma porta trouva bâtit compta paya quitta répara promit prévit baissa leva acheta lentement "
        "hier encore jamais souvent tôt tard vite cher vide neuf vieux froid"
    ),
    (
        "Nous prenons au sérieux les inquiétudes des dockers et nous invitons toutes les parties à se réunir jeudi.",
        "Notre maison a vérifié chaque facture au cours des derniers mois et n'a relevé aucune erreur.",
        "La sécurité des passagers reste notre première exigence, et rien ne changera sur ce point à l'avenir.",
        "Nous donnerons d'autres renseignements dès que l'enquête sera close et que chacun aura été entendu.",
    ),
    "« {q} »",
    (
        "Abonnez-vous à notre lettre du matin et recevez chaque jour l'essentiel des nouvelles avant le café.",
        (
            "Cet article fait partie de notre série sur le littoral. Tous les épisodes et les commentaires des "
            "lecteurs se trouvent sur notre site."
        ),
        (
            "Photo : les images de la semaine au vieux marché aux poissons, prises par nos lecteurs. Partagez "
            "les vôtres avec nous."
        ),
        "Suivez-nous aussi sur les autres réseaux et recommandez-nous à vos amis si cette page vous a plu.",
    ),
)
_SPANISH = Tongue(
    (
        "el la los y en de con para después sobre puerto consejo río invierno puente mercado escuela carta médico "
        "ventana estación cantera cobre madera pradera farol pueblo alcaldesa pescador molino barca bruma "
        "dique campana calle quiosco panadería torre faro horario diario fuente isla costa buque caldera coche "
        "abrió cerró llevó halló construyó contó pagó dejó reparó prometió planeó bajó subió compró despacio ayer otra "
        "nunca seguido temprano tarde rápido caro vacío nuevo viejo frío"
    ),
    (
        "Tomamos en serio las preocupaciones de los estibadores e invitamos a todas las partes a reunirse el jueves.",
        "Nuestra casa ha revisado cada factura durante los últimos meses y no ha encontrado ningún error.",
        "La seguridad de los pasajeros es nuestra primera exigencia y nada de eso va a cambiar en el futuro.",
        "Daremos más información en cuanto termine la investigación y se haya escuchado a todos los afectados.",
    ),
    "«{q}»",
    (
        "Suscríbete a nuestro boletín de la mañana y recibe cada día lo más importante antes del desayuno.",
        (
            "Este artículo forma parte de nuestra serie sobre la costa. Todas las entregas y los comentarios están en "
            "nuestra página."
        ),
        (
            "Foto: las imágenes de la semana en la vieja lonja, tomadas por nuestros lectores. Puedes compartir "
            "las tuyas con nosotros."
        ),
        "Síguenos también en las otras redes y recomiéndanos a tus amigos si te ha gustado esta página.",
    ),
)
_RUSSIAN = Tongue(
    (
        "и в на с для после о порт совет река зима мост рынок школа письмо сад врач окно вокзал карьер медь дерево луг "
        "тоннель фонарь деревня глава рыбак мельница урожай паром туман дамба колокол улица киоск пекарня башня маяк "
        "склад расписание газета колодец остров берег корабль котёл вагон открыл закрыл принёс нашёл построил сосчитал "
        "заплатил покинул починил обещал снизил поднял купил медленно вчера опять никогда часто рано поздно быстро "
        "дорого пустой новый старый холодный"
    ),
    (
        "Мы серьёзно относимся к тревогам докеров и приглашаем все стороны на встречу в четверг.",
        "Наше ведомство проверило за последние месяцы каждый счёт и не нашло ни одной ошибки.",
        "Безопасность пассажиров остаётся для нас главным требованием, и в этом ничего не изменится.",
        "Мы сообщим подробности, как только расследование закончится и все участники будут выслушаны.",
    ),
    "«{q}»",
    (
        "Подписывайтесь на нашу утреннюю рассылку и читайте каждый день самое важное ещё до завтрака.",
        "Эта статья входит в нашу серию о побережье. Все выпуски и комментарии читателей вы найдёте на нашем сайте.",
        "Фото: снимки недели со старого рыбного рынка, сделанные нашими читателями. Присылайте нам свои фото.",
        "Читайте нас и в других сетях и посоветуйте нас друзьям, если вам понравилась эта страница.",
    ),
)
TONGUES = (_GERMAN, _FRENCH, _SPANISH, _RUSSIAN)
