"""Who carries a survey, how often it comes back, and in which dossier its waves are promised."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import SelectField
from wtforms.validators import Optional

from tracker.domain.changes import revise
from tracker.domain.surveys import Survey
from tracker.extensions import db
from tracker.web import histories, reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.editing import EditForm, actor, meanwhile, open_form
from tracker.web.fields import AtMost, Given, LineField
from tracker.web.histories import history_of
from tracker.web.surveys.room import bp
from tracker.wording import measures, plan

#: Months after which a survey may come back.
_CADENCES = (12, 24, 36, 48)


class SurveyForm(EditForm):
    """A survey. Without dossier, its next wave enters no plan."""

    name_fr = LineField(_l("Nom"), [Given(_l("Écrivez le nom du sondage.")), AtMost(200)])
    name_en = LineField(_l("Nom anglais"), [Optional(), AtMost(200)])
    every_months = SelectField(_l("Périodicité"))
    dossier_code = SelectField(
        _l("Dossier qui porte les vagues"),
        description=_l("La prochaine vague y devient un jalon d’elle-même, et entre aux relances."),
    )
    unit_id = SelectField(_l("Unité porteuse"))

    def __init__(self, survey: Survey, *args, **kwargs):
        super().__init__(*args, **kwargs)
        view = reading.view()
        months = sorted({*_CADENCES, survey.every_months})
        self.every_months.choices = [(str(n), measures.cadence(n)) for n in months]
        dossiers = {
            one.code: f"{one.code} {plan.dossier_name(one, g.locale)}" for one in view.dossiers
        }
        if survey.dossier_code:
            dossiers.setdefault(survey.dossier_code, survey.dossier_code)
        self.dossier_code.choices = [("", _("aucun")), *dossiers.items()]
        units = view.directory.live_units
        self.unit_id.choices = [("", _("À désigner"))]
        self.unit_id.choices += [(str(unit.id), unit.name) for unit in units]


@bp.get("/surveys/<code>/edit")
@requires("survey:keep")
def edit(code: str):
    """The form of one survey."""
    survey = _survey(code)
    data = {
        "name_fr": survey.name_fr,
        "name_en": survey.name_en,
        "every_months": str(survey.every_months),
        "dossier_code": survey.dossier_code,
        "unit_id": str(reading.view().directory.living(survey.unit_id) or ""),
    }
    form = SurveyForm(survey, formdata=None, data=data)
    return _page(survey, open_form(form, "survey", survey.id))


@bp.post("/surveys/<code>/edit")
@requires("survey:keep")
def save(code: str):
    """Keep it; 409 where somebody else changed it meanwhile."""
    survey = _survey(code, lock=True)
    form = SurveyForm(survey)
    news = [one for one in meanwhile(form, "survey", survey.id) if one.field != "results"]
    if news:
        return _page(survey, form, histories.told(news)), 409
    if not form.validate_on_submit():
        return _page(survey, form), 422
    values = {
        "name_fr": form.name_fr.data,
        "name_en": form.name_en.data or "",
        "every_months": int(form.every_months.data),
        "dossier_code": form.dossier_code.data,
        "unit_id": row_id(form.unit_id.data) or None,
    }
    revise(db.session, "survey", survey, actor(), values)
    db.session.commit()
    flash(_("Le sondage est à jour."))
    return redirect(url_for("surveys.page", _anchor=code), 303)


def _survey(code: str, *, lock: bool = False) -> Survey:
    statement = select(Survey).where(Survey.code == code)
    found = db.session.scalar(statement.with_for_update() if lock else statement)
    return found or abort(404)


def _page(survey: Survey, form: SurveyForm, news=()) -> str:
    return render_template(
        "surveys/edit.html",
        survey=survey,
        form=form,
        news=news,
        subject=measures.indicator_name(survey, g.locale),
        history_lines=history_of("survey", [survey.id]),
    )
