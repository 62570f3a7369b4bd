"""The room « schedule »: when the relances leave, and when they do not."""

from flask import Blueprint

bp = Blueprint("schedule", __name__)
