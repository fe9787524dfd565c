"""What is done once when the reader starts, so that no reader waits for it later."""

import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

# New objects before the collector looks at the newest; Python's own 700 are reached several times by one page.
_YOUNG = 10_000
_MIDDLE, _OLD = 20, 20
# Seconds that a thread works before another may: with Python's five thousandths, whoever has only to hand an answer on
# waits for several that look something up. Eight who ask at once are answered a sixth faster.
_TURN = 0.0005


def make_ready(templates: Environment) -> None:
    """Compile all templates, keep the garbage collector away from what lives as long as the process, and let threads
    take turns quickly.

    A full collection looks at every object of every module, 100 to 300 ms in which nobody is answered, and
    Python's thresholds bring one about every hundred pages. What is there now is not looked at again.
    """
    for name in templates.list_templates():
        templates.get_template(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    sys.setswitchinterval(_TURN)


def readied(templates: Environment) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The application's lifespan: makes ready in a thread while the first requests are answered already."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(run_in_threadpool, make_ready, templates)
            yield

    return lifespan
