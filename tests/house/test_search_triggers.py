"""What can be found follows every write, on both databases: one by one, in bulk, from elsewhere."""

from datetime import date

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, insert, select, text, update

from migrations.findable import put_aside
from tests.house.test_guards import DAY, NOW, decision, level, question, reply, said, session
from tracker.domain.commitments import Commitment
from tracker.domain.decisions import Decision
from tracker.domain.insert_only import deletable
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.domain.reviews import Review, ReviewNote
from tracker.domain.search import KINDS, SearchEntry, out_of_step, rebuild, span
from tracker.domain.units import Unit, UnitAlias, UnitName
from tracker.domain.updates import Update
from tracker.extensions import db
from tracker.queries.finding import wanted
from tracker.queries.search import Sight, find

__all__ = ["session"]

ALL = Sight(1, 1, (), (), True, True, True, True)


@pytest.fixture(autouse=True)
def review_is_over(session):
    """Notes are found in the minutes."""
    session.execute(update(Review).values(ended_at=NOW, ended_by="Direction"))
    session.commit()


def found(session, typed):
    """What is found, as « kind id »; the entries are those of what is there."""
    assert out_of_step(session) == 0
    rows = find(session, wanted(typed), ALL, 10)
    return [f"{row.kind} {row.source_id}" for row in rows]


def note(**fields):
    usual = {"review_id": 1, "dossier_id": 1, "text": "Remorquage.", "written_by": "Direction"}
    return ReviewNote(written_at=NOW, **(usual | fields))


