"""What `fetch` and `serve` tell whoever watches them: logs, metrics, health."""

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.cli.settings import Settings
from headwater.flow.outside import Health, Metrics, Observer, configure_logs
from headwater.model.words import LogFormat, LogLevel
from headwater.store import Library, place_of
from headwater.web.outside.metrics import WatchAddress, create_watch_app, watched

_SECRET_VARIABLE = "HEADWATER_METRICS_SECRET"  # noqa: S105  # the variable's name


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What the person asked for; nothing, by default. `metrics` is an address to answer monitoring at."""

    metrics: str | None = None
    log_format: LogFormat | None = None
    log_level: LogLevel = LogLevel.INFO

    @property
    def logs(self) -> bool:
        """Whether lines are logged in the place of words for people."""
        return self.log_format is not None

    def address(self) -> WatchAddress | None:
        """Raises WatchAddressError."""
        return WatchAddress.of(self.metrics, os.environ.get(_SECRET_VARIABLE)) if self.metrics else None


class Watch:
    """The watch over one process. Raises WatchAddressError for an address that strangers would reach."""

    def __init__(self, library: Library, settings: Settings, options: WatchOptions) -> None:
        self._library, self._place, self._address = library, place_of(settings.data), options.address()
        self._metrics = Metrics(library, self._place, _now) if self._address else None
        self.observer = Observer(self._metrics, logs=options.logs)
        if options.log_format is not None:
            configure_logs(options.log_format, options.log_level, sys.stderr)
        else:
            logging.basicConfig(format="headwater: %(message)s", level=logging.WARNING, stream=sys.stderr)

    @contextmanager
    def answering(self, round_age: Callable[[], float] | None = None) -> Iterator[None]:
        """Answer monitoring while this is entered; `round_age` says how many seconds ago the poller began a round."""
        if self._address is None or self._metrics is None:
            yield
            return
        health = Health(self._library, self._place, _now, round_age)
        with watched(create_watch_app(health, self._metrics, self._address), self._address) as port:
            print(
                f"Metrics and health at http://{self._address.host}:{port}/metrics, /healthz, /readyz",
                file=sys.stderr,
            )
            yield


def _now() -> datetime:
    return datetime.now(UTC)
