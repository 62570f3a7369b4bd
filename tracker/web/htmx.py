"""The few things that htmx asks of an answer."""

from flask import Response, request


def asked() -> bool:
    """Whether htmx asked for this (a fragment is enough), rather than the browser itself."""
    return request.headers.get("HX-Request") == "true"


def redirect(target: str) -> Response:
    """Send the whole page elsewhere from within a fragment."""
    return Response(status=200, headers={"HX-Redirect": target})
