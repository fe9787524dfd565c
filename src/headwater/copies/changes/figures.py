"""Figures in a sentence: their value, whatever they are written in, and what is counted."""

import re
from dataclasses import dataclass

from headwater.copies.text.remembering import remembered
from headwater.copies.text.wording import SIGN
from headwater.model import Span

_SPACES = " \u00a0\u202f\u2009"
# Groups of three digits, with whatever a language puts between them, then decimals; or plain digits.
_DIGITS = rf"(?:\d{{1,3}}(?:[{_SPACES}.,'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*)"
# Number words up to twelve, tens, and collective ones, in the languages of `lexicons`. "One" is an article in most.
_NAMED = {
    2: "two zwei zwo deux dos два две двух",
    3: "three drei trois tres три трёх трех",
    4: "four vier quatre cuatro четыре четырёх четырех",
    5: "five fünf cinq cinco пять пяти",
    6: "six sechs seis шесть шести",
    7: "seven sieben sept siete семь семи",
    8: "eight acht huit ocho восемь восьми",
    9: "nine neun neuf nueve девять девяти",
    10: "ten zehn dix diez десять десяти",
    11: "eleven elf onze once одиннадцать",
    12: "twelve zwölf douze doce двенадцать",
    13: "thirteen dreizehn treize trece тринадцать",
    14: "fourteen vierzehn quatorze catorce четырнадцать",
    15: "fifteen fünfzehn quinze quince пятнадцать",
    16: "sixteen sechzehn seize dieciséis шестнадцать",
    17: "seventeen siebzehn dix-sept diecisiete семнадцать",
    18: "eighteen achtzehn dix-huit dieciocho восемнадцать",
    19: "nineteen neunzehn dix-neuf diecinueve девятнадцать",
    20: "twenty zwanzig vingt veinte двадцать",
    30: "thirty dreißig trente treinta тридцать",
    40: "forty vierzig quarante cuarenta сорок",
    50: "fifty fünfzig cinquante cincuenta пятьдесят",
    60: "sixty sechzig soixante sesenta шестьдесят",
    70: "seventy siebzig soixante-dix setenta семьдесят",
    80: "eighty achtzig quatre-vingts ochenta восемьдесят",
    90: "ninety neunzig quatre-vingt-dix noventa девяносто",
}
_WORDS = {word: float(value) for value, words in _NAMED.items() for word in words.split()}
_SCALES = {
    1e2: "hundred hundert cent cien сто",
    1e3: "thousand tausend mille mil тысяч тысячи тысяча тыс k",
    1e6: "million millions mio million millionen millones millón миллион миллиона миллионов млн m",
    1e9: "billion billions mrd milliarde milliarden milliard milliards миллиард миллиарда миллиардов млрд bn",
}
_SCALE = {word: value for value, words in _SCALES.items() for word in words.split()}
_SIGN_SCALE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "千": 1e3, "百": 1e2}
_SCALE_WORD = "|".join(sorted((re.escape(word) for word in _SCALE), key=len, reverse=True))
_IN_DIGITS = rf"(?P<digits>(?<![\w.,])(?<!\b[A-Z]-){_DIGITS}|(?<=[{SIGN}]){_DIGITS})"
_FIGURE = re.compile(rf"{_IN_DIGITS}|(?P<word>[^\W\d_{SIGN}]+)(?:-(?P<ones>[^\W\d_{SIGN}]+))?")
_DIGITS_ONLY = re.compile(_IN_DIGITS)
_WORD_PARTS = frozenset(part for word in _WORDS for part in word.split("-"))
_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(rf"(?P<signs>[万萬亿億千百])|[{_SPACES}-]?(?P<scale>{_SCALE_WORD})\b\.?", re.IGNORECASE)
_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}.,'’]\d{{3}})+(?!\d)")
_UNIT = re.compile(rf"[{_SPACES}-]?(?P<unit>%|°\w?|[^\W\d_{SIGN}]+|[{SIGN}])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed (`text`, at `span` of the sentence), its value, and the word after it (lower case)."""

    text: str
    span: Span
    value: float
    unit: str


@remembered(texts=2048, longest=2000)
def figures_of(text: str) -> list[Figure]:
    """The figures of a sentence, in order."""
    found = []
    is_named = not _WORD_PARTS.isdisjoint(_LETTERS.findall(text.lower()))
    for match in (_FIGURE if is_named else _DIGITS_ONLY).finditer(text):
        value = _number(match["digits"]) if match["digits"] else _named(match)
        if value is None:
            continue
        scaled = _AFTER.match(text, match.end())
        end = scaled.end() if scaled else match.end()
        unit = _UNIT.match(text, end)
        printed = text[match.start() : end]
        total = value * _scale(scaled) if scaled else value
        found.append(
            Figure(printed, Span(match.start(), end), total, unit["unit"].casefold() if unit else "")
        )
    return found


def _named(match: re.Match[str]) -> float | None:
    """The value of a number word; None for any other word."""
    whole = match[0].lower()
    if whole in _WORDS:
        return _WORDS[whole]
    value = _WORDS.get(match["word"].lower())
    if value is None or not match["ones"]:
        return value
    ones = 1.0 if match["ones"].lower() == "one" else _WORDS.get(match["ones"].lower())
    # "Twelve-strong": the word after the hyphen is what is counted.
    return value if ones is None else value + ones


def _scale(scaled: re.Match[str]) -> float:
    return _SIGN_SCALE[scaled["signs"]] if scaled["signs"] else _SCALE[scaled["scale"].lower()]


def _number(digits: str) -> float:
    """Groups of three joined; a time of day as hours and hundredths, so that 9:30 is another figure than 9.3."""
    if ":" in digits:
        hours, minutes, *_ = digits.split(":")
        return _decimal(hours) + _decimal(minutes) / 1000
    grouped = _GROUPED.match(digits)
    whole = digits
    if grouped and not digits.startswith("0"):
        whole = re.sub(rf"[{_SPACES}.,'’]", "", grouped[0]) + digits[grouped.end() :]
    return _decimal(whole)


def _decimal(digits: str) -> float:
    """One sign between the digits is a decimal point; of several none is, nor is a space ("0 100 100")."""
    parts = re.split(r"[.,]", re.sub(rf"[{_SPACES}'’]", "", digits))
    return float(f"{parts[0]}.{parts[1]}") if len(parts) == 2 else float("".join(parts))
