"""The history of what was opened: it can be cleared, with one press more than by mistake, and only by its own page."""

from starlette.applications import Starlette

from headwater.store import Library
from tests.web.screens.acts import act, do
from tests.web.visitor import sent, visit

CLEAR = {"kind": "clear history", "subject_kind": "history", "subject": "history", "back": "/history"}


def test_the_history_is_cleared_and_what_is_saved_stays(app: Starlette, sample_library: Library) -> None:
    article = sample_library.stories(limit=1)[0][0].summary_article
    do(app, act(1, "opened", "article", article), act(2, "save", "article", article))
    assert '<details class="clear"><summary>Clear history</summary>' in visit("/history", app=app).text

    answer = sent("/acts", app=app, data=CLEAR)

    assert (answer.status_code, answer.headers["location"]) == (303, "/history")
    shown = visit("/history", app=app).text
    assert article not in shown
    assert "Clear history" not in shown
    assert article in visit("/saved", app=app).text


def test_no_other_page_can_clear_it(app: Starlette, sample_library: Library) -> None:
    article = sample_library.stories(limit=1)[0][0].summary_article
    do(app, act(1, "opened", "article", article))

    stranger = {"Origin": "https://stranger.example"}
    assert visit("/acts", app=app, method="POST", headers=stranger, data=CLEAR).status_code == 403
    assert article in visit("/history", app=app).text
