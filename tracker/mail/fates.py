"""What can happen to a message that is handed over, other than being accepted."""


class NotAccepted(Exception):
    """The message was certainly not accepted. `words`: what is told of it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:500]


class Refused(NotAccepted):
    """For good: trying again would change nothing."""


class PutOff(NotAccepted):
    """For now. `trouble`: code of what closes the way out as a whole, when nobody's mail would
    pass (one of the pulse's TROUBLES); empty when it is about this message."""

    def __init__(self, words: str, *, trouble: str = "") -> None:
        super().__init__(words)
        self.trouble = trouble


class Undecided(Exception):
    """The message may have been accepted: only a human can find out."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:500]
