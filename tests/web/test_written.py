"""What templates write is escaped as Jinja's own environment escapes it."""

import pytest
from jinja2 import Environment
from markupsafe import Markup

from headwater.web.written import Templates


class Told:
    """Says itself how it is written."""

    def __html__(self) -> str:
        return "<i>told</i>"


class Named(str):
    """A string of a class of its own."""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("<b title=\"a\" lang='b'>&</b>", "&lt;b title=&quot;a&quot; lang=&#x27;b&#x27;&gt;&amp;&lt;/b&gt;"),
        (Markup("<b>bold</b>"), "<b>bold</b>"),
        (Told(), "<i>told</i>"),
        (Named("<named>"), "&lt;named&gt;"),
        (["<item>"], "[&#39;&lt;item&gt;&#39;]"),
        (21, "21"),
        (2.5, "2.5"),
        (True, "True"),
        (None, "None"),
    ],
)
def test_a_value_is_escaped_unless_it_is_markup(value: object, shown: str) -> None:
    environment = Templates(autoescape=True)

    assert environment.from_string("<p>{{ value }}</p>").render(value=value) == f"<p>{shown}</p>"


def test_what_macros_filters_and_sets_give_is_written_as_it_is_and_what_they_were_given_is_escaped() -> None:
    source = (
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}"
        "{% set kept %}<i>{{ value }}</i>{% endset %}"
        "{{ bold(value) }}{{ kept }}{{ value|upper }}{{ '<u>' ~ value }}{{ value|e }}{{ {'title': value}|xmlattr }}"
    )
    ours, jinjas = (kind(autoescape=True).from_string(source) for kind in (Templates, Environment))

    assert ours.render(value="<a>") == jinjas.render(value="<a>")
    assert "<a>" not in ours.render(value="<a>")


def test_where_nothing_is_escaped_nothing_is() -> None:
    environment = Templates(autoescape=False)

    assert environment.from_string("{{ value }}").render(value="<a>") == "<a>"
