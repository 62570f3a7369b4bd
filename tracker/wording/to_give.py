"""How much is asked of somebody, as a headline or a subject counts it."""

from flask_babel import ngettext

from tracker.wording import numbers
from tracker.wording.spelled import spelled


def to_give(questions: int, answers: int, values: int, locale: str) -> str:
    """« une question, deux réponses et une valeur »: what there is of each; "" for nothing.

    `answers`: to commitments; `values`: of indicators.
    """

    def said(count: int) -> str:
        return spelled(count, locale, feminine=True)

    parts = []
    if questions:
        n = said(questions)
        parts.append(ngettext("%(n)s question", "%(n)s questions", questions, n=n))
    if answers:
        parts.append(ngettext("%(n)s réponse", "%(n)s réponses", answers, n=said(answers)))
    if values:
        parts.append(ngettext("%(n)s valeur", "%(n)s valeurs", values, n=said(values)))
    return numbers.listing(parts, locale)
