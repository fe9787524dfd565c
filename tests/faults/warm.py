"""Imported by the process that others are forked from: what is loaded when the first page is read is loaded once."""

from headwater.model import Page
from tests.faults import processes
from tests.flow.invented import pages

for name, html in pages().items():
    processes.read_here(Page(name, html.encode(), content_type="text/html"))
