"""A collection grouped from nothing, as the first import of a new reader is."""

from itertools import permutations

import pytest

from headwater.model import Article
from headwater.stories import group_stories

# One long quarrel between two countries. The same names stand everywhere; what differs is the event.
DAM_REFUSED = Article(
    title="Sorvia turns down inspectors for the Kelmat dam",
    text="Sorvia has turned down a visit of inspectors to the Kelmat dam that Velmar had proposed, Velmar's "
    "water minister Dara Oskin said. The inspectors were to look at 14 cracks in the dam wall. Talks between "
    "Velmar and Sorvia in Lund Bay ended last week without a ceasefire.",
)
DAM_ACCUSED = Article(
    title="Velmar accuses Sorvia of hiding cracks in dam wall",
    text="Velmar has accused Sorvia of hiding cracks in the wall of the Kelmat dam after its inspectors were "
    "turned away. Minister Dara Oskin said 14 cracks had been seen from the air. Sorvia's president Ivo Marn "
    "denied that there was any danger.",
)
DAM_OPENED = Article(
    title="Inspectors reach Kelmat dam after a week of refusals",
    text="Inspectors from Velmar reached the Kelmat dam on Sunday and began to measure the cracks in its wall. "
    "Sorvia had turned them away a week before. Dara Oskin called it a first step.",
)
TANKS = Article(
    title="Sorvia loses two tanks at the Harn crossing",
    text="Velmar's army has taken two Sorvian tanks at the Harn crossing, its defence ministry said. The tanks "
    "had run out of fuel. Velmar and Sorvia have been at war for three years.",
)
THREAT = Article(
    title="Answer to raids will come, says Velmar's former president",
    text="Velmar will answer the latest Sorvian raids on its railways, former president Tomas Reld said in a "
    "broadcast. Our army is on the move and whatever must burn will burn, he told listeners who had asked why "
    "nothing had been done. Reld, who now chairs the war council, called the talks in Lund Bay a pause that "
    "serves to win faster. During the talks Velmar also asked to send inspectors to the Kelmat dam. Sorvia's "
    "president Ivo Marn has called the demands foolish, and a spokesman in Velmar thought his tone unhappy. "
    "The two sides met under pressure from the northern league, which has said that it may walk away.",
)
ENVOY = Article(
    title="Island republic pledges support to Velmar",
    text="The island republic of Tannis will support Velmar in all questions, its leader told an envoy from "
    "Velmar on Wednesday. The two signed a treaty of partnership last June.",
)


def _grouped(articles: list[Article]) -> set[frozenset[str | None]]:
    members: dict[int, set[str | None]] = {}
    for article, number in zip(articles, group_stories(articles), strict=True):
        members.setdefault(number, set()).add(article.title)
    return {frozenset(titles) for titles in members.values()}


@pytest.mark.parametrize("order", list(permutations([DAM_REFUSED, DAM_ACCUSED, DAM_OPENED, THREAT])))
def test_one_event_is_told_from_its_war_by_the_very_first_articles(order: tuple[Article, ...]) -> None:
    dam = frozenset({DAM_REFUSED.title, DAM_ACCUSED.title, DAM_OPENED.title})
    groups = _grouped([TANKS, *order, ENVOY])
    assert dam in groups
    assert len(groups) == 4


def test_numbers_rise_in_order_of_first_appearance() -> None:
    assert group_stories([TANKS, DAM_REFUSED, DAM_ACCUSED, ENVOY]) == [0, 1, 1, 2]


def test_nothing_gives_nothing() -> None:
    assert group_stories([]) == []


GERMAN = [
    Article(
        title="Fährlotsen in Port Ostra legen die Arbeit nieder",
        text="Die Fährlotsen von Port Ostra haben am Montag wegen der Nachtschichten die Arbeit niedergelegt. Rund "
        "4.000 Pendler saßen im Hafen fest, sagte Hafenmeisterin Ilse Brandvik.",
    ),
    Article(
        title="Streik der Lotsen: Fähren in Port Ostra stehen still",
        text="Wegen eines Streiks der Fährlotsen stehen in Port Ostra die Fähren still. Die Gewerkschaft Helm "
        "verlangt weniger Nachtschichten. Im Hafen saßen 4000 Pendler fest.",
    ),
]
RUSSIAN = [
    Article(
        title="Лоцманы паромов Порт-Остры объявили забастовку",
        text="Лоцманы паромов в Порт-Остре прекратили работу в понедельник из-за ночных смен. В гавани застряли "
        "около 4000 пассажиров, заявила начальник гавани Ильсе Брандвик.",
    ),
    Article(
        title="Забастовка лоцманов остановила паромы в Порт-Остре",
        text="Паромы в Порт-Остре стоят из-за забастовки лоцманов. Профсоюз требует сократить ночные смены. "
        "Пассажиры паромов, около 4000 человек, застряли в гавани.",
    ),
]


def test_each_language_finds_its_own_without_being_told_which_it_is() -> None:
    first, second, third, fourth = group_stories([*GERMAN, *RUSSIAN])
    assert first == second
    assert third == fourth
    assert first != third
