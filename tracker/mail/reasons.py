"""Why somebody gets a mail, whose units it is for, and when the next one comes."""

from datetime import datetime

from flask_babel import gettext as _

from tracker.domain.slots import Slot
from tracker.mail.occasion import Occasion
from tracker.queries.directory import UnitRow
from tracker.wording import dates, numbers
from tracker.wording.naming import Name, unit_name
from tracker.wording.units import of_unit

#: Subjects stay short: a longer name gives way to the short one.
NAME_IN_SUBJECT = 24


def whose(occasion: Occasion) -> str:
    """« Le Sud-Ouest », « Le Sud-Ouest et Verdun »: the units of a mail, for its subject."""
    names = [
        unit.name if len(unit.name) <= NAME_IN_SUBJECT else unit.short for unit in _units(occasion)
    ]
    return occasion.listing(names)


def whose_in_full(occasion: Occasion) -> str:
    """« Arrondissement du Sud-Ouest »; in English the official name stays French, with a gloss."""
    if occasion.locale == "en":
        names = [_glossed(unit_name(unit, "en")) for unit in _units(occasion)]
    else:
        names = [unit.long_form[:1].upper() + unit.long_form[1:] for unit in _units(occasion)]
    return occasion.listing(names)


def _glossed(name: Name) -> str:
    return f"{name.text} ({name.gloss})" if name.gloss else name.text


def why(occasion: Occasion) -> list[str]:
    """One sentence for each reason, the units' first."""
    standing_in = [unit for unit in _units(occasion) if _stands_in(occasion, unit)]
    own = [unit for unit in _units(occasion) if unit not in standing_in]
    sentences = []
    if own:
        sentences.append(
            _(
                "Vous recevez ce courriel parce que vous êtes la personne-ressource %(of_units)s.",
                of_units=_of(own, occasion.locale),
            )
        )
    if standing_in:
        sentences.append(
            _(
                "Vous recevez ce courriel parce que vous remplacez la personne-ressource "
                "%(of_units)s, qui est en absence.",
                of_units=_of(standing_in, occasion.locale),
            )
        )
    if occasion.digest.decisions and not sentences:
        sentences.append(
            _("Vous recevez ce courriel parce qu’une décision prise sur le plan vous revient.")
        )
    if occasion.digest.is_director:
        sentences.append(_("Vous recevez la semaine en bref parce que vous dirigez le Bureau."))
    if occasion.digest.is_coordinator:
        sentences.append(
            _("Vous recevez la liste à suivre parce que vous coordonnez le suivi du plan.")
        )
    return sentences


def when_next(occasion: Occasion, slot: Slot | None) -> str:
    """« Le prochain part le lundi 2 mai à 8 h », with its condition for who only answers."""
    if slot is None or slot.due_at is None:
        return _("Aucune autre relance n’est prévue.")
    at = spoken(slot.due_at.astimezone(occasion.zone), occasion.locale)
    if occasion.digest.is_director:
        return _("Le prochain part le %(when)s.", when=at)
    return _("Le prochain part le %(when)s, seulement si quelque chose est dû.", when=at)


def spoken(local: datetime, locale: str) -> str:
    """« lundi 2 mai à 8 h »: a local moment inside a sentence."""
    day = dates.short_weekday_date(local.date(), locale)
    return _("%(day)s à %(hour)s", day=day, hour=dates.time_of_day(local.time(), locale))


def _units(occasion: Occasion) -> list[UnitRow]:
    return [occasion.view.directory.units[unit_id] for unit_id in occasion.digest.for_units]


def _of(units: list[UnitRow], locale: str) -> str:
    return numbers.listing([of_unit(unit, locale) for unit in units], locale)


def _stands_in(occasion: Occasion, unit: UnitRow) -> bool:
    """Whether the unit's principal contact is away and this person answers instead."""
    directory = occasion.view.directory
    principal = directory.contacts.get(unit.id, (None,))[0]
    return (
        principal is not None
        and principal != occasion.digest.person_id
        and directory.addressees[principal].away_on(occasion.view.today)
    )
