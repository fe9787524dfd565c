"""HTML pages: how many articles one holds, and what each of them says."""

from headwater.reading.markup.articles import read_html

__all__ = ["read_html"]
