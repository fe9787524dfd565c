"""How sure it is where an article comes from, and of which claim that is said: a confidence alone tells nothing."""

from headwater.model import Family
from headwater.model.views import ArticleCard
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.translation import _
from headwater.web.wording.words import confidence_words, isolated, outlet


def sure_of_source(card: ArticleCard, family: Family, source: ArticleCard | None) -> str:
    """How sure it is that a text was taken from `source`, in words without a full stop.

    Empty where no source is named, or where all that is said of it is that both have the text from somebody unseen.
    """
    branch, origin = card.branch, family.origin
    if source is None or branch is None or not branch.confidence:
        return ""
    if not source.is_origin and not origin.is_seen and origin.publisher:
        return ""
    sure = {"sure": confidence_words(branch.confidence)}
    giver = shown_name(origin.publisher) if source.is_origin and origin.publisher else _site_of(source)
    if not giver:
        return _("Confidence that it was taken from there: %(sure)s") % sure
    return _("Confidence that it was taken from %(outlet)s: %(sure)s") % {"outlet": isolated(giver), **sure}


def _site_of(card: ArticleCard) -> str:
    return outlet(card) if card.article.site else ""


def sure_of_origin(card: ArticleCard, family: Family) -> str:
    """How sure it is where a text began, in words without a full stop; empty where nothing is said of it."""
    origin = family.origin
    sure = {"sure": confidence_words(origin.confidence)}
    if card.is_origin:
        return _("Confidence that the text began here: %(sure)s") % sure
    if not origin.publisher:
        return ""
    told = _("Confidence that the text is from %(publisher)s: %(sure)s")
    return told % {"publisher": isolated(shown_name(origin.publisher)), **sure}
