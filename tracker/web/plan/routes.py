"""The room « plan »: plans, their dossiers and milestones, changed by hand."""

from flask import Blueprint

bp = Blueprint("plan", __name__)
