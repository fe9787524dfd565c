"""The sample world: invented news written by hand in `source/`, and the pages that are rendered from it.

`writing` reads the source, `wording` holds the phrases that page shapes use in each language, `text_pages`,
`html_pages` and `feeds` draw the shapes, and `render` writes pages, manifest and expected reading.
"""
