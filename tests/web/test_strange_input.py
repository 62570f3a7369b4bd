"""What no browser of ours sends: a sentence or a page in words, never a crash."""

import pytest

from tests.support.plan_builder import in_days

HUGE = "9" * 25


@pytest.mark.parametrize(
    "path",
    [
        f"/milestones/{HUGE}",
        f"/outbox/{HUGE}",
        f"/reminders/preview/{HUGE}",
        f"/commitments/{HUGE}/update?a=done",
        f"/milestones/{2**31}",
    ],
)
def test_an_id_that_no_row_bears_is_not_found(plan, as_person, path):
    page = as_person("emile").get(path)
    assert page.status_code == 404
    assert "Aller à la première page" in page.text


def test_a_huge_answer_is_not_withdrawn(plan, alice, press):
    commitment = plan.commitment(lead="verdun", due=in_days(30))
    given = press(alice, f"/commitments/{commitment}/withdraw?update={HUGE}")
    assert given.status_code == 404


def test_a_huge_blocker_is_no_unit(plan, alice, press):
    commitment = plan.commitment(lead="verdun", due=in_days(30))
    given = press(
        alice,
        f"/commitments/{commitment}/update",
        a="blocked",
        nonce="n1",
        seen="0",
        blocker="9" * 5000,
        sentence="On attend.",
    )
    assert given.status_code == 422
    assert "Choisissez" in given.text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nulle-part", "/healthz"])
def test_a_host_that_is_not_ours_is_refused_in_a_word(client, path):
    refused = client.get(path, headers={"Host": "ailleurs.example"})
    assert refused.status_code == 400
    assert refused.text == "Adresse inconnue. / Unknown address.\n"
