"""The articles of a story as its outline is made of them, and what was taken back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from headwater.model.article import Article
from headwater.model.difference import ChangeKind, ChangeTopic
from headwater.model.evidence import Span
from headwater.model.moment import Moment
from headwater.model.outline import SaidBy
from headwater.model.revision import RevisionChange
from headwater.stories.sentences import Sentence, is_nearly_same, is_same, sentences_of, terms_of
from headwater.stories.terms import words_of

_NEVER = datetime.max.replace(tzinfo=UTC)

_LENGTHS = 0.6, 1.6

# A sentence that shares so much with a note, of the smaller one's words, may be what the note takes back.
_NOTED = 0.4
_NOTED_LEAST = 3
_CHANGING = (ChangeKind.ADDED, ChangeKind.REWORDED)
_FACTS = frozenset((ChangeTopic.FIGURE, ChangeTopic.NAME, ChangeTopic.QUOTE, ChangeTopic.NEGATION))


@dataclass(frozen=True, slots=True)
class Version:
    """What a newer version of an article changed, and when it was put there as far as fetches tell."""

    change: RevisionChange
    moment: Moment | None


@dataclass(frozen=True)
class Told:
    """An article of a story, as it reads now.

    `origin` is equal for families that are not independent of each other: those of one publisher, and all whose
    publisher is not known. `leads` says whether it is what its family is read for: its origin or, where that was not
    seen, its first member. `seen` is when its page was fetched. `versions` are its changes, oldest first.
    """

    article: Article
    family: str
    origin: str
    leads: bool
    seen: datetime | None = None
    versions: tuple[Version, ...] = ()

    @property
    def at(self) -> datetime | None:
        """Its likely time; None when nothing is known."""
        return self.article.published.best if self.article.published else None

    @property
    def name(self) -> str:
        """Whose page it stands on."""
        credit = self.article.credit
        return self.article.site or (credit.name if credit else "")

    @property
    def is_opinion(self) -> bool:
        return "opinion" in self.article.labels

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return sentences_of(self.article)

    def says(self, sentence: Sentence) -> Sentence | None:
        """Its own sentence that says the same in the same or, failing that, nearly the same words."""
        nearly = None
        for own in self.sentences:
            # What is said in nearly the same words is nearly as long: of most sentences no word has to be read.
            if not _LENGTHS[0] * len(sentence.text) <= len(own.text) <= _LENGTHS[1] * len(sentence.text):
                continue
            if own.text == sentence.text or is_same(own, sentence):
                return own
            if nearly is None and is_nearly_same(own, sentence):
                nearly = own
        return nearly

    def said(self, span: Span | None = None, *, is_exact: bool = True) -> SaidBy:
        """Itself as who says something."""
        return SaidBy(self.article.id, self.name, self.family, span, is_exact)


def in_order(told: Iterable[Told]) -> list[Told]:
    """By likely time; those of unknown time last."""

    return sorted(told, key=lambda one: (one.at or _NEVER, one.article.id))


def said_by(sentence: Sentence, speaker: Told, told: Sequence[Told]) -> tuple[SaidBy, ...]:
    """Everyone of these who says a sentence: the speaker, whose it is, then the others in order of time."""
    found = [speaker.said(sentence.span)]
    for one in in_order(told):
        if one is not speaker and (own := one.says(sentence)):
            found.append(one.said(own.span, is_exact=is_same(own, sentence)))
    return tuple(found)


@dataclass(frozen=True)
class TakenBack:
    """What may not be said any more: what corrections took back, and what newer versions say otherwise.

    `still_says` are sentences of copies that their origin took back, as told by their differences.
    """

    told: Sequence[Told]
    still_says: frozenset[str] = frozenset()

    @cached_property
    def _gone(self) -> list[Sentence]:
        """Sentences that newer versions gave otherwise or took out, and those that copies should not say any more."""
        texts = {text for one in self.told for version in one.versions for text in _replaced(version.change)}
        return [
            sentence
            for text in sorted(texts | self.still_says)
            for sentence in sentences_of(Article(text=text))
        ]

    @cached_property
    def _notes(self) -> dict[str, frozenset[int]]:
        """The telling words of every note."""
        return {note: terms_of(note) for one in self.told for note in one.article.notes}

    def covers(self, one: Told, sentence: Sentence) -> bool:
        """Whether a sentence of an article is, or may be, taken back."""
        if any(is_nearly_same(sentence, gone) for gone in self._gone):
            return True
        return any(
            self._may_be_meant(terms, sentence) and not self._is_corrected(note, sentence)
            for note, terms in self._notes.items()
            if note not in one.article.notes
        )

    def came_later(self, one: Told, sentence: Sentence) -> bool:
        """Whether an article says a sentence, or may do so, only since it was changed."""
        if any(
            self._may_be_meant(self._notes[note], sentence) or _shares_figure(note, sentence)
            for note in one.article.notes
        ):
            return True
        changes = (change for version in one.versions for change in version.change.difference.changes)
        return any(change.kind in _CHANGING and sentence.text in change.after for change in changes)

    def _may_be_meant(self, note: frozenset[int], sentence: Sentence) -> bool:
        shared = len(note & sentence.terms)
        return shared >= _NOTED_LEAST and shared >= _NOTED * min(len(note), len(sentence.terms))

    def _is_corrected(self, note: str, sentence: Sentence) -> bool:
        """Whether an article that carries the note says the sentence itself: then it holds."""
        return any(one.says(sentence) for one in self.told if note in one.article.notes)


def _shares_figure(note: str, sentence: Sentence) -> bool:
    return any(word[0].isdigit() and word in words_of(note) for word in sentence.words)


def _replaced(change: RevisionChange) -> Iterator[str]:
    """Sentences of the version before that a version left out, or whose facts it gives otherwise."""
    for each in change.difference.changes:
        is_fact = any(detail.topic in _FACTS for detail in each.details)
        if each.kind is ChangeKind.DROPPED or (each.kind is ChangeKind.REWORDED and is_fact):
            yield each.before


def weights_of(told: Iterable[Told]) -> Counter[str]:
    """How many articles rest on each independent origin."""
    return Counter(one.origin for one in told)
