"""What the demonstration's units say: sentences of real work, chosen without chance."""

from collections import Counter
from zlib import crc32

from tracker.exchange import carried


def jitter(*parts: object) -> int:
    """A whole number that looks like chance and is always the same for the same `parts`."""
    return crc32("/".join(map(str, parts)).encode())


class Words:
    """The sentences by use and by kind of milestone; the least used comes first."""

    def __init__(self) -> None:
        self._by_use: dict[tuple[str, str], list[str]] = {}
        for row in carried.rows_of("demo_sentences.csv"):
            self._by_use.setdefault((row["use"], row["kind"]), []).append(row["sentence"])
        self._used: Counter[str] = Counter()

    def say(self, use: str, kind: str, *parts: object) -> str:
        """A sentence for `use` on a milestone of `kind`; `parts` decide among equals."""
        sentences = self._by_use.get((use, kind)) or self._by_use[(use, "any")]
        turn = jitter(use, *parts) % len(sentences)
        turned = sentences[turn:] + sentences[:turn]
        chosen = min(turned, key=self._used.__getitem__)
        self._used[chosen] += 1
        return chosen
