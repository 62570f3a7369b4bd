"""`flask plan refold`: the state of a commitment is what its answers say, and nothing else."""

from sqlalchemy import update

from tracker.domain.commitments import Commitment
from tracker.extensions import db


def refold(app):
    return app.test_cli_runner().invoke(args=["plan", "refold"]).output


def test_the_demonstration_is_already_what_its_answers_say(demo_app):
    assert "Rien à corriger" in refold(demo_app)


def test_a_state_written_by_hand_is_put_right(demo_app):
    with demo_app.app_context():
        late = db.session.scalar(
            db.select(Commitment).where(Commitment.answer == "done").order_by(Commitment.id)
        )
        number, done_on = late.id, late.done_on
        db.session.execute(
            update(Commitment).where(Commitment.id == number).values(done_on=None, streak=9)
        )
        db.session.commit()

    assert f"Engagements corrigés (1) : {number}." in refold(demo_app)

    with demo_app.app_context():
        assert db.session.get_one(Commitment, number).done_on == done_on
    assert "Rien à corriger" in refold(demo_app)
