"""Pictures drawn on the server as SVG: the origin bar, the river, the network."""
