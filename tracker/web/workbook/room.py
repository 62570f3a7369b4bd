"""The room's blueprint, on which each of its modules hangs its routes."""

from flask import Blueprint

bp = Blueprint("workbook", __name__)
