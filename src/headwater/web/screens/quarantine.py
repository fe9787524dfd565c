"""The quarantine: inputs that could not be read, why, and what to do; each can be tried again."""

from starlette.requests import Request

from headwater.web.answering import Reader, Screen
from headwater.web.wording.translation import _


async def screen(reader: Reader, request: Request) -> Screen:
    """`?said=` is what came of trying one again."""
    entries = await reader.ask(reader.library.quarantine)
    values = {
        "entries": entries,
        "said": _outcomes().get(request.query_params.get("said", ""), ""),
        "can_change": reader.means is not None,
    }
    return Screen("quarantine.html", values, {"quarantine": entries})


def _outcomes() -> dict[str, str]:
    """What came of it, by the outcome's word in the address: the address says no words of its own."""
    return {
        "read": _("It was read: its articles are in the library."),
        "failed": _("It could not be read this time either; the reason is below."),
        "nothing kept": _("Nothing of it was kept that could be read again."),
        "done before": _("It was read meanwhile."),
        "dismissed": _("Let go of: it is no longer listed here."),
    }
