"""Changing an object by hand: who does, and what somebody else changed while one was typing."""

from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import HiddenField

from tracker import clock
from tracker.domain.changes import Actor
from tracker.extensions import db
from tracker.queries.changes import ChangeRow, changes_of, last_change
from tracker.web.addresses import row_id


class _Sentences:
    """What WTForms says by itself, in our words: a choice that is gone, a text that is none."""

    def gettext(self, string: str) -> str:
        if "choice" in string.lower():
            return _("Ce choix n’est plus offert. Choisissez de nouveau.")
        return _("Ce qui est écrit ici ne se lit pas. Écrivez-le autrement.")

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular)


class EditForm(FlaskForm):
    """A form of one object. `seen`: the newest line of its history when the form was drawn."""

    class Meta:
        def get_translations(self, form):
            return _Sentences()

    seen = HiddenField()


def actor() -> Actor:
    """The person signed in, now, on the page."""
    return Actor(current_user.id, current_user.name, clock.now())


def open_form(form: EditForm, kind: str, object_id: int) -> EditForm:
    """Draw `form` of an object: remember what of its history the reader has seen."""
    form.seen.data = str(last_change(db.session, kind, object_id))
    return form


def meanwhile(form: EditForm, kind: str, object_id: int) -> list[ChangeRow]:
    """What somebody else changed since the form was drawn, newest first; call it on a locked row.

    A field that the reader left as it was takes the new value; what they typed stays. The form
    then counts as having seen it: sending it once more saves it. Answer such a form with 409.
    """
    news = [
        row
        for row in changes_of(db.session, kind, [object_id], after=row_id(form.seen.data))
        if row.by_id is None or row.by_id != current_user.id
    ]
    for row in reversed(news):
        typed = form._fields.get(row.field)
        if typed is not None and (typed.data or "") == row.before:
            typed.data = row.after
    form.seen.data = str(last_change(db.session, kind, object_id))
    return news
