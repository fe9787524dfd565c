"""Logs: a line of JSON, or words for a terminal, for each thing that happened. No secret gets in.

Everywhere else the standard `logging` is used, with `extra=` for what a line's fields are; only its output is shaped
here, by structlog. Whatever a line holds, and the tracebacks of libraries too, goes through the masks.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO, cast

import orjson
import structlog
from structlog.contextvars import bound_contextvars
from structlog.typing import EventDict, Processor, WrappedLogger

from headwater.intake.net import masked
from headwater.intake.net.masking import MASK
from headwater.model.words import LogFormat, LogLevel

# Behind an address there may be a sentence's own punctuation, which is no part of it.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s\"'<>\\]+")
# Headers and settings that are secret whatever they hold, as libraries and errors write them.
_SECRET_FIELD = re.compile(
    r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-hub-signature|pgpassword|password|secret)"
    r"(['\"]?\s*[:=]\s*)(b?['\"][^'\"]*['\"]|(?:bearer|basic|digest)\s+\S+|\S+)"
)
# Libraries that say at "info" what only their makers want to know.
_TALKATIVE = ("alembic",)
_SECRET_NAME = re.compile(r"(?i)password|secret|token|authorization|cookie")


def masked_text(text: str) -> str:
    """A text with the secrets in it masked: those in addresses, and those that stand behind their names."""
    text = _ADDRESS.sub(lambda found: masked(found[0]), text)
    return _SECRET_FIELD.sub(lambda found: f"{found[1]}{found[2]}{MASK}", text)


def configure_logs(fmt: LogFormat, level: LogLevel, stream: TextIO) -> None:
    """Write what this process logs to a stream, from now on and in this form only."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(fmt, colors=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.value.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET if level is LogLevel.DEBUG else logging.WARNING)


def formatter(fmt: LogFormat, *, colors: bool = False) -> logging.Formatter:
    """What turns a record into its line."""
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.ExtraAdder(),
        _without_others,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask_secrets]
    if fmt is LogFormat.JSON:
        last.append(structlog.processors.JSONRenderer(serializer=_as_json))
    else:
        last.append(
            structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)
        )
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=last)


def _without_others(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A processor: without what other formatters leave on a record."""
    del logger, method
    return {name: value for name, value in event.items() if name not in ("message", "asctime")}


@contextmanager
def about(**fields: object) -> Iterator[None]:
    """Lines that are logged within carry these fields."""
    with bound_contextvars(**fields):
        yield


def mask_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A processor of structlog: the line without secrets."""
    del logger, method
    return {name: _masked(name, value) for name, value in event.items()}


def _masked(name: str, value: object) -> object:
    if _SECRET_NAME.search(name) and value:
        return MASK
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, Mapping):
        return {str(key): _masked(str(key), each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(name, each) for each in cast("list[object]", value)]
    if value is None or isinstance(value, bool | int | float):
        return value
    return masked_text(str(value))


def _as_json(event: EventDict, **_: object) -> str:
    return orjson.dumps(event, option=orjson.OPT_NON_STR_KEYS).decode()
