"""Wires the rooms: the pipeline, its exports, and tracing what someone pastes. See `flow.pipeline`."""

from headwater.flow.export import FORMATS, NETWORK, RECORDS, ExportError, NetworkScope, export_records
from headwater.flow.network import SiteProfile, network_of, site_profile
from headwater.flow.options import ImportOptions, ImportProgress, ImportReport
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages, sample_publishers
from headwater.flow.taken import taken_articles
from headwater.flow.trace import (
    ArticleTrace,
    ComparisonReport,
    Relative,
    TraceReport,
    compare_inputs,
    trace_input,
)

__all__ = [
    "FORMATS",
    "NETWORK",
    "RECORDS",
    "ArticleTrace",
    "ComparisonReport",
    "ExportError",
    "ImportOptions",
    "ImportProgress",
    "ImportReport",
    "NetworkScope",
    "Relative",
    "SiteProfile",
    "TraceReport",
    "compare_inputs",
    "export_records",
    "import_paths",
    "network_of",
    "sample_pages",
    "sample_publishers",
    "site_profile",
    "taken_articles",
    "trace_input",
]
