"""The findings of a file made true, all of them, by the ways in which a page would do it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session, selectinload

from tracker.domain import milestone_edits, shares
from tracker.domain.changes import Actor
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier
from tracker.exchange.workbook.enrolling import enrol
from tracker.exchange.workbook.filing import add_dossier, write_dossier
from tracker.exchange.workbook.findings import Change, Findings
from tracker.exchange.workbook.hand import Hand
from tracker.exchange.workbook.recording import record
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


class _Work(Hand):
    """The lines of every sheet, one after the other, then the answers."""

    def __init__(
        self, session: Session, plan: ActionPlan, batch_id: int, actor: Actor, today: date
    ) -> None:
        super().__init__(session, plan, batch_id, actor)
        self.today = today
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
        record(self, answers, self.today)
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

    def _people(self, change: Change) -> None:
        enrol(self, change)

    def _dossiers(self, change: Change) -> None:
        write_dossier(self, change)

    # --- milestones
    def _milestones(self, change: Change) -> None:
        if change.values.get("makes_dossier"):
            add_dossier(
                self,
                {
                    "code": change.values["dossier"],
                    "name_fr": change.values["dossier_fr"],
                    "name_en": change.values.get("dossier_en", ""),
                    "bureau_role": change.values.get("bureau_role", ""),
                },
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


_MILESTONE_FIELDS = ("code", "kind", "title_fr", "title_en", "starts_on", "baseline_due")
_TITLES = {"title_fr", "title_en"}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
