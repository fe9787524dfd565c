"""Sentences and where they stand, by rules for the scripts and languages of news."""

import re

from headwater.model.evidence import Span

# Words that end in a period without ending a sentence (English, German, French, Spanish, Russian).
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen col lt sgt capt cmdr maj adm gov sen rep rev hon pres st jr sr vs etc inc ltd
    co corp no nos vol fig approx dept est jan feb mar apr jun jul aug sep sept oct nov dec mt ft bzw ca
    usw evtl ggf inkl mio mrd nr str tel vgl zzt abs art bd hrsg geb gest dipl ing m mm mme mlle mgr av
    env p ex sra srta ud uds ee uu dña avda pág núm г гг ул д стр им т тыс млн млрд руб коп см др пр проф
    акад обл р с
    """.split()  # noqa: SIM905 - words read better as words
)
_MONTH = re.compile(
    r"(?:jan|feb|f[ée]v|m[aä]r|a[pbv]r|ma[iyj]|ju[nil]|jui|aug|ao[uû]|ago|sep|o[ck]t|nov|d[eé][cz]|ene|dic|"
    r"янв|фев|мар|апр|ма[йя]|ию[нл]|авг|сен|окт|ноя|дек)",
    re.IGNORECASE,
)
_CLOSING = r"[\"'”’»›«“)\]」』]*"
_BREAK = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+{_CLOSING})(?P<gap>\s+)(?=[\"'“„«»‘‚‹(\[¿¡—–-]*\s?[^\W_])"
    rf"|(?P<full>[。！？]+[」』”’）]*)\s*"
    r"|(?P<blank>\n[^\S\n]*\n\s*)"
)
_SIGN = re.compile(r"[.!?…。！？\n]")
_LAST_WORD = re.compile(r"[\w.]*\w$")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Spans of the sentences, without the white space around them; a blank line always ends one."""
    spans: list[Span] = []
    start = searched = 0
    # A pattern that starts with a look behind is tried at each character; one that is a set is found far faster.
    for sign in _SIGN.finditer(text):
        match = _BREAK.match(text, sign.start()) if sign.start() >= searched else None
        if match is None:
            continue
        searched = match.end()
        if match["stop"] and not _ends_sentence(text, match):
            continue
        end = match.start() if match["blank"] else match.end("full" if match["full"] else "stop")
        _add(spans, text, start, end)
        start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if stripped := piece.strip():
        spans.append(Span(start + lead, start + lead + len(stripped)))


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop["gap"].count("\n") > 1:
        return True
    after = text[stop.end() : stop.end() + 12]
    first = next((c for c in after if c.isalnum()), "")
    if first.islower():
        # "Stop!" she said: the sentence goes on. A script without capitals never gets here.
        return "\n" in stop["gap"] and not stop["stop"].endswith(",")
    if not stop["stop"].startswith(".") or stop["stop"].startswith(".."):
        return True
    if len(stop["stop"]) > 1:
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - 24), stop.start())
    last = word[0] if word else ""
    if last.isdecimal():
        # "3. Mai" and "der 2. Weltkrieg" are ordinals; a year or an amount ends a sentence.
        return not (len(last) <= 2 and _MONTH.match(after.lstrip()))
    is_initial = len(last) == 1 and last.isalpha() and last.isupper()
    is_dotted = "." in last and all(len(part) <= 1 for part in last.split("."))
    return not (is_initial or is_dotted or last.lower() in _ABBREVIATIONS)
