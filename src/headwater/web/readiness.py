"""What is done once when the reader starts, so that no reader waits for it later."""

import gc
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date

import anyio
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from headwater.web.wording.times import day_words
from headwater.web.wording.translation import LANGUAGES, speaking, speech

_log = logging.getLogger(__name__)

# New objects before the collector looks at the newest; Python's own 700 are reached several times by one page.
_YOUNG = 10_000
_MIDDLE, _OLD = 20, 20
# Seconds that a thread works before another may: with Python's five thousandths, whoever has only to hand an answer on
# waits for several that look something up. Eight who ask at once are answered a sixth faster.
_TURN = 0.0005

# Any: a language's names and forms of dates are read with the first one that is written.
_A_DAY = date(2000, 1, 1)

Look = Callable[[], Awaitable[object]]
"""Draws a page that nobody has asked for yet."""


def make_ready(templates: Environment) -> None:
    """Compile all templates or read them compiled, read the languages, and let threads take turns quickly."""
    for name in templates.list_templates():
        templates.get_template(name)
    for language in LANGUAGES:
        with speaking(speech(language)):
            day_words(_A_DAY, today=_A_DAY)
    sys.setswitchinterval(_TURN)


def keep() -> None:
    """Keep the garbage collector away from what lives as long as the process.

    A full collection looks at every object of every module, 100 to 300 ms in which nobody is answered, and
    Python's thresholds bring one about every hundred pages. What is there now is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def readied(templates: Environment, look: Look) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The application's lifespan: makes ready while the first requests are answered already.

    The first page of a process takes ten times as long as the second: the database is opened, its statements are
    written, what many pages say is looked up. So one is drawn before somebody asks.
    """

    async def ready() -> None:
        await run_in_threadpool(make_ready, templates)
        try:
            await look()
        except Exception:  # noqa: BLE001  # whoever asks for that page is told; others can be answered all the same
            _log.warning("the page that is drawn at the start could not be drawn", exc_info=True)
        await run_in_threadpool(keep)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ready)
            yield

    return lifespan
