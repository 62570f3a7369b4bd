"""The room « people »: everybody, for the coordination and the administration."""

from flask import Blueprint

bp = Blueprint("people", __name__)
