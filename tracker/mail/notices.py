"""Mails that are not a slot's: by kind, what each says and the link it carries."""

from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.domain.messages import Message
from tracker.mail import account, asked, meetings
from tracker.mail.case import Case, Made, Moot, Notice
from tracker.mail.consulted import consulted
from tracker.mail.helping import helping
from tracker.mail.raised import raised
from tracker.mail.rendering import Foot, Letter, letter, one_line
from tracker.queries.directory import PersonRow
from tracker.wording import dates
from tracker.wording.speaking import speaking


@dataclass(frozen=True)
class Pages:
    """What both parts of the mail are made from."""

    locale: str
    subject: str
    preview: str
    eyebrow: str
    headline: str
    notice: Notice
    foot: Foot


def trial(case: Case) -> Made:
    """The mail that tries the way out while the tool is set up."""
    notice = Notice(
        subject=_("Suivi : courriel d’essai"),
        headline=_("Ce courriel est bien arrivé"),
        before=(
            _(
                "Il a été demandé le %(when)s pour essayer l’envoi. Les relances partiront de la "
                "même adresse.",
                when=dates.moment(case.since, case.settings.timezone, case.person.locale),
            ),
            _("Vous n’avez rien à faire."),
        ),
        help="coordination",
    )
    return Made(notice)


KINDS = {
    "invitation": account.invitation,
    "password": account.password,
    "address": account.address,
    "address_notice": account.address_notice,
    "question": asked.question,
    "relief": asked.relief,
    "raised": raised,
    "review": meetings.review,
    "minutes": meetings.minutes,
    "consulted": consulted,
    "test": trial,
}
#: Kinds that go to the address they were asked for, whatever the person's is meanwhile.
_ADDRESSED = frozenset({"address", "address_notice", "test"})


def address_of(message: Message, person: PersonRow) -> str:
    """Where a message goes: the person's address of today, save for what is about an address."""
    return message.to_address if message.kind in _ADDRESSED else person.email


def compose_notice(case: Case, footer: str) -> tuple[Letter, Made]:
    """The mail in the person's language. Raises Moot. Needs an application context."""
    if not case.person.active:
        raise Moot("left")
    with speaking(case.person.locale):
        made = KINDS[case.message.kind](case)
        pages = _pages(case, made, footer)
        return letter("notice", pages, pages.subject), made


def _pages(case: Case, made: Made, footer: str) -> Pages:
    notice = made.notice
    plan = case.view.plan
    answers = made.link is not None and not made.link.purpose
    small = [
        _("Le lien vaut 30 jours.") if answers else "",
        _("Démonstration : plan illustratif, non officiel.") if plan and plan.illustrative else "",
    ]
    return Pages(
        locale=case.person.locale,
        subject=one_line(notice.subject),
        preview=notice.before[0],
        eyebrow=notice.eyebrow,
        headline=notice.headline,
        notice=notice,
        foot=Foot(
            why=notice.why,
            not_for_me=f"{case.answer_base}/not-mine" if answers else "",
            help=helping(case.settings.public_url, [notice.help]),
            words=footer,
            small=tuple(filter(None, small)),
        ),
    )
