"""The form of a decision: what, who, by when; the same in a review and between two."""

from dataclasses import dataclass
from datetime import date

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from tracker.domain.deciding import Owner
from tracker.domain.decisions import TEXT_LIMIT
from tracker.queries.attention import needs_director
from tracker.queries.decisions import DecisionRow
from tracker.queries.plan_view import PlanView
from tracker.web.addresses import row_id
from tracker.web.editing import EditForm
from tracker.web.fields import ADay, AtMost, Given, TypedDateField, WordsField
from tracker.wording import naming
from tracker.wording.telling import waits_since

WORDS_LIMIT = 500


class DecisionForm(EditForm):
    """The fields are named as in the history."""

    text = WordsField(
        _l("Ce qui est décidé"), [Given(_l("Écrivez ce qui est décidé.")), AtMost(TEXT_LIMIT)]
    )
    owner = SelectField(_l("Qui la mène"), validate_choice=False, default="")
    due = TypedDateField(_l("D’ici le"), [ADay()])
    milestone = SelectField(_l("À propos de"), validate_choice=False, default="")

    def __init__(self, view: PlanView, *args, dossier_id: int | None = None, **kwargs):
        """`dossier_id`: the dossier whose milestones are offered; all of them where None."""
        super().__init__(*args, **kwargs)
        self._view = view
        self.owner.choices = _owners(view, self.owner.data)
        self.milestone.choices = _milestones(view, dossier_id)
        self.milestone.flags.optional = True

    def validate_owner(self, field):
        if owner_of(self._view, field.data) is None:
            raise ValidationError(_("Dites qui la mène : une personne ou une unité."))

    def validate_milestone(self, field):
        if field.data and field.data not in dict(choice[:2] for choice in field.choices):
            raise ValidationError(_("Ce choix n’est plus offert. Choisissez de nouveau."))

    @property
    def chosen_owner(self) -> Owner:
        """Who carries it out; the form is valid."""
        return owner_of(self._view, self.owner.data)  # type: ignore[return-value]

    @property
    def milestone_id(self) -> int | None:
        return row_id(self.milestone.data) or None


class CloseForm(EditForm):
    """How a decision ends; given up, it needs its reason."""

    outcome = RadioField(_l("Comment se termine-t-elle?"), validate_choice=False)
    words = WordsField(_l("En une phrase"), [AtMost(WORDS_LIMIT)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.outcome.choices = [
            ("done", _("Menée à bien")),
            ("dropped", _("Abandonnée")),
        ]

    def validate_outcome(self, field):
        if field.data not in {"done", "dropped"}:
            raise ValidationError(_("Dites si elle est menée à bien ou abandonnée."))

    def validate_words(self, field):
        if self.outcome.data == "dropped" and not field.data:
            raise ValidationError(_("Dites pourquoi elle est abandonnée."))


@dataclass(frozen=True, slots=True)
class Subject:
    """The dossier of a milestone, and since when a decision on it is awaited."""

    dossier_id: int | None
    waited_since: date | None


def subject_of(view: PlanView, milestone_id: int | None, director_id: int) -> Subject:
    """What a decision about a milestone is about; what waits for the director waits since then."""
    milestone = view.milestones.get(milestone_id or 0)
    if milestone is None:
        return Subject(None, None)
    waits = [
        since
        for need in needs_director(view, director_id)
        if need.row.milestone_id == milestone_id and (since := waits_since(need)) is not None
    ]
    return Subject(milestone.dossier_id, min(waits, default=None))


def owner_of(view: PlanView, value: str | None) -> Owner | None:
    """The person « p12 » or the unit « u7 », if it may own a decision today."""
    kind, id_ = (value or "")[:1], row_id((value or "")[1:])
    person, unit = view.directory.people.get(id_), view.directory.units.get(id_)
    if kind == "p" and person is not None and person.active:
        return Owner(person.name, person_id=person.id)
    if kind == "u" and unit is not None and not unit.merged:
        return Owner(unit.name, unit_id=unit.id)
    return None


def value_of(row: DecisionRow) -> str:
    """The value of the field for who owns a decision."""
    return f"p{row.owner_id}" if row.owner_id else f"u{row.owner_unit_id}"


def _owners(view: PlanView, chosen: str | None) -> list[SelectChoice]:
    people = [one for one in view.directory.people.values() if one.active]
    people.sort(key=lambda one: (one.role == "none", one.name.casefold(), one.id))
    units = view.directory.live_units
    groups = (
        (_("Personnes"), [(f"p{one.id}", one.name) for one in people]),
        (
            _("Services et directions"),
            [(f"u{one.id}", one.name) for one in units if one.kind != "borough"],
        ),
        (
            _("Arrondissements"),
            [(f"u{one.id}", one.name) for one in units if one.kind == "borough"],
        ),
    )
    return [
        SelectChoice("", _("Choisir une personne ou une unité")),
        *(
            SelectChoice(value, label, optgroup=group)
            for group, members in groups
            for value, label in members
        ),
    ]


def _milestones(view: PlanView, dossier_id: int | None) -> list[tuple[str, str]]:

    found = [
        row
        for row in view.milestones.values()
        if not row.withdrawn and (dossier_id is None or row.dossier_id == dossier_id)
    ]
    whole = _("Le dossier en entier") if dossier_id is not None else _("Le plan en général")
    return [
        ("", whole),
        *((str(row.id), f"{row.code} {naming.milestone_title(row, g.locale)}") for row in found),
    ]
