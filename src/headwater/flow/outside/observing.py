"""What is said of each fetch and transaction of polling: to the logs, and to the metrics where there are any."""

import logging
from urllib.parse import urlsplit

from headwater.flow.outside.metrics import Metrics
from headwater.flow.polling.events import PollEvent, Written

_log = logging.getLogger("headwater.fetch")
_writing = logging.getLogger("headwater.write")


class Observer:
    """Hands on what polling says: to the metrics, if there are any, and with `logs` to the logs."""

    def __init__(self, metrics: Metrics | None = None, *, logs: bool) -> None:
        self._metrics, self._logs = metrics, logs

    def fetched(self, event: PollEvent) -> None:
        """After each fetch, delivery and visit."""
        if self._metrics:
            self._metrics.fetched(event)
        if self._logs:
            _log_fetch(event)

    def wrote(self, written: Written) -> None:
        """After each transaction."""
        if self._metrics:
            self._metrics.wrote(written)
        if self._logs:
            _log_write(written)


def _log_fetch(event: PollEvent) -> None:
    level = logging.WARNING if event.is_failure else logging.INFO
    fields = {
        "what": event.what.value,
        "source": event.source,
        "host": _host(event.url),
        "url": event.url,
        "outcome": event.outcome.value,
        "status": event.status,
        "bytes": event.size,
        "ms": round(event.seconds * 1000),
        "new": event.new,
        "changed": event.changed,
        "said": event.said or None,
        "next_due": event.next_due.isoformat(timespec="seconds") if event.next_due else None,
    }
    _log.log(level, "fetched", extra={name: value for name, value in fields.items() if value is not None})


def _log_write(written: Written) -> None:
    fields = {
        "of": "articles" if written.of_articles else "state",
        "waited_ms": round(written.waited * 1000),
        "ms": round(written.seconds * 1000),
    }
    _writing.debug("wrote", extra=fields)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None  # no address at all, which is why it failed
