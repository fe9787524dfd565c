"""The settings: how the reader looks and speaks, and what it remembers."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.model.people import ME
from headwater.model.preferences import SETTINGS, Preferences, as_setting, values_of
from headwater.model.shelf import ShelfKind
from headwater.model.words import ActKind, ActOutcome, SubjectKind
from headwater.store.people import new_id
from headwater.web.answering import Reader, Screen, preferences_of
from headwater.web.forms import read_form
from headwater.web.pages import Page
from headwater.web.signing_in import COOKIE
from headwater.web.wording import words as wording
from headwater.web.wording.translation import LANGUAGES, _

_EDITIONS = 30


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a setting can have, in words."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: a choice of `options`, or on and off where it has none."""

    name: str
    words: str
    explained: str
    options: tuple[Option, ...]
    is_on: bool = False


async def screen(reader: Reader, request: Request) -> Screen:
    """All settings as one form."""
    chosen = preferences_of(request)
    languages, countries = await reader.read(
        lambda session: (
            session.shelves.all(ShelfKind.LANGUAGE, limit=_EDITIONS),
            session.shelves.all(ShelfKind.COUNTRY, limit=_EDITIONS),
        )
    )
    editions = [("", _("All news"))]
    editions += [(shelf.key, wording.language_words(shelf.key)) for shelf in languages]
    editions += [(f"@{shelf.key.upper()}", wording.country_words(shelf.key)) for shelf in countries]
    values = {
        "groups": _groups(chosen, editions),
        "can_act": reader.people is not None,
        "is_signed_in": COOKIE in request.cookies,
        "is_saved": request.query_params.get("saved") == "yes",
    }
    return Screen("settings.html", values, {"settings": values_of(chosen)})


def _groups(
    chosen: Preferences, editions: list[tuple[str, str]]
) -> tuple[tuple[str, tuple[Setting, ...]], ...]:
    languages = [
        ("", _("As the browser asks")),
        *((each, wording.language_words(each)) for each in LANGUAGES),
    ]
    return (
        (
            _("Reading"),
            (
                _choice("theme", _("Colours"), "", chosen, _themes()),
                _choice("text_size", _("Text size"), _("of articles"), chosen, _sizes()),
                _choice("column_width", _("Line length"), _("of articles"), chosen, _widths()),
            ),
        ),
        (
            _("Language and edition"),
            (
                _choice("language", _("Language of the interface"), "", chosen, languages),
                _choice("edition", _("Edition"), _("what the front page begins with"), chosen, editions),
            ),
        ),
        (
            _("Pictures, history and keys"),
            (
                _switch(
                    "strict_pictures", _("No pictures at all"), _("Nothing is fetched for them."), chosen
                ),
                _switch(
                    "reduced_data", _("Fewer data"), _("Pictures are shown when they are asked for."), chosen
                ),
                _switch(
                    "keep_history", _("Remember what was opened"), _("It stays on this machine."), chosen
                ),
                _switch("single_keys", _("Single keys are shortcuts"), _("j, k, o, s and so on."), chosen),
            ),
        ),
    )


def _choice(
    name: str, words: str, explained: str, chosen: Preferences, options: list[tuple[str, str]]
) -> Setting:
    value = values_of(chosen)[name]
    found = tuple(Option(each, said, each == value) for each, said in options)
    return Setting(name, words, explained, found)


def _switch(name: str, words: str, explained: str, chosen: Preferences) -> Setting:
    return Setting(name, words, explained, (), bool(values_of(chosen)[name]))


def _themes() -> list[tuple[str, str]]:
    return [
        ("auto", _("As the device asks")),
        ("light", _("Light")),
        ("dark", _("Dark")),
        ("contrast", _("High contrast")),
    ]


def _sizes() -> list[tuple[str, str]]:
    return [
        ("small", _("Small")),
        ("normal", _("Normal")),
        ("large", _("Large")),
        ("larger", _("Larger")),
        ("largest", _("Largest")),
    ]


def _widths() -> list[tuple[str, str]]:
    return [("narrow", _("Narrow")), ("normal", _("Normal")), ("wide", _("Wide"))]


def settings_route(reader: Reader) -> Route:
    """`POST /settings`: sets what differs from what is set."""

    async def respond(request: Request) -> Response:
        if reader.people is None:
            raise HTTPException(503, _("Nothing can be saved here: this reader only shows."))
        form = await read_form(request)
        before = values_of(await reader.ask(reader.people.preferences, ME))
        acts = [
            {
                "id": new_id(),
                "kind": ActKind.SET.value,
                "subject_kind": SubjectKind.SETTING.value,
                "subject": name,
                "value": {"value": value},
                "made_at": reader.clock().isoformat(),
            }
            for name in SETTINGS
            # A box that is not ticked is not sent; of a choice that is not, nothing is said.
            if (name in form.fields or isinstance(before[name], bool))
            and (value := as_setting(name, form.text(name))) != before[name]
        ]
        results = await reader.ask(reader.people.apply_sent, ME, acts, now=reader.clock())
        if refused := [result for result in results if result.outcome is ActOutcome.REFUSED]:
            raise HTTPException(400, refused[0].reason)
        return RedirectResponse("/settings?saved=yes", 303)

    return Route("/settings", respond, methods=["POST"])


PAGES: tuple[Page, ...] = (Page("/settings", screen),)
