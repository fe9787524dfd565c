"""Why something is believed: the evidence of a decision, and the trace of a derived record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets, `[start, end)`, in a text named by whoever holds the span."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a decision.

    `rule` names the rule that spoke (a short slug that docs/ explains), `says` is the reason in words for a
    person, `quote` the words of the page it rests on, `line` the line of the page (1-based) where they stand.
    `span` gives their character offsets where the text they lie in is stored.
    """

    rule: str
    says: str
    quote: str = ""
    line: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How a derived record came to be: the stage and its version, what it read, and its reasons."""

    stage: str
    version: int
    inputs: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
