"""The quarantine: inputs that could not be read, why, and what to do."""

from starlette.requests import Request

from headwater.web.answering import Reader, Screen


async def screen(reader: Reader, _: Request) -> Screen:
    entries = await reader.ask(reader.library.quarantine)
    return Screen("quarantine.html", {"entries": entries}, {"quarantine": entries})
