"""The room « sign_in »."""

from flask import Blueprint

from tracker.web.access import requires

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
@requires("public")
def page():
    return "sign_in"


@bp.post("/sign-out")
@requires("public")
def leave():
    return "sign_in"
