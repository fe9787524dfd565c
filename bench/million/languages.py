"""Invented languages in the scripts of real ones: words made of syllables, used as often as a Zipf law has it."""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# What people write has a few words everywhere and most of them hardly ever; 1.05 is usual for news text
# (Piantadosi 2014, Zipf's word frequency law in natural language).
_EXPONENT = 1.05
_WORDS = 30_000
_SENTENCE_WORDS = (8, 28)
_AT_ONCE = 100_000
_UNCOMMON = (200, 5_000)

# How many of the articles are in each language.
SHARES = {"en": 0.34, "de": 0.14, "es": 0.11, "fr": 0.09, "ru": 0.11, "zh": 0.11, "ar": 0.07, "pt": 0.03}

_LATIN = (
    "b c d f g h k l m n p r s t v w st tr pl br sch ch gr",
    "a e i o u ai ei ou ie",
    " n r s l t m nd rt ns",
)
_SOUNDS: dict[str, tuple[str, str, str]] = {
    "en": _LATIN,
    "de": (_LATIN[0], "a e i o u ä ö ü ei au", " n r s lt ch ng st"),
    "es": ("b c d f g h l m n p r s t v ll ñ", "a e i o u ía ie ue", " s n r l"),
    "fr": ("b c d f g j l m n p r s t v ch qu", "a e i o u é è ou eau ai", " s t r l"),
    "pt": ("b c d f g l m n p r s t v lh nh", "a e i o u ã ão ei", " s r m l"),
    "ru": ("б в г д ж з к л м н п р с т ф х ц ч ш ст пр", "а е и о у ы ю я", " н р с л т м й"),
    "ar": ("ب ت ث ج ح خ د ر ز س ش ص ط ع ف ق ك ل م ن ه", "ا و ي ", " ن ر ة ين ات"),
}
# 1,500 characters, of the block that the commonest ones are in.
_CHINESE = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
_STOPS = {"zh": "。", "ar": ".", "ru": "."}


class Language:
    """A vocabulary, its commonest word first, drawn from by chance."""

    def __init__(self, code: str, words: Sequence[str], summed: NDArray[np.float64], seed: int) -> None:
        self.code, self.words, self._summed = code, words, summed
        self.space = "" if code == "zh" else " "
        self._seed = seed
        self.begin(0)

    def begin(self, place: int) -> None:
        """Draw anew, otherwise for each place."""
        self._chance = np.random.default_rng((self._seed, place))
        self._drawn: list[int] = []
        self._ends: list[int] = []

    def _draw(self, length: int) -> list[str]:
        """So many words, of which many are drawn at once."""
        if len(self._drawn) < length:
            self._drawn = np.searchsorted(self._summed, self._chance.random(_AT_ONCE)).tolist()
        taken = self._drawn[-length:]
        del self._drawn[-length:]
        return [self.words[index] for index in taken]

    def sentences(self, length: int) -> list[str]:
        """Sentences of so many words in all, each with its stop."""
        words, stop, found, start = self._draw(length), _STOPS.get(self.code, "."), [], 0
        while start < length:
            if not self._ends:
                self._ends = self._chance.integers(*_SENTENCE_WORDS, size=_AT_ONCE // 10).tolist()
            size = self._ends.pop()
            text = self.space.join(words[start : start + size])
            found.append(text[0].upper() + text[1:] + stop)
            start += size
        return found

    def name(self, chance: random.Random, words: int) -> str:
        """A name of so many uncommon words."""
        drawn = (self.words[chance.randrange(*_UNCOMMON)] for _ in range(words))
        return self.space.join(word.capitalize() for word in drawn)


def languages(seed: int = 1) -> dict[str, Language]:
    """All languages by their codes: for one seed always the same."""
    chance = random.Random(seed)  # invented words, no secrets
    ranks = np.arange(1, _WORDS + 1, dtype=np.float64)
    summed = np.cumsum(ranks**-_EXPONENT)
    summed /= summed[-1]
    summed[-1] = 1.0
    return {
        code: Language(code, _vocabulary(code, chance), summed, seed + place)
        for place, code in enumerate(SHARES)
    }


def _vocabulary(code: str, chance: random.Random) -> list[str]:
    sounds = [part.split(" ") for part in _SOUNDS.get(code, ())]
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        # The commoner a word the shorter.
        few = 1 + (len(words) > 60) + (len(words) > 300)
        syllables = chance.randint(few, few + 1)
        if not sounds:
            words["".join(chance.choices(_CHINESE, k=min(syllables, 3)))] = None
            continue
        onsets, vowels, ends = sounds
        start = "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(syllables))
        words[start + chance.choice(ends)] = None
    return list(words)
