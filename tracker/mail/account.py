"""Mails of an account: invitation, new password, change of address. Each carries a link that
serves once; they leave for a suspended address too, since somebody waits for them."""

from collections.abc import Collection

from flask_babel import gettext as _

from tracker.domain.people import Person
from tracker.domain.sessions import AddressChange
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.rendering import Way
from tracker.wording import numbers
from tracker.wording.units import of_unit


def invitation(case: Case) -> Made:
    """What Suivi is, for which units one answers, and the way to a password."""
    case.still_worth("invitation")
    if case.session.get_one(Person, case.person.id).password_hash is not None:
        raise Moot("has_password")
    notice = Notice(
        subject=_("Suivi : votre accès"),
        headline=_("Voici votre accès à Suivi"),
        before=(
            _(
                "Suivi tient à jour le plan d’action : chaque unité y dit où en sont ses "
                "engagements, et le Bureau voit ce qui avance, ce qui glisse et ce qui attend."
            ),
            *_place(case),
            _("Choisissez d’abord un mot de passe."),
        ),
        button=Way(_("Choisir mon mot de passe"), case.url(f"password/{case.token}")),
        after=(
            _serves_once(case, "invitation"),
            _("Vous entrerez ensuite avec votre adresse : %(address)s.", address=case.person.email),
        ),
        why=_(
            "Vous recevez ce courriel parce que la coordination du Bureau vous a ouvert un accès."
        ),
        help=_help(case),
    )
    return Made(notice, case.link("invitation"))


def password(case: Case) -> Made:
    """The way to a new password."""
    case.still_worth("password")
    notice = Notice(
        subject=_("Suivi : un nouveau mot de passe"),
        headline=_("Choisissez un nouveau mot de passe"),
        before=(
            _(
                "Un nouveau mot de passe a été demandé pour %(address)s.",
                address=case.person.email,
            ),
        ),
        button=Way(_("Choisir un nouveau mot de passe"), case.url(f"password/{case.token}")),
        after=(
            _serves_once(case, "password"),
            _("Si ce n’est pas vous, ne faites rien : votre mot de passe ne change pas."),
        ),
        why=_("Vous recevez ce courriel parce qu’un mot de passe a été demandé à votre nom."),
        help=_help(case),
    )
    return Made(notice, case.link("password"))


def address(case: Case) -> Made:
    """To the new address: the way to confirm it."""
    case.still_worth("address")
    change = _change(case)
    notice = Notice(
        subject=_("Suivi : confirmez votre nouvelle adresse"),
        headline=_("Confirmez votre nouvelle adresse"),
        before=(
            _(
                "Vos courriels de Suivi allaient à %(old)s. Ils iront à %(new)s dès que vous "
                "l’aurez confirmé.",
                old=change.old_email,
                new=change.new_email,
            ),
            _("Changement demandé par : %(who)s.", who=change.asked_by),
        ),
        button=Way(_("Confirmer cette adresse"), case.url(f"address/{case.token}")),
        after=(
            _serves_once(case, "address"),
            _("Si vous ne connaissez pas Suivi, ne faites rien : l’adresse ne change pas."),
        ),
        why=_("Vous recevez ce courriel parce que cette adresse a été donnée dans Suivi."),
        help=_help(case),
    )
    return Made(notice, case.link("address", change.id))


def address_notice(case: Case) -> Made:
    """To the old address: what was asked, and the way to stop it; or that it is done already."""
    case.still_worth("address_refusal")
    change = _change(case, too_late=("refused", "replaced"))
    if change.outcome == "confirmed":
        return _changed(case, change)
    notice = Notice(
        subject=_("Suivi : un changement d’adresse est demandé"),
        headline=_("Un changement d’adresse est demandé"),
        before=(
            _(
                "Vos courriels de Suivi iraient désormais à %(new)s, et non plus à %(old)s. "
                "L’adresse ne change qu’une fois confirmée de là-bas.",
                old=change.old_email,
                new=change.new_email,
            ),
            _("Changement demandé par : %(who)s.", who=change.asked_by),
            _("Si c’est ce que vous voulez, vous n’avez rien à faire."),
        ),
        button=Way(_("Refuser ce changement"), case.url(f"address/{case.token}/refuse")),
        after=(_serves_once(case, "address_refusal"),),
        why=_("Vous recevez ce courriel parce que cette adresse est la vôtre dans Suivi."),
        help=_help(case),
    )
    return Made(notice, case.link("address_refusal", change.id))


def _changed(case: Case, change: AddressChange) -> Made:
    """The new address was confirmed before the old one could be told: it still is."""
    notice = Notice(
        subject=_("L’adresse est changée"),
        headline=_("L’adresse est changée"),
        before=(
            _(
                "Les courriels de %(name)s partent maintenant à %(email)s.",
                name=case.person.name,
                email=change.new_email,
            ),
            _("Changement demandé par : %(who)s.", who=change.asked_by),
            _(
                "Si ce n’est pas voulu, écrivez à la coordination du Bureau : elle peut la "
                "rétablir."
            ),
        ),
        help=_help(case),
    )
    return Made(notice)


def _change(
    case: Case, too_late: Collection[str] = ("confirmed", "refused", "replaced")
) -> AddressChange:
    change = case.session.get(AddressChange, case.message.about_id or 0)
    if change is None or change.outcome in too_late or change.person_id != case.person.id:
        raise Moot("decided")
    return change


def _place(case: Case) -> list[str]:
    """What one does there: the units first, then the site role."""
    units = case.view.directory.units_of(case.person.id)
    of_units = numbers.listing(
        [of_unit(unit, case.person.locale) for unit in units], case.person.locale
    )
    role = {
        "director": _("Vous y dirigez le Bureau : ce qui vous attend est sur le tableau."),
        "coordinator": _("Vous y coordonnez le suivi du plan."),
        "administrator": _("Vous y administrez les accès et les réglages."),
        "reader": _("Vous pouvez y lire tout le plan."),
    }.get(case.person.role, "")
    own = _("Vous y êtes la personne-ressource %(of_units)s.", of_units=of_units) if units else ""
    return [sentence for sentence in (own, role) if sentence]


def _serves_once(case: Case, purpose: str) -> str:
    return _("Le lien sert une seule fois, jusqu’au %(when)s.", when=case.until(purpose))


def _help(case: Case) -> str:
    return {
        "director": "direction",
        "coordinator": "coordination",
        "administrator": "coordination",
    }.get(case.person.role, "responsable")
