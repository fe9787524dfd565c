"""What the reader does once when it starts."""

import gc
from collections.abc import Iterator

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from headwater.web.answering import templates
from headwater.web.readiness import make_ready


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
    make_ready(Environment(autoescape=True, loader=DictLoader({})))

    assert gc.get_freeze_count() > 10_000
    assert gc.isenabled()


def test_a_broken_template_is_told_at_the_start() -> None:
    with pytest.raises(TemplateSyntaxError):
        make_ready(Environment(autoescape=True, loader=DictLoader({"a.html": "{% if %}"})))
