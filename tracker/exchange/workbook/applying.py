"""The findings of a file made true, all of them, by the ways in which a page would do it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, selectinload

from tracker.domain import contacts, milestone_edits, shares
from tracker.domain.asking import answer_question
from tracker.domain.asks import asks_of_many
from tracker.domain.changes import Actor, note, revise
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.tokens import new_token
from tracker.domain.translations import rendered, retitle
from tracker.domain.updates import Update
from tracker.exchange.units import read_unit_index
from tracker.exchange.workbook.answering import spoken
from tracker.exchange.workbook.findings import Change, Findings
from tracker.exchange.workbook.journal import Journal
from tracker.exchange.workbook.sheets import day
from tracker.queries.plan_tables import BETWEEN

_DAYS = {"starts_on", "baseline_due"}


@dataclass(slots=True)
class Applied:
    """How many lines were taken, and how many of them say where a commitment stands."""

    lines: int = 0
    answers: int = 0


def hold(session: Session) -> None:
    """Let nobody else write the plan until the transaction ends; readers go on. Call it before
    what is to be applied is judged. On SQLite whoever may write is alone already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(
                "LOCK TABLE action_plan, dossier, milestone, commitment IN SHARE ROW EXCLUSIVE MODE"
            )
        )


def apply(
    session: Session,
    plan: ActionPlan,
    findings: Findings,
    *,
    over: Collection[int],
    batch_id: int,
    actor: Actor,
    today: date,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Applied:
    """Make the findings true. `over`: places, among the changes, of the conflicts in which the
    file wins; in the others what is there stays. The caller holds the plan, and commits."""
    taken = [one for one in map(_kept(over), enumerate(findings.changes)) if one is not None]
    work = _Work(session, plan, batch_id, actor, today)
    return work.do(taken, lambda done: tell(done, len(taken)))


def _kept(over: Collection[int]) -> Callable[[tuple[int, Change]], Change | None]:
    """A change without what stays as it is; None where nothing is left of it."""

    def kept(placed: tuple[int, Change]) -> Change | None:
        place, change = placed
        if not change.conflict or place in over:
            return change
        if change.answer is not None:
            return None
        cells = [cell for cell in change.cells if not cell.conflict]
        if not cells:
            return None
        return Change(change.sheet, change.line, change.ident, change.label, cells, change.values)

    return kept


class _Work:
    def __init__(
        self, session: Session, plan: ActionPlan, batch_id: int, actor: Actor, today: date
    ) -> None:
        self.session, self.plan, self.actor, self.today = session, plan, actor, today
        self.journal = Journal(session, batch_id)
        index = read_unit_index(session)
        self.units = {unit.code: unit.id for unit in index.units}
        self.codes = {unit.id: unit.code for unit in index.units}
        self.names = {
            unit.id: max(unit.names, key=lambda name: name.valid_from).name for unit in index.units
        }
        self.dossiers = {
            one.code.casefold(): one
            for one in session.scalars(select(Dossier).where(Dossier.plan_id == plan.id))
        }
        self.milestones: dict[str, Milestone] = {}

    def do(self, taken: list[Change], tell: Callable[[int], None]) -> Applied:
        applied = Applied(lines=len(taken))
        self._load([one for one in taken if one.sheet in {"milestones", "commitments"}])
        answers = [one for one in taken if one.answer is not None]
        done = 0
        for change in taken:
            if change.answer is not None:
                continue
            getattr(self, f"_{change.sheet}")(change)
            done += 1
            if done % 100 == 0:
                tell(done)
        self.session.flush()
        self._answer(answers)
        tell(len(taken))
        applied.answers = len(answers)
        return applied

    def _load(self, taken: list[Change]) -> None:
        """The milestones by their codes, with their shares; only where one is needed."""
        if not any(one.answer is None for one in taken):
            return
        loaded = selectinload(Milestone.commitments).selectinload(Commitment.updates)
        found = self.session.scalars(
            select(Milestone).options(loaded).where(Milestone.plan_id == self.plan.id)
        )
        self.milestones = {one.code.casefold(): one for one in found}

    # --- dossiers
    def _dossiers(self, change: Change) -> None:
        if change.ident is None:
            self._add_dossier(change.values)
            return
        dossier = self.session.get_one(Dossier, change.ident)
        after = {cell.column: cell.after for cell in change.cells}
        names = {name: after.pop(name) for name in ("name_fr", "name_en") if name in after}
        if names:
            french = names.get("name_fr", dossier.name_fr)
            english = names.get("name_en", dossier.name_en)
            self._titled("dossier", dossier, french, english, "name")
        if "lead" in after:
            self._dossier_lead(dossier, after.pop("lead"))
        self._revised("dossier", dossier, after)
        self.dossiers[dossier.code.casefold()] = dossier

    def _dossier_lead(self, dossier: Dossier, code: str) -> None:
        before, after = dossier.lead_unit_id, self.units.get(code)
        note(
            self.session,
            "dossier",
            dossier.id,
            self.actor,
            "changed",
            field="lead",
            before=self.names.get(before or 0, ""),
            after=self.names.get(after or 0, ""),
        )
        dossier.lead_unit_id = after
        self.journal.add("changed", "dossier", dossier.id, "lead_unit_id", before, after)

    def _add_dossier(self, values: dict[str, str]) -> Dossier:
        last = self.session.scalar(
            select(func.max(Dossier.position)).where(Dossier.plan_id == self.plan.id)
        )
        french, english = values["name_fr"], values.get("name_en", "")
        dossier = Dossier(
            plan_id=self.plan.id,
            code=values["code"],
            name_fr=french,
            name_en=english,
            name_en_of=rendered(french, english),
            short_fr=values.get("short_fr", ""),
            short_en=values.get("short_en", ""),
            bureau_role=values.get("bureau_role") or "lead",
            lead_unit_id=self.units.get(values.get("lead", "")),
            position=0 if last is None else last + 1,
        )
        self.session.add(dossier)
        self.session.flush()
        called = f"{dossier.code} {french}"
        note(self.session, "dossier", dossier.id, self.actor, "created")
        note(self.session, "plan", self.plan.id, self.actor, "added", field="dossier", after=called)
        self.journal.add("created", "dossier", dossier.id, after=called)
        self.dossiers[dossier.code.casefold()] = dossier
        return dossier

    # --- milestones
    def _milestones(self, change: Change) -> None:
        if change.values.get("makes_dossier"):
            self._add_dossier(
                {
                    "code": change.values["dossier"],
                    "name_fr": change.values["dossier_fr"],
                    "name_en": change.values.get("dossier_en", ""),
                    "bureau_role": change.values.get("bureau_role", ""),
                }
            )
        if change.ident is None:
            self._add_milestone(change.values)
            return
        milestone = self.session.get_one(Milestone, change.ident)
        after = {cell.column: cell.after for cell in change.cells}
        lead, joining = after.pop("lead", None), after.pop("contributors", None)
        if after:
            self._edit(milestone, after)
        self._share(milestone, lead, joining)
        self.milestones[milestone.code.casefold()] = milestone

    def _edit(self, milestone: Milestone, after: dict[str, str]) -> None:
        dossier = self.session.get_one(Dossier, milestone.dossier_id)
        was = {name: getattr(milestone, name) for name in _MILESTONE_FIELDS}
        was["dossier"] = dossier.code
        told = was | {name: day(value) if name in _DAYS else value for name, value in after.items()}
        draft = milestone_edits.Draft(
            told["code"],
            told["kind"],
            told["title_fr"],
            told["title_en"],
            told["starts_on"],
            told["baseline_due"],
        )
        to = self.dossiers[str(told["dossier"]).casefold()]
        english_of = milestone.title_en_of
        changed = milestone_edits.edit(self.session, self.plan, milestone, to, draft, self.actor)
        for name in changed:
            before = [was[name], english_of] if name in _TITLES else was[name]
            self.journal.add(
                "changed", "milestone", milestone.id, name, _plain(before), _plain(told[name])
            )

    def _add_milestone(self, values: dict[str, str]) -> None:
        draft = milestone_edits.Draft(
            values["code"],
            values["kind"],
            values["title_fr"],
            values.get("title_en", ""),
            day(values["starts_on"]),
            day(values["baseline_due"]),
        )
        dossier = self.dossiers[values["dossier"].casefold()]
        milestone = milestone_edits.create(self.session, self.plan, dossier, draft, self.actor)
        self.journal.add("created", "milestone", milestone.id, after=milestone.code)
        self.milestones[milestone.code.casefold()] = milestone
        self._share(milestone, values.get("lead"), values.get("contributors"))

    def _share(self, milestone: Milestone, lead: str | None, joining: str | None) -> None:
        if lead:
            self._lead(milestone, self.units[lead])
        codes = filter(None, (joining or "").split(BETWEEN))
        self._join(milestone, [self.units[code] for code in codes])

    def _lead(self, milestone: Milestone, unit_id: int) -> None:
        former = shares.live_lead(milestone)
        if former is not None and former.unit_id == unit_id:
            return
        had_share = any(
            one.unit_id == unit_id and one.released_at is None for one in milestone.commitments
        )
        shares.change_lead(self.session, milestone, unit_id, self.actor, self.names)
        before = [former.unit_id if former else None, had_share]
        self.journal.add("lead", "milestone", milestone.id, "lead", before, unit_id)

    def _join(self, milestone: Milestone, unit_ids: Iterable[int]) -> None:
        there = {one.unit_id: one for one in milestone.commitments}
        for unit_id in unit_ids:
            held = there.get(unit_id)
            if held is None:
                shares.add_contributors(self.session, milestone, [unit_id], self.actor, self.names)
            elif held.released_at is not None:
                shares.take_back(self.session, held, self.actor, self.names)
            else:
                continue
            self.journal.add("contributor", "milestone", milestone.id, "contributor", None, unit_id)

    # --- commitments
    def _commitments(self, change: Change) -> None:
        milestone = self.milestones[change.values["milestone"].casefold()]
        unit_id = self.units[change.values["unit"]]
        if change.values["role"] == "lead":
            self._lead(milestone, unit_id)
        else:
            self._join(milestone, [unit_id])

    def _answer(self, taken: list[Change]) -> None:
        """Every answer, then what each commitment comes to: a few statements for all of them."""
        ids = [change.ident for change in taken]
        held: dict[int, Commitment] = {}
        for start in range(0, len(ids), 500):
            loaded = (selectinload(Commitment.updates), selectinload(Commitment.milestone))
            some = (
                select(Commitment)
                .options(*loaded)
                .where(Commitment.id.in_(ids[start : start + 500]))
            )
            held |= {one.id: one for one in self.session.scalars(some)}
        saved: list[tuple[Commitment, Update, int | None]] = []
        for change in taken:
            commitment = held[change.ident]
            before = commitment.live_update_id
            update = commitment.record(
                spoken(change.answer),
                nonce=new_token(),
                at=self.actor.at,
                on=self.today,
                author_id=self.actor.person_id,
                author_name=self.actor.name,
                way="file",
                prior_due=day(change.answer["prior_due"]),
            )
            saved.append((commitment, update, before))
        self.session.flush()
        asks = asks_of_many(self.session, held)
        for commitment, update, before in saved:
            commitment.refold(asks.get(commitment.id, ()))
            if update.sentence:
                answer_question(self.session, update)
            self.journal.add("answered", "commitment", commitment.id, "", before, update.id)
        self.session.flush()

    # --- people
    def _people(self, change: Change) -> None:
        after = {cell.column: cell.after for cell in change.cells}
        units = [self.units[code] for code in after.pop("units", "").split(BETWEEN) if code]
        if change.ident is None:
            person = self._add_person(change.values)
        else:
            person = self.session.get_one(Person, change.ident)
            self._revised("person", person, after)
        there = set(
            self.session.scalars(
                select(contacts.Contact.unit_id).where(contacts.Contact.person_id == person.id)
            )
        )
        for unit_id in units:
            if unit_id not in there:
                contacts.add(self.session, unit_id, person, self.actor)
                self.journal.add("contact", "person", person.id, "units", None, unit_id)

    def _add_person(self, values: dict[str, str]) -> Person:
        person = Person(
            name=values["name"],
            email=values["email"],
            title=values.get("title", ""),
            locale=values.get("locale") or "fr",
            role=values.get("role") or "none",
        )
        self.session.add(person)
        self.session.flush()
        note(self.session, "person", person.id, self.actor, "created", after=person.name)
        self.journal.add("created", "person", person.id, after=person.email)
        return person

    # --- what several have in common
    def _titled(self, kind: str, thing: Dossier, french: str, english: str, stem: str) -> None:
        fields = (f"{stem}_fr", f"{stem}_en")
        was = {name: getattr(thing, name) for name in fields}
        english_of = getattr(thing, f"{stem}_en_of")
        changed = retitle(self.session, kind, thing, self.actor, french, english, stem=stem)
        for name in changed:
            before = [was[name], english_of]
            self.journal.add("changed", kind, thing.id, name, before, getattr(thing, name))

    def _revised(self, kind: str, thing: Dossier | Person, after: dict[str, str]) -> None:
        was = {name: getattr(thing, name) for name in after}
        for name in revise(self.session, kind, thing, self.actor, after):
            self.journal.add("changed", kind, thing.id, name, was[name], after[name])


_MILESTONE_FIELDS = ("code", "kind", "title_fr", "title_en", "starts_on", "baseline_due")
_TITLES = {"title_fr", "title_en"}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
