"""The room « setup »: the first day: an empty database becomes the city’s own."""

from flask import Blueprint

bp = Blueprint("setup", __name__)
