"""The room « help »: one page per role."""

from flask import Blueprint

bp = Blueprint("help", __name__)
