"""The form that adds a contact, and whom it means."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.domain.people import normal_email
from tracker.queries.directory import PersonRow
from tracker.web.editing import EditForm
from tracker.web.fields import AtMost, Given, LineField, field_errors


class ContactForm(EditForm):
    """Somebody known, by name or address, as the list proposes or as typed."""

    person = LineField(
        _l("Personne"),
        [Given(_l("Choisissez une personne, ou écrivez son nom ou son adresse.")), AtMost(400)],
        description=_l("Nom ou adresse de quelqu’un déjà inscrit."),
    )

    def chosen(self, people: Iterable[PersonRow], there: Iterable[int]) -> PersonRow | None:
        """Who is meant, or None with a sentence beside the field. `there`: contacts already."""
        found = named(self.person.data or "", people)
        sentence = _trouble(self.person.data or "", found, set(there))
        if sentence:
            field_errors(self.person, sentence)
            return None
        return found[0]


def spoken(person: PersonRow) -> str:
    """« Nom (adresse) »: what the list proposes, and what is understood again."""
    return f"{person.name} ({person.email})"


def named(text: str, people: Iterable[PersonRow]) -> list[PersonRow]:
    """People whom `text` names: by the list's own words, by address, else by name."""
    wanted = text.casefold()
    everybody = list(people)
    for matches in (
        lambda person: spoken(person).casefold() == wanted,
        lambda person: person.email == normal_email(text),
        lambda person: person.name.casefold() == wanted,
    ):
        if found := [person for person in everybody if matches(person)]:
            return found
    return []


def _trouble(text: str, found: list[PersonRow], there: set[int]) -> str:
    if not found:
        return _(
            "Personne d’inscrit ne répond à « %(text)s ». Vérifiez, ou inscrivez la personne "
            "d’abord.",
            text=text,
        )
    if len(found) > 1:
        return _("Plusieurs personnes portent ce nom : écrivez l’adresse de la bonne.")
    if not found[0].active:
        return _("%(who)s n’est plus en fonction.", who=found[0].name)
    if found[0].id in there:
        return _("%(who)s répond déjà pour cette unité.", who=found[0].name)
    return ""
