"""The room itself, on which its pages hang."""

from flask import Blueprint

bp = Blueprint("consultations", __name__)
