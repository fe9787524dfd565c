"""What can be wrong with an answer, before its address is known."""

from headwater.model.words import FetchFault


class AnswerError(Exception):
    """An answer that can't be taken. Never leaves this room: the fetcher adds the address and raises FetchError."""

    def __init__(self, cause: FetchFault, reason: str, advice: str = "") -> None:
        self.cause, self.reason, self.advice = cause, reason, advice
        super().__init__(reason)


def too_large(reason: str) -> AnswerError:
    """The error for what passes a limit of size."""
    return AnswerError(FetchFault.TOO_LARGE, reason)
