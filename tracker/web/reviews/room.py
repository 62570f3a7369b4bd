"""The room « reviews »: meetings planned, run, and what they leave behind."""

from flask import Blueprint

bp = Blueprint("reviews", __name__)
