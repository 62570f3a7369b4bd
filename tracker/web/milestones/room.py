"""The room's blueprint, to which each of its modules adds routes."""

from flask import Blueprint

bp = Blueprint("milestones", __name__)
