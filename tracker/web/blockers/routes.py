"""The room « blockers »: what a unit replies that blocks another."""

from flask import Blueprint

bp = Blueprint("blockers", __name__)
