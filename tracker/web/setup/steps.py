"""« Premiers pas »: what is done, what is next, in the order that works."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.first_steps import FirstSteps


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, where, and whether it is done; `now`: how far it has gone."""

    what: str
    why: str
    href: str
    door: str
    done: bool
    now: str = ""


def steps(facts: FirstSteps) -> list[Step]:
    """Every step, in order."""
    return list(_steps(facts))


def _steps(facts: FirstSteps) -> Iterator[Step]:
    yield Step(
        _("Essayer le courriel"),
        _("Les relances ne valent que si elles arrivent."),
        url_for("setup.mail"),
        _("Envoyer un courriel d’essai"),
        facts.mails_tried > 0,
    )
    yield Step(
        _("Faire le plan"),
        _("À la main, copié d’un autre, ou d’un fichier. Un projet n’écrit à personne."),
        f"/plan/{facts.draft_id}" if facts.draft_id else "/plan" if facts.plans else "/plan/new",
        _("Ouvrir le projet")
        if facts.draft_id
        else _("Voir les plans")
        if facts.plans
        else _("Faire un plan"),
        facts.plans > 0,
    )
    yield Step(
        _("Inviter les personnes"),
        _("Chacune reçoit un lien et choisit son mot de passe."),
        "/people/new",
        _("Inviter quelqu’un"),
        facts.people > 1,
        ngettext("%(num)s personne inscrite", "%(num)s personnes inscrites", facts.people),
    )
    yield _contacts(facts)
    yield Step(
        _("Régler les relances"),
        _("Le jour, l’heure, les fermetures, les mots au bas des courriels."),
        "/reminders/settings",
        _("Voir les réglages"),
        facts.settled > 0 or facts.approved > 0,
    )
    yield Step(
        _("Approuver le plan"),
        _("Ce qui manque est montré d’abord; les dates de départ sont alors figées."),
        f"/plan/{facts.draft_id}/approval" if facts.draft_id else "/plan",
        _("Préparer l’approbation"),
        facts.approved > 0,
    )


def _contacts(facts: FirstSteps) -> Step:
    return Step(
        _("Désigner les répondants"),
        _("Une unité sans répondant ne reçoit rien."),
        url_for("units.index") if facts.units else "/units/new",
        _("Voir les unités") if facts.units else _("Faire une unité"),
        0 < facts.units == facts.with_contact,
        _("%(named)s sur %(all)s ont un répondant", named=facts.with_contact, all=facts.units)
        if facts.units
        else _("Aucune unité"),
    )
