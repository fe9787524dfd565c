"""Wires the rooms: the pipeline, its exports, and tracing what someone pastes. See `flow.pipeline`."""

from headwater.flow.options import ImportOptions, ImportProgress, ImportReport
from headwater.flow.pipeline import import_paths

__all__ = ["ImportOptions", "ImportProgress", "ImportReport", "import_paths"]
