"""Boroughs and central departments: their names over time, and how others spell them."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from tracker.db import Base, all_or_none, one_of, short_code
from tracker.domain.changes import Actor, note, revise

KINDS = ("borough", "direction", "bureau", "department")
FIELDS = ("code", "kind", "gloss_en")
NAME_FIELDS = ("name", "short", "long_form")


class Unit(Base):
    """A borough or a central department. Its official name is French in every language."""

    __tablename__ = "unit"
    __table_args__ = (
        one_of("kind", KINDS),
        CheckConstraint("successor_id <> id", name="successor_is_another"),
        all_or_none("merger_is_whole", "successor_id", "merged_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(short_code(), unique=True)
    kind: Mapped[str] = mapped_column(short_code())
    gloss_en: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    merged_on: Mapped[date | None]

    names: Mapped[list["UnitName"]] = relationship(
        back_populates="unit", order_by="UnitName.valid_from", cascade="all, delete-orphan"
    )
    aliases: Mapped[list["UnitAlias"]] = relationship(cascade="all, delete-orphan")


class UnitName(Base):
    """A name of a unit, from a day on."""

    __tablename__ = "unit_name"
    __table_args__ = (UniqueConstraint("unit_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(160))
    short: Mapped[str] = mapped_column(String(40))
    long_form: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]

    unit: Mapped[Unit] = relationship(back_populates="names")


class UnitAlias(Base):
    """Another spelling of a unit, seen in files of the city."""

    __tablename__ = "unit_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    alias: Mapped[str] = mapped_column(String(160))
    key: Mapped[str] = mapped_column(String(160), unique=True)


def spelling_key(text: str) -> str:
    """What two spellings of one unit have in common: letters and digits, no accent, no case.

    An article at the head is dropped and « St » reads « Saint », as files of the city write them.
    """
    spaced = text.replace("’", " ").replace("–", " ")
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word]
    words = ["saint" if word == "st" else "sainte" if word == "ste" else word for word in words]
    while len(words) > 1 and words[0] in {"le", "la", "l", "arrondissement", "de", "du", "d"}:
        words.pop(0)
    return "".join(words)


def name_on(names: Collection[UnitName], day: date) -> UnitName:
    """The name in force on `day`: the last that began by then, else the first there is."""
    begun = [name for name in names if name.valid_from <= day]
    if begun:
        return max(begun, key=lambda name: name.valid_from)
    return min(names, key=lambda name: name.valid_from)


def create(session: Session, values: Mapping[str, str], day: date, actor: Actor) -> Unit:
    """A new unit, last of all, under its name from `day` on. `values`: code, kind, gloss_en, name,
    short, long_form."""
    last = session.scalar(select(func.max(Unit.position)))
    unit = Unit(
        code=values["code"],
        kind=values["kind"],
        gloss_en=values["gloss_en"],
        position=0 if last is None else last + 1,
        names=[UnitName(valid_from=day, **{field: values[field] for field in NAME_FIELDS})],
        aliases=[],
    )
    session.add(unit)
    session.flush()
    note(session, "unit", unit.id, actor, "created", after=values["name"])
    return unit


def correct(
    session: Session, unit: Unit, values: Mapping[str, str], day: date, actor: Actor
) -> None:
    """Mend what was written of a unit: its name in force on `day` changes in place.

    The spelling that goes away is kept among the others: files may hold it.
    """
    revise(session, "unit", unit, actor, {field: values[field] for field in FIELDS})
    name = name_on(unit.names, day)
    was = name.name
    for field in NAME_FIELDS:
        before, after = getattr(name, field), values[field]
        if before != after:
            setattr(name, field, after)
            note(
                session, "unit", unit.id, actor, "changed", field=field, before=before, after=after
            )
    if spelling_key(was) not in {spelling_key(name.name), ""}:
        _keep_spelling(session, unit, was)


def rename(
    session: Session, unit: Unit, values: Mapping[str, str], day: date, actor: Actor
) -> None:
    """Give a unit another name from `day` on, past or to come; the names before stay.

    The caller made sure that no name begins that very day.
    """
    before = name_on(unit.names, day).name
    unit.names.append(UnitName(valid_from=day, **{field: values[field] for field in NAME_FIELDS}))
    session.flush()
    note(
        session,
        "unit",
        unit.id,
        actor,
        "renamed",
        field="name",
        before=before,
        after=values["name"],
    )
    note(session, "unit", unit.id, actor, "renamed", field="valid_from", after=day)


def spell(session: Session, unit: Unit, spellings: Sequence[str], actor: Actor) -> None:
    """Let the unit be found under these other spellings, and no other besides its names.

    The caller made sure that none is another unit's.
    """
    wanted = {spelling_key(text): text for text in spellings}
    before = {alias.key: alias for alias in unit.aliases}
    for key in before.keys() - wanted.keys():
        unit.aliases.remove(before[key])
        note(session, "unit", unit.id, actor, "removed", field="alias", before=before[key].alias)
    for key in wanted.keys() - before.keys():
        unit.aliases.append(UnitAlias(alias=wanted[key], key=key))
        note(session, "unit", unit.id, actor, "added", field="alias", after=wanted[key])


def place(session: Session, unit: Unit, after_id: int | None, actor: Actor) -> None:
    """Show the unit just after another, or before all those of its kind where that is None."""
    units = list(session.scalars(select(Unit).order_by(Unit.position, Unit.id)))
    others = [one for one in units if one is not unit]
    at = next((n for n, one in enumerate(others, 1) if one.id == after_id), None)
    if at is None:
        alike = (n for n, one in enumerate(others) if _group(one) == _group(unit))
        at = next(alike, len(others))
    others.insert(at, unit)
    if others == units:
        return
    for position, one in enumerate(others):
        one.position = position
    note(session, "unit", unit.id, actor, "reordered", field="position")


def _group(unit: Unit) -> bool:
    return unit.kind == "borough"


def _keep_spelling(session: Session, unit: Unit, text: str) -> None:
    key = spelling_key(text)
    taken = session.scalar(select(UnitAlias.id).where(UnitAlias.key == key))
    if taken is None:
        unit.aliases.append(UnitAlias(alias=text, key=key))
        session.flush()
