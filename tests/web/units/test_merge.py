"""/units/<code>/merge: first in figures, then one press."""

import pytest

from tests.support.databases import TODAY
from tests.support.pages import press, read
from tests.support.plan_builder import in_days
from tracker.domain.raising import RaisingProposal
from tracker.domain.units import Unit


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def merge(client, unit="VERDUN", into="ANJOU"):
    page = read(client.get(f"/units/{unit}/merge?into={into}"))
    return press(client, page, "Fusionner les deux unités")


def test_says_in_figures_what_will_happen_and_does_nothing_yet(plan, emile):
    plan.commitment("verdun", due=in_days(30))
    both = plan.commitment("verdun", due=in_days(30))
    plan.contribution(both, "anjou")
    done = plan.commitment("verdun", due=in_days(-9))
    plan.say(done, "done", done_on=in_days(-9), sentence="Livré.")

    text = read(emile.get("/units/VERDUN/merge?into=ANJOU")).text

    assert "1 engagement ouvert passe à Anjou." in text
    assert "Sur 1 jalon, les deux avaient une part" in text
    assert "1 engagement fait, libéré ou retiré reste sous l’ancien nom." in text
    assert "2 personnes s’ajoutent à la liste de Anjou" in text
    assert "Fusionnée" not in read(emile.get("/units/VERDUN")).text


def test_a_merged_unit_leaves_the_lists_and_keeps_its_page(plan, emile):
    done = plan.commitment("verdun", due=in_days(-9), title="Le jalon livré")
    plan.say(done, "done", done_on=in_days(-9), sentence="Livré.")

    assert merge(emile).status_code == 303

    old = read(emile.get("/units/VERDUN")).text
    assert "Fusionnée avec Anjou le 20 avril 2026" in old
    assert "Le jalon livré" in old
    index = read(emile.get("/units"))
    assert "1 unité fusionnée" in index.text
    assert (
        '"/units/VERDUN"'
        not in index.html[index.html.index("<table") : index.html.index("</table")]
    )
    assert 'href="/units/VERDUN"' not in read(emile.get("/")).html
    assert emile.get("/units/VERDUN/contacts").status_code == 404


def test_what_was_said_keeps_the_old_name_and_who_waits_waits_for_the_successor(plan, emile):
    share = plan.commitment("verdun", due=in_days(30))
    plan.say(share, "on_track", sentence="Tout va.")
    blocked = plan.commitment("legal", lead="legal", due=in_days(30))
    plan.say(blocked, "blocked", blocker_unit_id=plan.units["verdun"], sentence="On attend.")

    merge(emile)

    first, second = (read(emile.get(f"/milestones/{n}")) for n in (1, 2))
    assert "Verdun" in first.region("historique")
    assert "Anjou" in first.region("engagements")
    assert "Bloqué par : Anjou" in second.text
    assert "Verdun" in second.region("historique")
    assert "On attend après cette unité" in read(emile.get("/units/ANJOU")).text


def test_the_words_announced_stay_and_say_whose_it_is_now(plan, emile):
    late = plan.commitment("verdun", lead="verdun", due=in_days(-10))
    one = plan.announce(late)
    words = "D1-01 : ce jalon, porté par le Verdun, était prévu le 10 avril."
    plan.edit(RaisingProposal, one, words_fr=words)
    assert "fait maintenant partie" not in read(emile.get("/reminders/raising")).text

    merge(emile)

    text = read(emile.get("/reminders/raising")).text
    assert f"« {words} » Verdun fait maintenant partie" in text


@pytest.mark.parametrize("into", ["VERDUN", "LEGAL", "NULLE-PART"])
def test_a_merger_that_makes_no_sense_is_refused_in_words(plan, emile, into):
    plan.edit(Unit, plan.units["legal"], successor_id=plan.units["anjou"], merged_on=TODAY)

    page = read(emile.get(f"/units/VERDUN/merge?into={into}"))

    assert page.status == 422
    assert page.title.startswith("Erreur :")
