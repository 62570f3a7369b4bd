"""The plan as a workbook or as one table, to be changed elsewhere and brought back."""

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Response, abort, g, request, send_file
from flask_login import current_user

from tracker import clock
from tracker.db import read_only
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import export
from tracker.exchange.workbook.columns import BY_KEY, COMMITMENTS
from tracker.exchange.workbook.memory import Packer
from tracker.exchange.workbook.writing import Order, write_workbook
from tracker.extensions import db
from tracker.queries.revision import read_revision
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.workbook.room import bp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/plan/export.xlsx")
@requires("plan:export")
def current_xlsx() -> Response:
    """The current plan."""
    plan = reading.view().plan or abort(404)
    return xlsx(plan.id)


@bp.get("/plan/<int:plan_id>/export.xlsx")
@requires("plan:export")
def xlsx(plan_id: int) -> Response:
    """That plan, in the reader's language; people only for who manages them."""
    order, revision = _order(plan_id)
    out = io.BytesIO()
    _kept(order, revision, write_workbook(db.session, out, order))
    out.seek(0)
    return _sent(out, order, "xlsx", XLSX)


@bp.get("/plan/<int:plan_id>/model.xlsx")
@requires("plan:edit")
def model(plan_id: int) -> Response:
    """The same sheets without a row, to be filled in by hand."""
    order = replace(_order(plan_id)[0], blank=True)
    out = io.BytesIO()
    write_workbook(db.session, out, order)
    out.seek(0)
    name = "modele.xlsx" if g.locale == "fr" else "model.xlsx"
    return send_file(out, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/plan/<int:plan_id>/export.csv")
@requires("plan:export")
def csv(plan_id: int) -> Response:
    """One sheet of it, `?sheet=`; the commitments otherwise."""
    sheet = BY_KEY.get(request.args.get("sheet", COMMITMENTS.key)) or abort(404)
    if sheet.key == "people" and not may("people:manage"):
        abort(403)
    order, revision = _order(plan_id)
    content, packer = export.export_csv(db.session, sheet, order)
    _kept(order, revision, packer)
    return _sent(io.BytesIO(content), order, "csv", "text/csv; charset=utf-8")


def _order(plan_id: int) -> tuple[Order, int]:
    plan = db.session.get(ActionPlan, plan_id) or abort(404)
    revision, _at = read_revision(db.session)
    key = export.known_key(db.session, plan_id, revision)
    g.export_known = key is not None
    g.export_name = plan.title_en if g.locale == "en" and plan.title_en else plan.title_fr
    order = Order(
        plan_id=plan_id,
        state=plan.state,
        key=key or export.new_key(),
        locale=g.locale,
        today=reading.today(),
        people=may("people:manage"),
    )
    return order, revision


def _kept(order: Order, revision: int, packer: Packer) -> None:
    """Remember what leaves, unless the very same left before."""
    if g.export_known:
        return
    by = current_user.name
    with _writing():
        export.remember(db.session, order, packer, revision=revision, at=clock.now(), by=by)


@contextmanager
def _writing() -> Iterator[None]:
    """A page that is only shown may not write; an export is fetched, and must be remembered: see
    docs/decisions/0021."""
    db.session.rollback()
    allowed = read_only.set(False)
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        read_only.reset(allowed)


def _sent(out, order: Order, extension: str, mimetype: str) -> Response:
    name = f"{_file_name(g.export_name)}-{order.today}.{extension}"
    response = send_file(out, mimetype=mimetype, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _file_name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.replace("’", " "))
    plain = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "plan"
