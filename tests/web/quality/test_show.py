"""GET /quality: what lacks to the plan, as counts that are filters and lines with a door each."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan, Dossier


@pytest.fixture
def database(sqlite_database):
    """One database: these words are made from the view, which both give alike."""
    return sqlite_database


def jalon(plan, title="Norme", days=60, **given):
    """A milestone with its English title; id of its lead's commitment."""
    lead = plan.commitment(
        "legal", lead="legal", due=in_days(days), title=title, title_en="Standard", **given
    )
    plan.edit(Milestone, plan.count, title_en_of=title)
    return lead


def say_lately(plan, commitment_id):
    plan.say(commitment_id, "on_track", by="charlie", at=NOW - timedelta(days=3))


def test_a_plan_that_lacks_nothing_says_so_calmly(whole, as_person):
    say_lately(whole, jalon(whole))

    page = read(as_person("diane").get("/quality"))

    assert "Rien ne manque au plan." in page.text
    assert "Ce qui viendrait à manquer paraîtra ici le jour même." in page.text
    assert 'class="filters' not in page.html


def test_what_lacks_is_counted_and_each_count_is_a_filter(whole, as_person):
    whole.edit(Dossier, whole.dossiers["D2"], lead_unit_id=None)
    quiet = jalon(whole, title="Norme")
    whole.say(quiet, "on_track", by="charlie", at=NOW - timedelta(days=31))
    diane = as_person("diane")

    page = read(diane.get("/quality"))

    assert "2 choses manquent au plan." in page.text
    assert "Sans unité porteuse 1" in page.text
    assert "Sans un mot depuis 30 jours 1" in page.text
    assert "Dernière réponse il y a 31 jours." in page.text

    page = read(diane.get(re.search(r'href="(/quality\?what=silent)"', page.html)[1]))
    assert "Norme" in page.text
    assert "Dossier sans unité porteuse" not in page.text
    assert 'aria-current="true">Sans un mot depuis 30 jours' in page.html


@pytest.mark.parametrize(("days", "told"), [(30, True), (29, False)])
def test_a_silence_is_told_from_thirty_days_on(whole, as_person, days, told):
    quiet = jalon(whole)
    whole.say(quiet, "on_track", by="charlie", at=NOW - timedelta(days=days))

    assert ("Sans un mot" in read(as_person("diane").get("/quality")).text) is told


def test_what_has_not_begun_or_is_done_is_not_silent(whole, as_person):
    jalon(whole, starts=in_days(3))
    done = jalon(whole)
    whole.say(
        done,
        "done",
        by="charlie",
        at=NOW - timedelta(days=50),
        done_on=in_days(-50),
        link="https://exemple.test/piece",
    )

    assert "Rien ne manque au plan." in read(as_person("diane").get("/quality")).text


def test_a_unit_without_contact_is_mended_where_its_contacts_are(whole, as_person):
    say_lately(whole, lead := jalon(whole))
    say_lately(whole, whole.contribution(lead, "anjou"))

    emile, diane = (read(as_person(name).get("/quality")) for name in ("emile", "diane"))

    assert "Personne ne reçoit les courriels de l’unité." in emile.text
    assert 'href="/units/ANJOU/contacts"' in emile.html
    assert 'href="/units/ANJOU/contacts"' not in diane.html
    assert "Voir l’unité" in diane.text


def test_a_milestone_without_lead_or_without_anybody(whole, as_person):
    lead = jalon(whole)
    say_lately(whole, whole.contribution(lead, "verdun"))
    alone = jalon(whole)
    for ident in (lead, alone):
        whole.edit(
            Commitment, ident, released_at=NOW, released_by="Bureau", released_reason="Fusion"
        )

    page = read(as_person("emile").get("/quality"))

    assert "Sans unité porteuse 1" in page.text
    assert "Sans engagement 1" in page.text
    assert page.html.count("/shares") == 2


def test_a_translation_that_is_missing_or_stale_leads_to_its_form(whole, as_person):
    say_lately(whole, jalon(whole))
    whole.edit(Milestone, 1, title_en="")
    whole.edit(Dossier, whole.dossiers["D1"], name_en_of="Permis d’avant")

    page = read(as_person("emile").get("/quality?what=translation"))

    assert "Le titre n’a pas d’anglais" in page.text
    assert "Le titre français a changé depuis la traduction." in page.text
    assert 'href="/milestones/1/edit"' in page.html
    assert f'href="/plan/1/dossiers/{whole.dossiers["D1"]}/edit"' in page.html


def test_contradictions_are_told_and_filtered_by_sort(whole, as_person):
    bare = jalon(whole)
    whole.say(bare, "done", by="charlie", done_on=in_days(-9), sentence="Déposé.")
    past = jalon(whole, days=-5)
    whole.say(past, "on_track", by="charlie", at=NOW.replace(day=1))
    diane = as_person("diane")

    page = read(diane.get("/quality?what=contradiction"))
    assert "Fait, rien ne le montre 1" in page.text
    assert "Fait, sans lien vers une pièce" in page.text
    assert f'href="/questions/new?commitment={bare}"' in page.html

    page = read(diane.get("/quality?what=on_track_past"))
    assert "mais la date prévue est passée depuis 3 jours ouvrables." in page.text
    assert "Fait, sans lien vers une pièce" not in page.text


def test_the_same_is_told_by_unit_and_filtered_by_it(whole, as_person):
    lead = jalon(whole)
    share = whole.contribution(lead, "verdun")
    whole.say(lead, "on_track", by="charlie", at=NOW - timedelta(days=40))
    whole.say(share, "on_track", at=NOW - timedelta(days=45))
    diane = as_person("diane")

    page = read(diane.get("/quality"))
    assert 'href="/quality?what=silent&amp;unit=VERDUN"' in page.region("unites")

    page = read(diane.get("/quality?what=silent&unit=VERDUN"))
    assert "Dernière réponse il y a 45 jours." in page.text
    assert "Dernière réponse il y a 40 jours." not in page.text
    assert "Verdun : toutes les unités" in page.text


def test_a_filter_that_is_none_shows_all(whole, as_person):
    whole.edit(Dossier, whole.dossiers["D2"], lead_unit_id=None)

    page = read(as_person("diane").get("/quality?what=nothing&unit=NOWHERE"))

    assert "Une chose manque au plan." in page.text
    assert "Dossier sans unité porteuse" in page.text


def test_a_draft_is_not_silent_and_without_a_plan_the_page_says_what_comes(whole, as_person):
    jalon(whole)
    whole.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    assert "Sans un mot" not in read(as_person("emile").get("/quality")).text

    whole.edit(ActionPlan, 1, is_current=False)
    assert "Aucun plan n’est chargé." in read(as_person("emile").get("/quality")).text


def test_only_the_bureau_reads_it(whole, as_person):
    assert as_person("emile").get("/quality").status_code == 200
    for name in ("alice", "fanny"):
        assert as_person(name).get("/quality").status_code == 403
