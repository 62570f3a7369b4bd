"""The room « questions »: questions to units, and their answers."""

from flask import Blueprint

bp = Blueprint("questions", __name__)
