"""The way around: few entries at the top, and under one the pages that go with it."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.web.access import may
from tracker.web.invited import sees_reviews

#: Rooms whose pages hang from an entry, besides the rooms of the entry's own pages.
_ALSO = {
    "mine.page": {"commitments", "blockers"},
    "board.page": {"readings"},
    "dossiers.index": {"milestones", "confidence", "questions", "consultations", "workbook"},
}


@dataclass(frozen=True)
class Link:
    """A link to a page. `current`: "page" where it is the one being read, "true" where what is
    read hangs from it, nothing elsewhere; as `aria-current` takes it."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Navigation:
    """What stands at the top of a page, and the pages beside this one, if any go with it."""

    entries: list[Link]
    name: str
    beside: list[Link]

    @property
    def home(self) -> str | None:
        """The reader's first page; none for who is not signed in."""
        return self.entries[0].url if self.entries else None


#: For who is not signed in, and where the database does not answer.
NOWHERE = Navigation([], "", [])
#: Pages of an entry: label and endpoint; the first that the reader may open is where it leads.
_Pages = list[tuple[str, str]]


def navigation() -> Navigation:
    """The way around for who reads, from the page that is read."""
    if not current_user.is_authenticated:
        return NOWHERE
    entries, name, beside = [], "", []
    for label, pages in _entries():
        if not pages:
            continue
        endpoints = [endpoint for _label, endpoint in pages]
        within = request.blueprint in _rooms(endpoints)
        landing = endpoints[0]
        entries.append(Link(label, url_for(landing), _current(landing, within)))
        if len(pages) > 1 and request.endpoint in endpoints:
            name = label
            beside = [Link(text, url_for(to), _current(to)) for text, to in pages]
    return Navigation(entries, name, beside)


def _current(endpoint: str, within: bool = False) -> str:
    return "page" if request.endpoint == endpoint else "true" if within else ""


def _rooms(endpoints: list[str]) -> set[str]:
    own = {endpoint.partition(".")[0] for endpoint in endpoints}
    return own.union(*(_ALSO.get(endpoint, ()) for endpoint in endpoints))


def _entries() -> list[tuple[str, _Pages]]:
    """Every entry with the pages that its reader may open."""
    board, bureau = may("board:read"), may("reminders:read")
    return [
        (
            _("Mes engagements"),
            _shown((_("Mes engagements"), "mine.page", current_user.is_lead or not board)),
        ),
        (
            _("Tableau"),
            _shown(
                (_("Tableau"), "board.page", board),
                (_("Portrait"), "portrait.page", board),
                (_("Carte à une date passée"), "board.past_map", board),
            ),
        ),
        (
            _("Le point du lundi"),
            _shown((_("Le point du lundi"), "briefs.index", may("brief:read"))),
        ),
        (
            _("Plan"),
            _shown(
                (_("Dossiers"), "dossiers.index", True),
                (_("Dans le temps"), "timeline.page", board),
                (_("Ce qui manque"), "quality.page", may("quality:read")),
                (_("Plans d’action"), "plan.index", True),
            ),
        ),
        (
            _("Unités"),
            _shown(
                (_("Unités"), "units.index", True),
                (_("Personnes"), "people.index", may("people:manage")),
            ),
        ),
        (
            _("Revues"),
            _shown(
                (_("Revues"), "reviews.index", sees_reviews()),
                (_("Décisions"), "decisions.index", sees_reviews()),
            ),
        ),
        (
            _("Résultats"),
            _shown(
                (_("Indicateurs"), "indicators.index", True),
                (_("Sondages"), "surveys.page", True),
            ),
        ),
        (
            _("Relances"),
            _shown(
                (_("Prochaine relance"), "reminders.page", bureau),
                (_("Porter à l’attention"), "raising.page", may("reminders:decide")),
                (_("Registre"), "reminders.ledger", bureau),
                (_("Réglages"), "schedule.page", bureau),
            ),
        ),
    ]


def _shown(*pages: tuple[str, str, bool]) -> _Pages:
    return [(label, endpoint) for label, endpoint, shown in pages if shown]
