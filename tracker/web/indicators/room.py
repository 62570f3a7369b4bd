"""The room itself, on which its pages hang."""

from flask import Blueprint

bp = Blueprint("indicators", __name__)
