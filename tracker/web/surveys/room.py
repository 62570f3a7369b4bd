"""The room itself, on which its pages hang."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
