"""Taking back an answer given by the link of a mail."""

from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def test_the_answer_is_taken_back_and_another_may_be_given(app, plan):
    anyone = app.test_client()
    mine = plan.commitment(due=in_days(8))
    token = plan.mail(mine)
    page = read(anyone.get(f"/answer/{token}/{mine}?a=on_track"))
    thanks = read(anyone.get(press(anyone, page, "Envoyer ma réponse").location))
    response = press(anyone, thanks, "Retirer cette réponse")
    after = read(anyone.get(response.location))

    assert plan.standing_answer(mine) is None
    assert "Votre réponse est retirée." in after.text
    assert "Répondre autrement" in after.text
    assert f'href="/answer/{token}/{mine}"' in after.html
