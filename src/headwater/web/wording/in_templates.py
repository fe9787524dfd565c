"""Messages in templates (`_`, `ngettext`, `{% trans %}` …): what is filled in is escaped, numbers are localised."""

from functools import lru_cache

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from headwater.web.wording import translation
from headwater.web.wording.numbers import whole
from headwater.web.wording.recorded import language_of, recorded


def install(environment: Environment) -> None:
    """Gives the templates of an environment, which has `jinja2.ext.i18n`, the messages of the language spoken."""
    # The extension adds the method; "newstyle" makes its tags hand their variables to the functions below.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translation._, translation.ngettext, newstyle=True
    )
    # A message may be broken into lines where it is written.
    environment.policies["ext.i18n.trimmed"] = True
    # In place of its own: those would write 21480 for a number that a German reads as 21.480.
    environment.globals.update(gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext, npgettext=_npgettext)
    environment.globals.update(recorded=recorded, language_of=language_of, whole=whole)


@pass_context
def _gettext(context: Context, message: str, /, **values: object) -> str:
    return _filled(context, translation._(message), values)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int, /, **values: object) -> str:
    return _filled(context, translation.ngettext(singular, plural, number), {"num": number, **values})


@pass_context
def _pgettext(context: Context, where: str, message: str, /, **values: object) -> str:
    return _filled(context, translation.pgettext(where, message), values)


@pass_context
def _npgettext(
    context: Context, where: str, singular: str, plural: str, number: int, /, **values: object
) -> str:
    found = translation.npgettext(where, singular, plural, number)
    return _filled(context, found, {"num": number, **values})


# A page says a hundred of them, and most pages the same: to fill nothing into one takes longer than to find it.
@lru_cache(maxsize=4096)
def _said(message: str) -> Markup:
    return Markup(message) % {}  # noqa: S704  from the catalogue, not from a page


def _filled(context: Context, message: str, values: dict[str, object]) -> str:
    """The message is ours and may hold markup; what is filled in is escaped."""
    if not values and context.eval_ctx.autoescape:
        return _said(message)
    text = Markup(message) if context.eval_ctx.autoescape else message  # noqa: S704  from the catalogue, not from a page
    return text % {name: _worded(value) for name, value in values.items()}


def _worded(value: object) -> object:
    return whole(value) if isinstance(value, int) and not isinstance(value, bool) else value
