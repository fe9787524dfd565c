"""Sentences and where they stand, remembered while a text is compared with others."""

from headwater.copies.text.remembering import remembered
from headwater.model.sentences import sentence_spans

sentences = remembered(texts=256)(sentence_spans)
"""Spans of the sentences of a text, as `model.sentences` cuts them."""
