"""Boroughs and central departments: their names over time, and how others spell them."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, all_or_none, one_of, short_code

KINDS = ("borough", "direction", "bureau", "department")


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
