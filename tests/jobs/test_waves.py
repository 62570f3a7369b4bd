"""The next wave of a survey: a milestone of its own kind by itself, then in the weekly mail."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.support.survey_builder import lay_survey
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.surveys import Survey
from tracker.extensions import db

#: The Monday of the week in which fieldwork ends.
MONDAY = datetime(2026, 11, 30, 14, tzinfo=UTC)


@pytest.fixture
def surveyed(folder_office):
    """A survey whose waves the second dossier promises and Verdun carries out."""
    with folder_office.app.app_context():
        number = lay_survey(db.session, [(39, 44)])
        survey = db.session.get_one(Survey, number)
        survey.dossier_code, survey.unit_id = "D2", folder_office.plan.units["verdun"]
        db.session.commit()
    return folder_office


def wave(office):
    """The milestone that was made by itself, and the commitment under it."""
    with office.app.app_context():
        return db.session.execute(
            select(Milestone.code, Milestone.kind, Commitment.id)
            .join(Commitment, Commitment.milestone_id == Milestone.id)
            .where(Milestone.kind == "wave")
        ).one()


def test_the_wave_to_come_is_promised_and_its_unit_is_asked_about_it(surveyed):
    surveyed.tick()
    code, kind, commitment_id = wave(surveyed)
    assert (code, kind) == ("D2-01", "wave")
    assert commitment_id not in surveyed.asked("alice")

    surveyed.tick(MONDAY)

    assert commitment_id in surveyed.asked("alice")
    assert "Vague 7 : collecte (automne 2026)" in " ".join(
        surveyed.message("alice").body_text.replace("\xa0", " ").split()
    )
