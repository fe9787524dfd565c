"""Articles that one site has from another, one by one: the list behind each number of the network."""

from dataclasses import dataclass

from headwater.model.comparison import Branch
from headwater.model.moment import Moment
from headwater.model.network import Alteration


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as a list names it: where it stands, and when it says it was published."""

    id: str
    title: str | None
    url: str | None
    page_name: str
    published: Moment | None


@dataclass(frozen=True, slots=True)
class TakenArticle:
    """An article that one site served and has from another, or an excerpt: it holds a passage of the other's.

    `taker` and `giver` are names, `taker_id` and `giver_id` the nodes of the network that they mean (empty until the
    network's houses are asked). `source` is the giver's own article, None where that is not stored. `branch` says how
    the two relate, whether the giver is credited, how sure that is, and why. `delay_minutes` is None where one of the
    times is not known or they overlap; `altered` what was changed of the source, None where nothing was compared.
    """

    article: Printed
    taker: str
    giver: str
    source: Printed | None
    branch: Branch
    is_excerpt: bool = False
    delay_minutes: float | None = None
    altered: Alteration | None = None
    taker_id: str = ""
    giver_id: str = ""
