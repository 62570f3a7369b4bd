"""A plan that lacks nothing."""

import pytest

from tracker.domain.plans import ActionPlan, Dossier


@pytest.fixture
def whole(plan):
    """The tiny plan, where every dossier has its lead, and every title its English."""
    plan.edit(ActionPlan, 1, title_en_of="Plan d’action")
    for code, name in (("D1", "Permis"), ("D2", "Délais")):
        legal = plan.units["legal"]
        plan.edit(Dossier, plan.dossiers[code], lead_unit_id=legal, name_en="File", name_en_of=name)
    return plan
