"""The city's units: loaded from the carried files, found again under any spelling."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.domain.units import Unit, UnitAlias, UnitName, spelling_key
from tracker.exchange import carried

#: The day of the city's reorganisation, from which the carried names are taken to hold.
NAMED_FROM = date(2002, 1, 1)
KINDS = {
    "arrondissement": "borough",
    "direction": "direction",
    "bureau": "bureau",
    "service": "department",
}


class UnitIndex:
    """Units by code, name, short name, long form and alias."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = list(units)
        self._by_code = {unit.code: unit for unit in self.units}
        self._by_key: dict[str, Unit] = {}
        self._by_id = {unit.id: unit for unit in self.units}
        # A living unit goes before a merged one of the same spelling.
        for unit in sorted(self.units, key=lambda unit: unit.successor_id is not None):
            for text in _spellings(unit):
                if key := spelling_key(text):
                    self._by_key.setdefault(key, unit)

    def find_unit(self, text: str) -> Unit | None:
        """The unit that `text` names, however it is written; None where nothing is meant.

        The successor, where the unit named was merged.
        """
        found = self.named(text)
        while found is not None and found.successor_id is not None:
            found = self._by_id.get(found.successor_id)
        return found

    def named(self, text: str) -> Unit | None:
        """The unit that `text` names, merged or not."""
        text = text.strip()
        exact = self._by_code.get(text) or self._by_code.get(text.upper())
        return exact or self._by_key.get(spelling_key(text))

    def by_code(self, code: str) -> Unit:
        """The unit of that exact code. Raises KeyError."""
        return self._by_code[code]

    @property
    def boroughs(self) -> list[Unit]:
        """All boroughs that were not merged, in the order they are shown."""
        living = (unit for unit in self.units if unit.successor_id is None)
        return [unit for unit in living if unit.kind == "borough"]


def read_unit_index(session: Session) -> UnitIndex:
    """An index of the database's units. Three statements."""
    loaded = (selectinload(Unit.names), selectinload(Unit.aliases))
    return UnitIndex(session.scalars(select(Unit).options(*loaded).order_by(Unit.position)))


def load_units(session: Session) -> UnitIndex:
    """Make the carried units where the database has none. The caller commits.

    Returns an index of what the database holds.
    """
    if session.scalar(select(Unit.id).limit(1)) is not None:
        return read_unit_index(session)
    units = carried_units()
    session.add_all(units)
    session.flush()
    return UnitIndex(units)


def carried_units() -> list[Unit]:
    """The units of the carried files with their aliases, in no session yet."""
    units = [_unit(row, position) for position, row in enumerate(carried.rows_of("units.csv"))]
    by_code = {unit.code: unit for unit in units}
    taken = set()
    for row in carried.rows_of("borough_aliases.csv"):
        key = spelling_key(row["alias"])
        if key not in taken:
            taken.add(key)
            by_code[row["code"]].aliases.append(UnitAlias(alias=row["alias"], key=key))
    return units


def _unit(row: dict[str, str], position: int) -> Unit:
    return Unit(
        code=row["code"],
        kind=KINDS[row["type"]],
        gloss_en=row["gloss_en"],
        position=position,
        names=[
            UnitName(
                name=row["name_fr"],
                short=row["short"],
                long_form=row["long_form_fr"],
                valid_from=NAMED_FROM,
            )
        ],
        aliases=[],
    )


def _spellings(unit: Unit) -> Iterable[str]:
    yield unit.code
    for name in unit.names:
        yield from (name.name, name.short, name.long_form)
    for alias in unit.aliases:
        yield alias.alias
