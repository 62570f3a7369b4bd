"""The measure's zero: a Flask page of a given size, with nothing behind it."""

from flask import Flask

app = Flask(__name__)
_pages: dict[int, str] = {}


@app.get("/<int:size>")
def page(size: int) -> str:
    """`size` bytes of HTML."""
    if size not in _pages:
        _pages[size] = "<!doctype html>".ljust(size)
    return _pages[size]
