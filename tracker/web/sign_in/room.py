"""The room « sign_in »: the ways in, and the links of the account's mails."""

from flask import Blueprint

bp = Blueprint("sign_in", __name__)
