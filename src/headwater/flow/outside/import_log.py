"""What is logged of an import: a line when it begins, for each file and for each input that failed, and at its end."""

import logging
import time
from collections.abc import Iterable
from pathlib import Path

from headwater.flow.file_by_file import FileEnded
from headwater.flow.options import ImportOptions, ImportReport
from headwater.model.errors import HeadwaterError
from headwater.model.views import QuarantineEntry

_log = logging.getLogger("headwater.import")


class ImportLog:
    """The log of one import, which begins when this is made."""

    def __init__(self, paths: Iterable[Path], options: ImportOptions) -> None:
        self._begun = time.monotonic()
        fields = {"paths": list(map(_shown, paths)), "workers": options.workers, "cluster": options.cluster}
        _log.info("import begun", extra={name: value for name, value in fields.items() if value is not None})

    def ended(self, file: FileEnded) -> None:
        """After each file; what failed of it comes before."""
        for failure in file.counts.failures:
            _log_failure(failure)
        fields = {
            "file": _shown(file.path),
            "pages_new": file.counts.pages_new,
            "pages_known": file.counts.pages_known,
            "new": file.counts.articles_new,
            "changed": file.counts.articles_revised,
            "failed": len(file.counts.failures),
            "seconds": round(file.seconds, 3),
        }
        _log.log(_level(len(file.counts.failures)), "file imported", extra=fields)

    def finished(self, report: ImportReport) -> None:
        """Once all is done, and safe from a power cut."""
        fields = {
            "pages_new": report.pages_new,
            "pages_known": report.pages_known,
            "files_known": report.files_known,
            "new": report.articles_new,
            "changed": report.articles_revised,
            "failed": len(report.failures),
            "left_out": dict(report.left_out),
            "seconds": self._seconds(),
        }
        _log.log(_level(len(report.failures)), "import finished", extra=fields)

    def broke_off(self, error: HeadwaterError) -> None:
        """Where it could not be finished; what was done until then stays."""
        _log.error("import broke off", extra={"said": str(error), "seconds": self._seconds()})

    def _seconds(self) -> float:
        return round(time.monotonic() - self._begun, 3)


def _log_failure(failure: QuarantineEntry) -> None:
    fields = {
        "input": failure.name,
        "id": failure.id,
        "stage": failure.stage,
        "said": failure.reason,
        "tries": failure.tries,
    }
    _log.warning("quarantined", extra=fields)


def _level(failed: int) -> int:
    return logging.WARNING if failed else logging.INFO


def _shown(path: Path) -> str:
    """A path as text: its bytes need be no UTF-8."""
    return str(path).encode("utf-8", "backslashreplace").decode()
