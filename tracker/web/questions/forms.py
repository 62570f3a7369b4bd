"""What is asked, when it leaves, and what is answered."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField

from tracker.web.fields import AtMost, Given, WordsField

QUESTION_LIMIT = 1000
ANSWER_LIMIT = 2000


class QuestionForm(FlaskForm):
    """A question, and whether it waits for Monday's mail."""

    text = WordsField(
        _l("Votre question"),
        [Given(_l("Écrivez votre question.")), AtMost(QUESTION_LIMIT)],
        description=_l("Une seule chose à la fois : la réponse vient plus vite."),
    )
    when = RadioField(_l("Quand l’envoyer"), default="monday", validate_choice=False)

    def at_once(self) -> bool:
        return self.when.data == "now"


class AnswerForm(FlaskForm):
    """The answer in words to a question on a dossier."""

    text = WordsField(
        _l("Votre réponse"), [Given(_l("Écrivez votre réponse.")), AtMost(ANSWER_LIMIT)]
    )
