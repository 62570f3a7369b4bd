"""The room « people »: who may sign in, and who answers for what."""

from flask import Blueprint

bp = Blueprint("people", __name__)
