"""What can happen to a message that is handed over, other than being accepted."""


class NotAccepted(Exception):
    """The message was certainly not accepted. `words`: what is told of it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:500]


class Refused(NotAccepted):
    """For good: trying again would change nothing."""


class PutOff(NotAccepted):
    """For now. `pause`: the way out as a whole is closed, nobody's mail would pass."""

    def __init__(self, words: str, *, pause: bool = False) -> None:
        super().__init__(words)
        self.pause = pause


class Undecided(Exception):
    """The message may have been accepted: only a human can find out."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:500]
