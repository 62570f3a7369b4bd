"""The room itself, on which its pages hang."""

from flask import Blueprint

bp = Blueprint("schedule", __name__)
