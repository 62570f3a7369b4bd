"""What each sheet of a workbook makes of its lines, but the commitments'."""

import re
from datetime import date

from tracker.exchange.workbook.columns import DOSSIERS, MILESTONES, PEOPLE
from tracker.exchange.workbook.comparing import Comparer, Entry
from tracker.exchange.workbook.findings import Cell, Change
from tracker.queries.plan_tables import BETWEEN

_DOSSIER_CODE = re.compile(r"[\w.-]+")


class DossierLines(Comparer):
    """Dossiers. `codes`: of those that will be there, for the milestones that name them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.codes = known_codes(self.now)

    def judge(self, entry: Entry) -> None:
        entry.require(DOSSIERS.column("code"), DOSSIERS.column("name_fr"))
        if not entry.adds:
            # An added one is « porteur » unless it says otherwise.
            entry.require(DOSSIERS.column("bureau_role"))
        code = entry.effective("code")
        if entry.differs("code") and not entry.wrong:
            if not _DOSSIER_CODE.fullmatch(code):
                entry.trouble("code", "code_letters")
            elif code.casefold() in self.codes:
                entry.trouble("code", "code_taken", code=code)
        _living(entry, "lead")
        if entry.wrong:
            return
        cells = [entry.cell(key) for key in entry.differing()]
        if entry.adds or any(cells):
            entry.change(f"{code} {entry.effective('name_fr')}", cells)
            self.codes[code.casefold()] = code
            if not entry.adds:
                self.codes[entry.now["code"].casefold()] = code


class MilestoneLines(Comparer):
    """Milestones, with the dossiers that a file laid out by hand names beside them.

    `codes`: of those that will be there; `leads`: which of them have a lead.
    """

    def __init__(self, *args, dossiers: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = dossiers
        self.codes = known_codes(self.now)
        self.leads = {row["code"].casefold() for row in self.now.values() if row["lead"]}

    def judge(self, entry: Entry) -> None:
        required = [column for column in MILESTONES.columns if column.required]
        entry.require(*required)
        self._code(entry)
        self._dossier(entry)
        self._dates(entry)
        self._units(entry)
        if entry.wrong:
            return
        plain = [key for key in entry.differing() if key not in _NOT_PLAIN]
        cells = [entry.cell(key) for key in plain]
        if entry.differs("lead"):
            cells.append(entry.cell("lead"))
        if entry.differs("contributors"):
            cells.append(self._joining(entry))
        if not entry.adds and not any(cells):
            return
        code = entry.effective("code")
        change = entry.change(f"{code} {entry.effective('title_fr')}", cells)
        if not entry.adds:
            self.codes[entry.now["code"].casefold()] = code
        self.codes[code.casefold()] = code
        if entry.effective("lead"):
            self.leads.add(code.casefold())
        self._new_dossier(entry, change)

    def _code(self, entry: Entry) -> None:
        if not entry.differs("code") or not entry.values["code"]:
            return
        code = entry.values["code"] = entry.values["code"].upper()
        limit = MILESTONES.column("code").limit
        if len(code) > limit:  # « ß » is two letters in capitals.
            entry.trouble("code", "too_long", limit=limit)
        elif not code.replace("-", "").replace(".", "").isalnum():
            entry.trouble("code", "code_letters")
        elif code.casefold() in self.codes:
            entry.trouble("code", "code_taken", code=code)

    def _dossier(self, entry: Entry) -> None:
        if not entry.differs("dossier") or not entry.values["dossier"]:
            return
        code = entry.values["dossier"]
        known = self.dossiers.get(code.casefold())
        if known is not None:
            entry.values["dossier"] = known
        elif not entry.values.get("dossier_fr"):
            entry.trouble("dossier", "unknown_dossier", code=code)
        elif not _DOSSIER_CODE.fullmatch(code):
            entry.trouble("dossier", "code_letters")
        elif len(code) > (limit := DOSSIERS.column("code").limit):
            entry.trouble("dossier", "too_long", limit=limit)

    def _new_dossier(self, entry: Entry, change: Change) -> None:
        """The first line that names a dossier makes it."""
        code = entry.effective("dossier")
        if code and code.casefold() not in self.dossiers:
            self.dossiers[code.casefold()] = code
            change.values["makes_dossier"] = "1"

    def _dates(self, entry: Entry) -> None:
        if entry.differs("baseline_due") and not entry.adds and self.ground.state != "draft":
            entry.trouble("baseline_due", "baseline_frozen")
        starts_on, due = entry.effective("starts_on"), entry.effective("baseline_due")
        moved = entry.differs("starts_on") or entry.differs("baseline_due")
        if moved and starts_on and due and due < starts_on:
            entry.trouble(
                "baseline_due" if entry.differs("baseline_due") else "starts_on",
                "due_before_start",
            )

    def _units(self, entry: Entry) -> None:
        _living(entry, "lead")
        if entry.differs("lead") and not entry.values["lead"] and not entry.adds:
            entry.trouble("lead", "lead_stays")
        if not entry.differs("contributors"):
            return
        lead = entry.effective("lead")
        said = {self.reader.living(code) for code in _codes(entry.values["contributors"])} - {lead}
        before = entry.base if entry.base is not None else entry.now
        gone = _codes(before.get("contributors", "")) - _codes(entry.values["contributors"])
        # In a file laid out by hand, units that it does not name stay.
        if entry.base is not None and gone - {lead}:
            names = sorted(map(self.reader.name_of, gone - {lead}))
            entry.trouble("contributors", "contributor_stays", units=", ".join(names))
        entry.values["contributors"] = self.reader.joined(said)

    def _joining(self, entry: Entry) -> Cell | None:
        """Contributors are added to those who are there: two people may both add some."""
        there = _codes(entry.now.get("contributors", ""))
        before = _codes((entry.base or entry.now).get("contributors", ""))
        joining = _codes(entry.values["contributors"]) - there - before - {entry.now.get("lead")}
        joining -= {entry.effective("lead")}
        if not joining:
            return None
        now = entry.now.get("contributors", "")
        return Cell("contributors", now, self.reader.joined(there | joining))


class PersonLines(Comparer):
    """People: added, renamed; what a page must see to stays on it."""

    def judge(self, entry: Entry) -> None:
        entry.require(PEOPLE.column("name"), PEOPLE.column("email"))
        if not entry.adds:
            for key, code in (("email", "email_elsewhere"), ("role", "role_elsewhere")):
                if entry.differs(key):
                    entry.trouble(key, code)
        joining = self._joining(entry)
        if entry.wrong:
            return
        cells = [entry.cell(key) for key in ("name", "title", "locale") if entry.differs(key)]
        if entry.adds:
            cells = [entry.cell(key) for key in entry.differing()]
        elif joining:
            cells.append(joining)
        if entry.adds or any(cells):
            entry.change(entry.effective("name"), cells)

    def _joining(self, entry: Entry) -> Cell | None:
        if not entry.differs("units"):
            return None
        said = {self.reader.living(code) for code in _codes(entry.values["units"])}
        entry.values["units"] = self.reader.joined(said)
        there = _codes(entry.now.get("units", ""))
        before = _codes((entry.base or entry.now).get("units", ""))
        if entry.base is not None and before - said:
            names = sorted(map(self.reader.name_of, before - said))
            entry.trouble("units", "place_stays", units=", ".join(names))
        joining = said - there - before
        if not joining:
            return None
        return Cell("units", entry.now.get("units", ""), self.reader.joined(there | joining))


class UnitLines(Comparer):
    """Units are changed on their own pages: a name holds from a day on."""

    def judge(self, entry: Entry) -> None:
        changed = entry.differing()
        if entry.adds or changed:
            entry.trouble(changed[0] if changed else "", "units_elsewhere")


#: Columns of a milestone that are not simply written into it.
_NOT_PLAIN = {"lead", "contributors", "dossier_fr", "dossier_en", "bureau_role"}


def known_codes(rows: dict) -> dict[str, str]:
    """The codes that are there, by their lower case."""
    return {values["code"].casefold(): values["code"] for values in rows.values()}


def day(text: str) -> date:
    return date.fromisoformat(text)


def _codes(text: str) -> set[str]:
    return set(filter(None, text.split(BETWEEN)))


def _living(entry: Entry, key: str) -> None:
    """A unit that was merged since stands for its successor."""
    if entry.differs(key) and entry.values[key]:
        entry.values[key] = entry.comparer.reader.living(entry.values[key])