MADE = {
    "dossier": lambda: Dossier(
        id=7, plan_id=1, code="D7", name_fr="Remorquage", bureau_role="lead", position=7
    ),
    "milestone": lambda: Milestone(
        id=7,
        plan_id=1,
        dossier_id=1,
        code="D1-07",
        kind="decision",
        title_fr="Politique",
        title_en="Remorquage",
        starts_on=DAY,
        baseline_due=DAY,
        position=7,
    ),
    "unit": lambda: Unit(id=7, code="REMORQUAGE", kind="borough", gloss_en="", position=7),
    "person": lambda: Person(id=7, name="Chef", title="Remorquage", email="p7@exemple.test"),
    "answer": lambda: said(id=7, sentence="Le remorquage a repris."),
    "question": lambda: (
        question(id=7)
        and Question(id=7, commitment_id=1, asked_by_id=1, asked_at=NOW, text="Et le remorquage?")
    ),
    "blocker_reply": lambda: reply(id=7, kind="lifted", sentence="Remorquage levé."),
    "decision": lambda: decision(id=7, number=7, text="Trancher le remorquage."),
    "note": lambda: note(id=7),
    "confidence": lambda: level(id=7, sentence="Le remorquage tient."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_found(session, kind):
    assert found(session, "remorquage") == []
    session.add(MADE[kind]())
    session.flush()
    assert found(session, "REMORQUÂGE") == [f"{kind} 7"]


#: What changes words, in bulk; then what takes the thing away.
CHANGED = {
    "dossier": (Dossier, {"name_fr": "Dégel", "name_en": ""}),
    "milestone": (Milestone, {"title_fr": "Dégel", "title_en": ""}),
    "unit": (Unit, {"code": "DEGEL"}),
    "person": (Person, {"name": "Dégel", "title": ""}),
    "question": (Question, {"text": "Dégel?"}),
    "decision": (Decision, {"text": "Dégel."}),
    "note": (ReviewNote, {"text": "Dégel."}),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_bulk_statement_changes_what_is_found(session, kind):
    session.add(MADE[kind]())
    session.flush()
    table, values = CHANGED[kind]
    session.execute(update(table).where(table.id == 7).values(values))
    assert found(session, "remorquage") == []
    assert found(session, "degel") == [f"{kind} 7"]
    session.execute(delete(table).where(table.id == 7))
    assert found(session, "degel") == []


def test_an_answer_that_is_withdrawn_is_not_found(session):
    session.add(MADE["answer"]())
    session.flush()
    session.execute(
        update(Update).where(Update.id == 7).values(withdrawn_at=NOW, withdrawn_by="Responsable")
    )
    assert found(session, "remorquage") == []


def test_a_question_that_is_withdrawn_is_not_found(session):
    session.add(MADE["question"]())
    session.flush()
    session.execute(
        update(Question).where(Question.id == 7).values(withdrawn_at=NOW, withdrawn_by="Direction")
    )
    assert found(session, "remorquage") == []


@pytest.mark.parametrize("kind", ["answer", "blocker_reply", "confidence"])
def test_what_may_be_deleted_leaves_nothing_to_find(session, kind):
    made = MADE[kind]()
    session.add(made)
    session.flush()
    with deletable(session):
        session.execute(delete(type(made)).where(type(made).id == 7))
    assert found(session, "remorquage") == []


def test_rows_put_in_by_a_bare_statement_are_found(session):
    session.execute(insert(UnitAlias.__table__).values(unit_id=1, alias="La Pointe", key="pointe"))
    session.execute(
        insert(UnitName.__table__).values(
            unit_id=1, name="Vieux-Port", short="", long_form="", valid_from=date(2010, 1, 1)
        )
    )
    assert found(session, "pointe") == ["unit 1"]
    assert found(session, "vieux-port") == ["unit 1"]


def test_a_spelling_that_passes_to_another_unit_is_found_there(session):
    session.execute(insert(UnitAlias.__table__).values(id=7, unit_id=1, alias="Pointe", key="p"))
    session.execute(update(UnitAlias).where(UnitAlias.id == 7).values(unit_id=2))
    assert found(session, "pointe") == ["unit 2"]
    session.execute(delete(UnitAlias).where(UnitAlias.id == 7))
    assert found(session, "pointe") == []


def test_a_milestone_that_moves_is_found_in_its_new_dossier(session):
    session.add(MADE["dossier"]())
    session.flush()
    session.execute(update(Milestone).where(Milestone.id == 1).values(dossier_id=7))
    (row,) = find(session, wanted("D1-01"), ALL, 10, "milestone")
    assert row.dossier_code == "D7"


def test_what_shows_no_word_rewrites_nothing(session):
    before = session.scalar(select(SearchEntry.id).where(SearchEntry.kind == "milestone"))
    assert before == span("milestone")[0] + 1
    session.execute(text("UPDATE search_entry SET by_name = 'seen' WHERE kind = 'milestone'"))
    session.execute(update(Milestone).values(position=9))
    session.execute(update(Commitment).values(streak=3))
    assert session.scalars(
        select(SearchEntry.by_name).where(SearchEntry.kind == "milestone")
    ).all() == ["seen"]


def test_an_index_out_of_step_is_seen_and_made_anew(session):
    session.execute(text("DELETE FROM search_entry WHERE kind IN ('dossier', 'person')"))
    session.execute(text("UPDATE search_entry SET text = 'Autre' WHERE kind = 'milestone'"))
    assert out_of_step(session) == 4
    rebuild(session)
    assert found(session, "décision")[0] == "milestone 1"


def test_words_lost_on_sqlite_are_seen(session):
    if session.get_bind().dialect.name != "sqlite":
        assert out_of_step(session) == 0
        return
    session.execute(
        text("DELETE FROM search_words WHERE rowid = (SELECT max(id) FROM search_entry)")
    )
    assert out_of_step(session) == 1


def test_a_table_made_anew_by_a_migration_is_still_followed(session):
    """As batch mode does on SQLite: with the table its triggers die, and the views that speak of
    it would stop it. PostgreSQL keeps them."""
    session.add(MADE["question"]())
    session.commit()
    with db.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        recreate = "always" if connection.dialect.name == "sqlite" else "never"
        with put_aside(connection):
            with operations.batch_alter_table("question", recreate=recreate):
                pass
            connection.execute(text("UPDATE question SET text = 'Meanwhile' WHERE id = 7"))
    assert found(session, "meanwhile") == ["question 7"]
    session.execute(text("UPDATE question SET text = 'Afterwards' WHERE id = 7"))
    assert found(session, "afterwards") == ["question 7"]
