"""What the « Historique » shows where a code was kept."""

from tracker.web.histories import _value


def test_the_role_of_the_bureau_is_in_words(app):
    with app.test_request_context("/"):
        assert _value("bureau_role", "lead") not in {"", "lead"}
