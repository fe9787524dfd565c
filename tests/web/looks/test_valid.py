"""Every page is valid as far as a parser can tell: no error that browsers mend in silence, and every reference holds."""

from collections import Counter
from collections.abc import Iterator

from justhtml import JustHTML
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.web.looks.conftest import Looked
from tests.web.looks.states import State
from tests.web.visitor import sent, visit

# Attributes that name other elements by their id, each of them any number.
_REFERENCES = (
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "list", "popovertarget",
    "headers", "form",
)  # fmt: skip
# What can be labelled and has to be: an unlabelled field is a riddle.
_FIELDS = "input:not([type=hidden]):not([type=submit]), select, textarea"


def test_every_page_is_parsed_without_an_error(looked: Looked) -> None:
    found = {name: errors for name, html in pages(looked) if (errors := _parse_errors(html))}

    assert found == {}


def test_every_id_is_unique_and_every_reference_holds(looked: Looked) -> None:
    found = {name: troubles for name, html in pages(looked) if (troubles := list(_troubles(html)))}

    assert found == {}


def pages(looked: Looked) -> Iterator[tuple[str, str]]:
    """Each state's page by its name; what leads elsewhere has none."""
    for name, state in looked.states.items():
        if state.status != 303:
            yield name, _page(looked, state)


def _page(looked: Looked, state: State) -> str:
    app = looked.applications[state.of]
    answer = sent(state.path, app=app, data=state.form) if state.form else visit(state.path, app=app)
    assert answer.status_code == state.status, (state.path, answer.status_code)
    return answer.text


def _parse_errors(html: str) -> list[str]:
    return [str(error) for error in JustHTML(html, sanitize=False, collect_errors=True).errors]


def _troubles(html: str) -> Iterator[str]:
    document = LexborHTMLParser(html)
    ids = Counter(node.attributes["id"] for node in document.css("[id]"))
    yield from (f"id {each} stands {times} times" for each, times in ids.items() if times > 1 or not each)
    for attribute in _REFERENCES:
        for node in document.css(f"[{attribute}]"):
            for named in (node.attributes[attribute] or "").split():
                if named not in ids:
                    yield f"{attribute}={named} names nothing"
    for node in document.css(_FIELDS):
        if not _is_labelled(document, node):
            yield f"no label: {(node.html or '')[:120]}"
    for node in document.css('a[href^="#"]'):
        named = (node.attributes["href"] or "")[1:]
        if named not in ids:
            yield f"a link to #{named}, which is not there"


def _is_labelled(document: LexborHTMLParser, field: LexborNode) -> bool:
    known = field.attributes
    if known.get("aria-label") or known.get("aria-labelledby"):
        return True
    if known.get("id") and document.css_first(f'label[for="{known["id"]}"]'):
        return True
    above = field.parent
    while above is not None and above.tag != "label":
        above = above.parent
    return above is not None
