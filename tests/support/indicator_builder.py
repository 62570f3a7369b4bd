"""Indicators for tests, on the tiny plan."""

from datetime import date

from tests.support.databases import NOW
from tracker.domain.indicators import (
    Indicator,
    IndicatorDossier,
    IndicatorStep,
    IndicatorUnit,
    IndicatorValue,
)

MARCH = date(2026, 3, 31)


def lay_indicator(session, unit_ids=(), dossier_ids=(), *, values=(), steps=(), **fields):
    """A monthly indicator in days that should go down from 44 to 30, asked since March 2026.

    `values`: (unit_id, period, value) already given. Returns its id; the caller commits.
    """
    usual = {
        "code": "I1",
        "name_fr": "Délai d’un permis",
        "name_en": "Time for a permit",
        "measure_fr": "jours",
        "measure_en": "days",
        "direction": "down",
        "baseline": 44.0,
        "baseline_on": date(2025, 7, 3),
        "target": 30.0,
        "target_on": date(2027, 6, 30),
        "every_months": 1,
        "first_on": MARCH,
        "grace_days": 10,
        "position": 1,
    }
    indicator = Indicator(**(usual | fields))
    session.add(indicator)
    session.flush()
    number = indicator.id
    session.add_all(IndicatorUnit(indicator_id=number, unit_id=unit_id) for unit_id in unit_ids)
    session.add_all(IndicatorDossier(indicator_id=number, dossier_id=one) for one in dossier_ids)
    session.add_all(IndicatorStep(indicator_id=number, due=day, value=one) for day, one in steps)
    session.add_all(
        IndicatorValue(
            indicator_id=number,
            unit_id=unit_id,
            period_on=period,
            value=value,
            given_on=NOW.date(),
            given_at=NOW,
            by_name="Responsable",
            way="page",
        )
        for unit_id, period, value in values
    )
    session.flush()
    return number
