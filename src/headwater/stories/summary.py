"""A summary of a story: a few whole sentences of its articles, unchanged, each with all who say it.

The first says what happened, from the article that speaks for the story. Each that follows adds what an independent
origin reports and none before it says; where there are no others, the first article goes on. What was taken back is
never said, nor one thing twice. There is no model of language in it: it holds for any that has sentences.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import exp

from headwater.model.outline import SummarySentence
from headwater.stories.sentences import Sentence, terms_of
from headwater.stories.told import TakenBack, Told, in_order, said_by, weights_of

MOST = 4
"""Sentences of a summary."""
_MOST_OF_ONE = 3  # where only one origin is heard
_SHARE = 4  # of one article one sentence in so many is a summary, more would be the article again

# News says what happened first. Where the first sentence has next to none of the title's words, it only sets a scene,
# and one of the next that has many is what was meant.
_FIRST_AMONG = 6
_SETS_A_SCENE, _MORE_OF_TITLE = 0.2, 0.25

_ADDS_AMONG = 14
_ADDS_FADING = 6.0  # sentences at which what is said falls to a third of what the first is worth
_HALF_ENOUGH = 5  # new words that are worth half of what any number of them is
_FIGURE = 0.3  # what a figure is worth beside words that are new

_REPEATS = 0.5  # of two sentences' telling words, of the smaller number, so many in common
_NEW = 0.5  # of a sentence's telling words so many have to be new, or it says what was said
_ABOUT = 2  # so many of its telling words have to be the story's own
_STALE = timedelta(days=2)
"""What an article older than the one that speaks, by so much, says of a story that goes on may hold no more."""


def summarize(told: Sequence[Told], lead: str, taken_back: TakenBack) -> tuple[SummarySentence, ...]:
    """Up to four sentences of these articles; none where no sentence can be shown by itself.

    `lead` is the id of the article that speaks for the story.
    """
    speaker = next((one for one in told if one.article.id == lead), None)
    if speaker is None:
        return ()
    first = _first(speaker, taken_back)
    if first is None:
        return ()
    chosen = [(speaker, first), *_added(told, speaker, first, taken_back)]
    if len(chosen) < _MOST_OF_ONE:
        more = min(_MOST_OF_ONE, 1 + len(speaker.sentences) // _SHARE) - len(chosen)
        chosen[1:1] = _going_on(speaker, [sentence for _, sentence in chosen], more, taken_back)
    return tuple(
        SummarySentence(sentence.text, one.article.language, said_by(sentence, one, told))
        for one, sentence in chosen
    )


def _first(speaker: Told, taken_back: TakenBack) -> Sentence | None:
    """The sentence that says what happened."""
    title = terms_of(speaker.article.title or "")
    showable = [
        sentence
        for sentence in speaker.sentences[:_FIRST_AMONG]
        if sentence.is_showable and not taken_back.covers(speaker, sentence)
    ]
    if not showable:
        return None

    def of_title(sentence: Sentence) -> float:
        return len(title & sentence.terms) / max(1, len(title))

    first, best = showable[0], max(showable, key=of_title)
    is_scene = of_title(first) <= _SETS_A_SCENE and of_title(best) >= of_title(first) + _MORE_OF_TITLE
    return best if is_scene else first


def _added(
    told: Sequence[Told], speaker: Told, first: Sentence, taken_back: TakenBack
) -> Iterator[tuple[Told, Sentence]]:
    """What each independent origin adds, the one that most articles rest on first."""
    core = _core(speaker, first)
    known = set(first.terms)
    others = [one for one in told if one.origin != speaker.origin and _is_fit(one, speaker)]
    weights = weights_of(told)
    said = [first]
    for origin in sorted({one.origin for one in others}, key=lambda origin: (-weights[origin], origin)):
        heard = [one for one in told if one.origin != origin]
        theirs = frozenset().union(*(sentence.terms for one in heard for sentence in one.sentences))
        found = [
            (_worth(sentence, core, known, theirs), one, sentence)
            for one in in_order(others)
            if one.origin == origin
            for sentence in one.sentences[:_ADDS_AMONG]
            if _adds(sentence, core, known, said)
        ]
        for _, one, sentence in sorted(found, key=lambda each: -each[0]):
            # Another origin's own words are nothing that this one adds.
            if taken_back.covers(one, sentence) or any(other.says(sentence) for other in heard):
                continue
            yield one, sentence
            said.append(sentence)
            known |= sentence.terms
            break
        if len(said) == MOST:
            return


def _core(speaker: Told, first: Sentence) -> frozenset[int]:
    """What the story is about: the telling words of its first sentence, its title and its standfirst."""
    article = speaker.article
    return first.terms | terms_of(article.title or "") | terms_of(article.standfirst or "")


def _is_fit(one: Told, speaker: Told) -> bool:
    """Whether an article may be heard beside the one that speaks: in its language, as news, and as new."""
    if one.article.language != speaker.article.language or one.is_opinion:
        return False
    return one.at is None or speaker.at is None or speaker.at - one.at < _STALE


def _adds(sentence: Sentence, core: frozenset[int], known: set[int], said: Sequence[Sentence]) -> bool:
    if not sentence.is_showable or len(sentence.terms & core) < _ABOUT:
        return False
    if len(sentence.terms - known) < _NEW * len(sentence.terms):
        return False
    return not any(_repeats(sentence, other) for other in said)


def _repeats(sentence: Sentence, other: Sentence) -> bool:
    """Whether a sentence tells mostly what another one does, in whatever words."""
    least = min(len(sentence.terms), len(other.terms))
    return len(sentence.terms & other.terms) >= _REPEATS * least


def _worth(sentence: Sentence, core: frozenset[int], known: set[int], theirs: frozenset[int]) -> float:
    """How much it says of the story that was not said, and that no other origin says at all; an early one more."""
    about = len(sentence.terms & core) / len(core)
    new, own = (_enough(len(sentence.terms - others)) for others in (known, theirs))
    figure = _FIGURE if any(word[0].isdigit() for word in sentence.words) else 0.0
    return (about + (new + own) / 2 + figure) * exp(-sentence.number / _ADDS_FADING)


def _enough(words: int) -> float:
    """What so many new words are worth, 0..1: the tenth is worth less than the first."""
    return words / (words + _HALF_ENOUGH)


def _going_on(
    speaker: Told, said: Sequence[Sentence], most: int, taken_back: TakenBack
) -> list[tuple[Told, Sentence]]:
    """Up to so many more sentences of the article that speaks, in its order."""
    known = {term for sentence in said for term in sentence.terms}
    core = _core(speaker, said[0])
    found = [said[0]]
    for sentence in speaker.sentences[said[0].number + 1 : said[0].number + 1 + _ADDS_AMONG]:
        if len(found) > most:
            break
        # Behind the sentence before it, what leans on that is understood.
        follows = sentence.number == found[-1].number + 1
        is_apart = sentence.opens and not sentence.leans and len(sentence.terms & core) >= _ABOUT
        if not sentence.stands or not (follows or is_apart) or taken_back.covers(speaker, sentence):
            continue
        if len(sentence.terms - known) >= _NEW * len(sentence.terms):
            found.append(sentence)
            known |= sentence.terms
    return [(speaker, sentence) for sentence in found[1:]]
