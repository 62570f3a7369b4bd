"""A digest as words: the subject, the text part and the HTML part of one mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.raising import Announcement
from tracker.domain.slots import Slot, nominal_day
from tracker.mail import reasons
from tracker.mail.brief import Section
from tracker.mail.coordinator import coordinator_blocks, coordinator_headline
from tracker.mail.decided import own_blocks, own_headline
from tracker.mail.digests import Digest
from tracker.mail.director import director_blocks, director_headline, waiting, way_to
from tracker.mail.helping import helping
from tracker.mail.lead import lead_part
from tracker.mail.lead_part import LeadPart
from tracker.mail.matters import Matters
from tracker.mail.occasion import Occasion
from tracker.mail.rendering import Foot, Letter, letter, one_line
from tracker.queries.briefs import WholeBrief
from tracker.queries.plan_view import PlanView
from tracker.wording import dates
from tracker.wording.speaking import speaking
from tracker.wording.spelled import capitalised
from tracker.wording.to_give import to_give


@dataclass(frozen=True)
class Pages:
    """What both parts of the mail are made from."""

    locale: str
    subject: str
    preview: str
    eyebrow: str
    headline: str
    lead: LeadPart | None
    sections: tuple[Section, ...]
    foot: Foot


def compose(
    view: PlanView,
    digest: Digest,
    *,
    locale: str,
    answer_base: str,
    public_url: str,
    next_slot: Slot | None,
    zone: ZoneInfo,
    footer: str = "",
    announced: Sequence[Announcement] = (),
    brief: WholeBrief | None = None,
    matters: Matters | None = None,
) -> Letter:
    """The mail of `digest` in `locale`, as of the view's day. Needs an application context.

    `answer_base`: the address of the answer pages of this very mail, its token included;
    `next_slot`: the one after this mail's, None when the plan has no more; `footer`: the
    Bureau's own words; `announced`: what it tells will be raised; `brief`: of the mail's day, which
    a director's mail cannot do without; `matters`: what a coordinator's tells, of the whole plan,
    where the view is a part of it.
    """
    if matters is None and digest.is_coordinator:
        matters = Matters([view])
    occasion = Occasion(
        view,
        digest,
        locale,
        answer_base.rstrip("/"),
        public_url.rstrip("/"),
        zone,
        {one.commitment_id: one for one in announced},
    )
    with speaking(locale):
        pages = _pages(occasion, next_slot, footer, brief, matters)
        return letter("weekly", pages, pages.subject)


def _pages(
    occasion: Occasion,
    next_slot: Slot | None,
    footer: str,
    brief: WholeBrief | None,
    matters: Matters | None,
) -> Pages:
    lead = lead_part(occasion)
    week = _reminder_of(occasion) if occasion.digest.own_day else _week(occasion)
    headline = _headline(occasion, lead)
    return Pages(
        locale=occasion.locale,
        subject=_subject(occasion, lead, week, brief, matters),
        preview=_preview(lead) or headline,
        eyebrow=capitalised(" · ".join(filter(None, [reasons.whose_in_full(occasion), week]))),
        headline=headline,
        lead=lead,
        sections=_sections(occasion, brief, matters),
        foot=_foot(occasion, lead, next_slot, footer),
    )


def _foot(occasion: Occasion, lead: LeadPart | None, next_slot: Slot | None, footer: str) -> Foot:
    roles = {
        "responsable": lead is not None,
        "direction": occasion.digest.is_director,
        "coordination": occasion.digest.is_coordinator,
    }
    plan = occasion.view.plan
    small = [
        _("Les liens valent 30 jours et n’ouvrent que ces engagements.") if lead else "",
        _("Démonstration : plan illustratif, non officiel.") if plan.illustrative else "",
    ]
    return Foot(
        why=" ".join([*reasons.why(occasion), reasons.when_next(occasion, next_slot)]),
        not_for_me=f"{occasion.answer_base}/not-mine" if lead else "",
        help=helping(occasion.public_url, [role for role, has in roles.items() if has]),
        words=footer,
        small=tuple(filter(None, small)),
    )


def _week(occasion: Occasion) -> str:
    view = occasion.view
    weekday = view.plan.slot_weekday if view.plan else 0
    return _("semaine du %(day)s", day=occasion.day(nominal_day(view.today, weekday)))


def _reminder_of(occasion: Occasion) -> str:
    day = dates.short_weekday_date(occasion.view.today, occasion.locale)
    return _("rappel du %(day)s", day=day)


def _sections(
    occasion: Occasion, brief: WholeBrief | None, matters: Matters | None
) -> tuple[Section, ...]:
    sections = []
    own = () if occasion.digest.own_day else own_blocks(occasion)
    if own:
        sections.append(Section(own_headline(occasion), own))
    if occasion.digest.is_director:
        blocks = director_blocks(occasion, brief)
        told = director_headline(occasion, brief)
        sections.append(Section(told, blocks, way_to(occasion, brief)))
    if occasion.digest.is_coordinator:
        told = coordinator_headline(occasion, matters)
        sections.append(Section(told, coordinator_blocks(occasion, matters)))
    return tuple(sections)


def _headline(occasion: Occasion, lead: LeadPart | None) -> str:
    if lead is not None:
        return _to_give(occasion, lead)
    if occasion.digest.is_director:
        return _("La semaine en bref")
    if occasion.digest.is_coordinator:
        return _("À suivre cette semaine")
    return own_headline(occasion).rstrip(".")


def _to_give(occasion: Occasion, lead: LeadPart) -> str:
    """« Une question, deux réponses et une valeur à donner »."""
    counted = _counted(occasion, lead)
    if lead.answers or lead.values:
        words = _("%(answers)s à donner", answers=counted)
    else:
        words = ngettext(
            "%(questions)s attend votre réponse",
            "%(questions)s attendent votre réponse",
            len(lead.questions),
            questions=counted,
        )
    return capitalised(words)


def _counted(occasion: Occasion, lead: LeadPart) -> str:
    """« une question, deux réponses et une valeur »."""
    return to_give(len(lead.questions), lead.answers, len(lead.values), occasion.locale)


def _subject(
    occasion: Occasion,
    lead: LeadPart | None,
    week: str,
    brief: WholeBrief | None,
    matters: Matters | None,
) -> str:
    if lead is not None and occasion.digest.own_day:
        given = {"answers": _counted(occasion, lead), "who": reasons.whose(occasion)}
        return one_line(_("Rappel : %(answers)s à donner, %(who)s", **given))
    if lead is not None:
        start, what = reasons.whose(occasion), _counted(occasion, lead)
    elif occasion.digest.is_director:
        start, what = _("La semaine en bref"), waiting(occasion, brief).rstrip(".")
    elif occasion.digest.is_coordinator:
        start, what = _("À suivre"), coordinator_headline(occasion, matters).rstrip(".")
    else:
        start, what = _("Décisions"), own_headline(occasion).rstrip(".")
    subject = _("%(start)s : %(what)s, %(week)s", start=start, what=_lowered(what), week=week)
    return one_line(subject)


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _preview(lead: LeadPart | None) -> str:
    """What a mail reader shows beside the subject: the first lines and where they stand."""
    if lead is None:
        return ""
    named = [(asked.about, asked.text) for asked in lead.questions]
    named += [
        (group.heading, ", ".join(line.code for line in group.lines)) for group in lead.groups
    ]
    named += [(value.code, value.name) for value in lead.values]
    return "; ".join(_("%(what)s : %(said)s", what=what, said=said) for what, said in named[:3])
