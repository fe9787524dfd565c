"""Finding what shares passages with a text: fingerprints, an index of them, and which are boilerplate."""
