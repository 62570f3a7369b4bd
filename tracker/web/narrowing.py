"""What an address leaves out of a page: filters that are plain links."""

from dataclasses import replace
from typing import Self
from urllib.parse import urlencode


class Narrowing:
    """Base of a frozen dataclass of filters: part of the key under which a page is kept, so only
    what exists gets in. `pairs` says them as a query, always in the same order."""

    __slots__ = ()

    def pairs(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    def but(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[type-var]  # a dataclass by contract

    def toggled(self, name: str, value: str) -> Self:
        """With filter `name` at `value`; without it where it is already there."""
        return self.but(**{name: "" if getattr(self, name) == value else value})

    def address(self, base: str) -> str:
        """`base` with these filters as its query."""
        query = urlencode([(name, value) for name, value in self.pairs() if value])
        return f"{base}?{query}" if query else base
