"""The reader: pages rendered on the server, each also as JSON. Reads a library, decides nothing."""

from headwater.web.app import create_app
from headwater.web.serving import ServingError, serve

__all__ = ["ServingError", "create_app", "serve"]
