"""The room itself, on which its pages hang."""

from flask import Blueprint

bp = Blueprint("setup", __name__)
