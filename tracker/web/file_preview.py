"""A file of figures: read, shown with what it would do, kept only once somebody has said so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import FileField, Form

from tracker.exchange.plan_file import PlanFileError
from tracker.exchange.plan_lines import Complaint
from tracker.exchange.table_file import Preview
from tracker.extensions import db
from tracker.web.fields import field_errors

#: Lines shown of each kind; a file that has more is told how many.
_SHOWN = 50
#: Bytes of a file: it travels twice, the second time in a field of the form.
_LARGEST = 400_000


class FileForm(Form):
    """A file to read."""

    file = FileField(_l("Fichier CSV"))
    form_errors = ()


class Reads(Protocol):
    """Judges a file; `lock` holds what it will change until the commit."""

    def __call__(self, content: bytes, name: str, *, lock: bool) -> Preview: ...


@dataclass(frozen=True)
class Door:
    """Where a kind of file comes in: its title, what its columns are, where one goes afterwards."""

    title: str
    columns: Sequence[str]
    required: Sequence[str]
    back: str
    export: str
    reads: Reads


def show(door: Door) -> str:
    """The form that asks for a file."""
    return _page(door, FileForm())


def take(door: Door):
    """Read a file and show what it would do: 422 where a line is wrong. Then, once that was read,
    do it; 409 where it would no longer do the same."""
    if "content" in request.form:
        return _confirmed(door)
    form, sent = FileForm(), request.files.get("file")
    content = sent.read() if sent else b""
    if not content:
        field_errors(form.file, _("Choisissez le fichier à lire."))
        return _page(door, form), 422
    if len(content) > _LARGEST:
        field_errors(form.file, _("Ce fichier dépasse 400 ko : coupez-le en deux."))
        return _page(door, form), 422
    name = (sent.filename or "")[:120]
    preview, complaints = _judged(door.reads, content, name, lock=False)
    if complaints:
        words = ngettext(
            "%(num)s chose à corriger dans le fichier; rien n’en est gardé. "
            "Corrigez-le, puis choisissez-le de nouveau.",
            "%(num)s choses à corriger dans le fichier; rien n’en est gardé. "
            "Corrigez-le, puis choisissez-le de nouveau.",
            len(complaints),
        )
        field_errors(form.file, words)
        return _page(door, form, complaints=complaints), 422
    return _page(door, form, preview, content.decode("utf-8-sig"))


def _confirmed(door: Door):
    content, name = request.form["content"], request.form.get("name", "")[:120]
    preview, complaints = _judged(door.reads, content.encode(), name, lock=True)
    if complaints or preview is None:
        db.session.rollback()
        return _page(door, FileForm(), complaints=complaints), 422
    if preview.mark != request.form.get("mark"):
        db.session.rollback()
        return _page(door, FileForm(), preview, content, moved=True), 409
    count = preview.changes
    preview.do()
    db.session.commit()
    flash(ngettext("%(num)s ligne est enregistrée.", "%(num)s lignes sont enregistrées.", count))
    return redirect(door.back, 303)


def _judged(
    reads: Callable[..., Preview], content: bytes, name: str, *, lock: bool
) -> tuple[Preview | None, list[Complaint]]:
    try:
        preview = reads(content, name, lock=lock)
    except PlanFileError as refused:
        return None, refused.complaints
    return preview, preview.complaints


def _page(
    door: Door,
    form: FileForm,
    preview: Preview | None = None,
    content: str = "",
    *,
    complaints: Sequence[Complaint] = (),
    moved: bool = False,
) -> str:
    told = [
        (one.line, one.column, one.english if g.locale == "en" else one.french)
        for one in complaints[:_SHOWN]
    ]
    effects = preview.effects if preview else []
    changing = [one for one in effects if one.fate != "same"]
    return render_template(
        "components/file_page.html",
        door=door,
        form=form,
        preview=preview,
        content=content,
        moved=moved,
        complaints=told,
        others=len(complaints) - len(told),
        changing=changing[:_SHOWN],
        more=max(0, len(changing) - _SHOWN),
        same=len(effects) - len(changing),
    )
