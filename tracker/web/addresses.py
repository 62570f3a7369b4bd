"""Addresses handed in by a browser, and addresses of static files."""

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app, url_for


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
