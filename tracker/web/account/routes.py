"""The room « account »: what each person sets for themselves."""

from flask import Blueprint

bp = Blueprint("account", __name__)
