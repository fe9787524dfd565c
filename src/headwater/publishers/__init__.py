"""The directory of publishers: who publishes under which names and domains, and who owns or funds them.

The entries are data (`data/*.json`, the format is in docs/publishers.md); looking one up is
`headwater.model.publisher.Publishers`. A user's own files use the same format and win over the built-in ones.
"""

from headwater.publishers.directory import builtin_publishers, publishers_with
from headwater.publishers.domains import outlet_label
from headwater.publishers.file import load_publishers

__all__ = ["builtin_publishers", "load_publishers", "outlet_label", "publishers_with"]
