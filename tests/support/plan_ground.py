"""What the tiny plan of the tests stands on: its people, its units, its two dossiers."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.support.databases import NOW, TODAY
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.units import Unit, UnitName

PEOPLE = {
    "alice": ("Responsable, Verdun", "none"),
    "bob": ("Substitut, Verdun", "none"),
    "charlie": ("Responsable, Affaires juridiques", "none"),
    "diane": ("Directrice du Bureau", "director"),
    "emile": ("Coordination du Bureau", "coordinator"),
    "fanny": ("Lecture", "reader"),
}
_UNITS = {
    "verdun": ("VERDUN", "borough", "Verdun"),
    "legal": ("LEGAL", "department", "Service des affaires juridiques"),
    "anjou": ("ANJOU", "borough", "Anjou"),
}
_CONTACTS = {"verdun": ("alice", "bob"), "legal": ("charlie",), "anjou": ()}


def in_days(days: int) -> date:
    """The day `days` calendar days after TODAY."""
    return TODAY + timedelta(days=days)


def lay_people(session: Session) -> tuple[dict[str, int], dict[str, int]]:
    """Ids of the people and of the units, by name."""
    people: dict[str, int] = {}
    units: dict[str, int] = {}
    for position, (name, (code, kind, official)) in enumerate(_UNITS.items(), start=1):
        unit = Unit(code=code, kind=kind, gloss_en="", position=position)
        unit.names.append(
            UnitName(
                name=official, short=official[:40], long_form=official, valid_from=date(2002, 1, 1)
            )
        )
        session.add(unit)
        session.flush()
        units[name] = unit.id
    for name, (title, role) in PEOPLE.items():
        person = Person(name=title, email=f"{name}@exemple.test", role=role)
        session.add(person)
        session.flush()
        people[name] = person.id
    for unit, names in _CONTACTS.items():
        for rank, name in enumerate(names):
            session.add(Contact(unit_id=units[unit], person_id=people[name], rank=rank))
    return people, units


def lay_dossiers(session: Session) -> dict[str, int]:
    """An approved plan with two dossiers; their ids by code."""
    dossiers: dict[str, int] = {}
    session.add(
        ActionPlan(
            title_fr="Plan d’action",
            title_en="Action plan",
            starts_on=in_days(-120),
            ends_on=in_days(600),
            is_current=True,
            illustrative=True,
            loaded_at=NOW - timedelta(days=100),
            approved_at=NOW - timedelta(days=90),
            approved_by="Directrice du Bureau",
        )
    )
    session.flush()
    for position, (code, name) in enumerate((("D1", "Permis"), ("D2", "Délais")), start=1):
        dossier = Dossier(plan_id=1, code=code, name_fr=name, bureau_role="lead", position=position)
        session.add(dossier)
        session.flush()
        dossiers[code] = dossier.id
    return dossiers
