"""What past postponements come to, in words."""

from flask_babel import ngettext

from tracker.queries.forecasts import Own
from tracker.wording import numbers


def told(own: Own, locale: str) -> str:
    """« Les 7 reports passés de cette unité ont duré 18 jours ouvrables en médiane. »"""
    days = numbers.business_days(own.usual.days, locale)
    count = own.usual.count
    if own.whose == "unit":
        return ngettext(
            "Le %(num)s report passé de cette unité a duré %(days)s en médiane.",
            "Les %(num)s reports passés de cette unité ont duré %(days)s en médiane.",
            count,
            days=days,
        )
    return ngettext(
        "Le %(num)s report passé de ce dossier a duré %(days)s en médiane.",
        "Les %(num)s reports passés de ce dossier ont duré %(days)s en médiane.",
        count,
        days=days,
    )
