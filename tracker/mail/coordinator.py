"""What only a coordinator reads: who is silent or unreached, what has nobody to carry it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail import digests, disorder
from tracker.mail.announcing import to_whom
from tracker.mail.brief import SHOWN, Block, BriefLine, block, quoted
from tracker.mail.carriers import uncarried
from tracker.mail.decided import uncarried_line
from tracker.mail.disorder import unit_line
from tracker.mail.matters import Matters
from tracker.mail.occasion import Occasion
from tracker.queries import attention

T = TypeVar("T")


def coordinator_blocks(occasion: Occasion, matters: Matters) -> tuple[Block, ...]:
    """The blocks that hold something; an empty one is left out.

    `matters`: of the whole plan, of which the occasion's view holds the first of each at least.
    """
    leadless = disorder.in_order(occasion, matters.dossiers)
    nobodys = uncarried(occasion.view)
    blocks = (
        (
            _("À porter à l’attention, ou à laisser"),
            matters.to_decide,
            _to_raise,
            "reminders/raising",
        ),
        (_("En silence"), matters.silent, _silent, ""),
        (_("Non joints"), matters.unreached, disorder.unreached, "reminders"),
        (_("Répondants à revoir"), matters.left, disorder.left, "#en-ordre"),
        (_("Dossiers sans porteur"), leadless, disorder.dossier, "dossiers"),
        (_("Jalons à confier"), matters.milestones, disorder.milestone, "#en-ordre"),
        (_("Décisions que personne ne reçoit"), nobodys, uncarried_line, "decisions"),
        (_("Bloqués hors de la Ville"), matters.outside, _outside, ""),
    )
    return tuple(_block(occasion, *one) for one in blocks if one[1])


def coordinator_headline(occasion: Occasion, matters: Matters) -> str:
    """« 5 unités en silence, 1 non jointe, 6 dossiers sans porteur. »: what there is of it.

    `matters`: as for the blocks.
    """
    view = occasion.view
    counts = (
        (
            lambda n: ngettext(
                "%(num)s jalon à porter à l’attention", "%(num)s jalons à porter à l’attention", n
            ),
            len(matters.to_decide),
        ),
        (
            lambda n: ngettext("%(num)s unité en silence", "%(num)s unités en silence", n),
            len(matters.silent),
        ),
        (
            lambda n: ngettext("%(num)s non jointe", "%(num)s non jointes", n),
            len(matters.unreached),
        ),
        (
            lambda n: ngettext("%(num)s répondant à revoir", "%(num)s répondants à revoir", n),
            len(matters.left),
        ),
        (
            lambda n: ngettext(
                "%(num)s question sans destinataire", "%(num)s questions sans destinataire", n
            ),
            len(digests.unaddressed_questions(view)),
        ),
        (
            lambda n: ngettext("%(num)s dossier sans porteur", "%(num)s dossiers sans porteur", n),
            len(matters.dossiers),
        ),
        (
            lambda n: ngettext("%(num)s jalon à confier", "%(num)s jalons à confier", n),
            len(matters.milestones),
        ),
        (
            lambda n: ngettext(
                "%(num)s blocage hors de la Ville", "%(num)s blocages hors de la Ville", n
            ),
            len(matters.outside),
        ),
        (
            lambda n: ngettext(
                "%(num)s décision que personne ne reçoit",
                "%(num)s décisions que personne ne reçoit",
                n,
            ),
            len(uncarried(view)),
        ),
    )
    return ", ".join(words(count) for words, count in counts if count) + "."


def _block(
    occasion: Occasion,
    heading: str,
    found: Sequence[T],
    line: Callable[[Occasion, T], BriefLine],
    page: str,
) -> Block:
    return block(
        heading,
        [line(occasion, one) for one in found[:SHOWN]],
        more_url=f"{occasion.public_url}/{page}",
        beyond=len(found[SHOWN:]),
    )


def _to_raise(occasion: Occasion, raising_id: int) -> BriefLine:
    one = next(one for one in occasion.view.raisings if one.id == raising_id)
    row = occasion.view.by_id[one.commitment_id]
    about = _(
        "%(code)s · %(unit)s, annoncé le %(day)s : à l’attention de %(who)s",
        code=occasion.code(row),
        unit=occasion.unit_name(row.unit_id),
        day=occasion.local_day(one.announced_at),
        who=to_whom(occasion.view, row.unit_id, one.step, occasion.locale),
    )
    url = f"{occasion.public_url}/reminders/raising#proposition-{one.id}"
    return BriefLine(occasion.title(row), url, about, quoted(one.sentence))


def _silent(occasion: Occasion, unit_id: int) -> BriefLine:
    view = occasion.view
    rows = [row for row in view.by_unit[unit_id] if view.flags(row).silent]
    rows.sort(key=lambda row: attention.silence_order(view, row))
    recipient = view.directory.recipient_of(unit_id)
    longest = max(map(view.silent_for, rows))
    about = [
        view.directory.people[recipient].name if recipient else "",
        ", ".join(occasion.code(row) for row in rows),
        _("depuis %(days)s", days=occasion.business_days(longest)),
    ]
    return unit_line(occasion, unit_id, " · ".join(filter(None, about)))


def _outside(occasion: Occasion, commitment_id: int) -> BriefLine:
    row = occasion.view.by_id[commitment_id]
    days = occasion.business_days(occasion.since(row.said_on or occasion.view.today))
    about = _(
        "%(code)s · %(unit)s, en attente depuis %(days)s : %(who)s",
        code=occasion.code(row),
        unit=occasion.unit_name(row.unit_id),
        who=row.blocker_words,
        days=days,
    )
    url = occasion.milestone_url(row)
    return BriefLine(occasion.title(row), url, about, quoted(row.sentence))
