"""The reader: pages rendered on the server, each also as JSON. Reads a library, decides nothing. See `web.app`."""
