"""The room « reminders », before its routes."""

from flask import Blueprint

bp = Blueprint("reminders", __name__)
