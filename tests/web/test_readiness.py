"""What the reader does once when it starts."""

import gc
import threading
from collections.abc import Iterator

import pytest
from anyio import run, to_thread
from jinja2 import DictLoader, Environment, TemplateSyntaxError
from starlette.applications import Starlette

from headwater.model.errors import StoreError
from headwater.model.views import Counts
from headwater.web.answering import templates
from headwater.web.app import create_app
from headwater.web.readiness import keep, make_ready, readied
from tests.web.memory import World


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_every_template_is_compiled_before_it_is_asked_for() -> None:
    environment = templates()

    make_ready(environment)

    assert environment.cache is not None
    assert {name for _loader, name in environment.cache} == set(environment.list_templates())


def test_what_is_there_at_the_start_is_not_looked_at_by_each_collection() -> None:
    keep()

    assert gc.get_freeze_count() > 10_000
    assert gc.isenabled()


def test_a_page_that_can_not_be_drawn_does_not_keep_others_from_being_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def look() -> None:
        raise StoreError("the library is damaged")

    async def live() -> None:
        async with readied(templates(), look)(Starlette()):
            pass

    run(live)

    assert "the library is damaged" in caplog.text


def test_it_is_the_front_page() -> None:
    asked = threading.Event()

    class Watched(World):
        def counts(self) -> Counts:
            asked.set()
            return super().counts()

    async def live() -> None:
        app = create_app(Watched())
        async with app.router.lifespan_context(app):
            await to_thread.run_sync(asked.wait, 30)

    run(live)

    assert asked.is_set()


def test_a_broken_template_is_told_at_the_start() -> None:
    with pytest.raises(TemplateSyntaxError):
        make_ready(Environment(autoescape=True, loader=DictLoader({"a.html": "{% if %}"})))
