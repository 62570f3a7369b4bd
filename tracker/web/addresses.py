"""Addresses handed in by a browser, and addresses of static files."""

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.routing import IntegerConverter, ValidationError

#: The largest id a row can bear, on both databases.
LARGEST_ID = 2**31 - 1


class RowId(IntegerConverter):
    """An id in an address: one that no row can bear is no address of ours."""

    def to_python(self, value: str) -> int:
        number = row_id(value)
        if not number:
            raise ValidationError
        return number


def row_id(text: str | None) -> int:
    """The id that a browser sent, or 0 where it is none that a row can bear."""
    given = text or ""
    if not (given.isascii() and given.isdigit()) or len(given) > len(str(LARGEST_ID)):
        return 0
    number = int(given)
    return number if number <= LARGEST_ID else 0


def safe_next(target: str | None) -> str:
    """`target` when it is a path of this site, else the first page."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and "\\" not in target:
            return target.rstrip("?")
    return "/"


def static_url(path: str) -> str:
    """Address of a static file, with a mark of its content so that it may be kept for long."""
    return _versioned(Path(current_app.static_folder or ""), path)


@lru_cache(maxsize=64)
def _versioned(folder: Path, path: str) -> str:
    digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()[:12]
    return url_for("static", filename=path, v=digest)
