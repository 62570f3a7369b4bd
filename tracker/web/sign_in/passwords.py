"""Passwords: argon2, and the same time spent on somebody unknown."""

from functools import cache

from argon2.exceptions import InvalidHashError, VerificationError

from tracker.extensions import hasher


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; never, where nothing is stored."""
    try:
        hasher.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
