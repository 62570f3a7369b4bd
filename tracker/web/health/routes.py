"""Whether the process lives, and whether it can serve."""

from flask import Blueprint, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db
from tracker.queries.revision import read_revision
from tracker.web.access import requires

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@requires("public")
def alive():
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@bp.get("/readyz")
@requires("public")
def ready():
    """The database answers, with its tables."""
    try:
        db.session.execute(text("SELECT 1"))
        read_revision(db.session)
    except SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="unavailable", database="unreachable or not migrated"), 503
    return jsonify(status="ok")
