"""The lines of the dossiers, made true."""

from sqlalchemy import func, select

from tracker.domain.changes import note
from tracker.domain.plans import Dossier
from tracker.domain.translations import rendered
from tracker.exchange.workbook.findings import Change
from tracker.exchange.workbook.hand import Hand


def write_dossier(hand: Hand, change: Change) -> None:
    """The dossier of the line: a new one, or what changed of it."""
    if change.ident is None:
        add_dossier(hand, change.values)
        return
    dossier = hand.session.get_one(Dossier, change.ident)
    after = {cell.column: cell.after for cell in change.cells}
    names = {name: after.pop(name) for name in ("name_fr", "name_en") if name in after}
    if names:
        french = names.get("name_fr", dossier.name_fr)
        english = names.get("name_en", dossier.name_en)
        hand.retitle("dossier", dossier, french, english, "name")
    if "lead" in after:
        _give_lead(hand, dossier, after.pop("lead"))
    hand.revise("dossier", dossier, after)
    hand.dossiers[dossier.code.casefold()] = dossier


def _give_lead(hand: Hand, dossier: Dossier, code: str) -> None:
    before, after = dossier.lead_unit_id, hand.units.get(code)
    note(
        hand.session,
        "dossier",
        dossier.id,
        hand.actor,
        "changed",
        field="lead",
        before=hand.names.get(before or 0, ""),
        after=hand.names.get(after or 0, ""),
    )
    dossier.lead_unit_id = after
    hand.journal.add("changed", "dossier", dossier.id, "lead_unit_id", before, after)


def add_dossier(hand: Hand, values: dict[str, str]) -> None:
    """A new dossier, after the others."""
    last = hand.session.scalar(
        select(func.max(Dossier.position)).where(Dossier.plan_id == hand.plan.id)
    )
    french, english = values["name_fr"], values.get("name_en", "")
    dossier = Dossier(
        plan_id=hand.plan.id,
        code=values["code"],
        name_fr=french,
        name_en=english,
        name_en_of=rendered(french, english),
        short_fr=values.get("short_fr", ""),
        short_en=values.get("short_en", ""),
        bureau_role=values.get("bureau_role") or "lead",
        lead_unit_id=hand.units.get(values.get("lead", "")),
        position=0 if last is None else last + 1,
    )
    hand.session.add(dossier)
    hand.session.flush()
    called = f"{dossier.code} {french}"
    note(hand.session, "dossier", dossier.id, hand.actor, "created")
    note(hand.session, "plan", hand.plan.id, hand.actor, "added", field="dossier", after=called)
    hand.journal.add("created", "dossier", dossier.id, after=called)
    hand.dossiers[dossier.code.casefold()] = dossier
