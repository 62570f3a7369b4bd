"""What only a coordinator reads: who is silent or unreached, what has nobody to carry it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail import digests
from tracker.mail.announcing import to_whom
from tracker.mail.brief import Block, BriefLine, block, quoted
from tracker.mail.carriers import uncarried
from tracker.mail.decided import uncarried_line
from tracker.mail.disorder import disorder_of, unit_line
from tracker.mail.occasion import Occasion, grouped
from tracker.queries import attention, raisings
from tracker.queries.plan_rows import RaisingRow
from tracker.queries.plan_view import CommitmentRow


def coordinator_blocks(occasion: Occasion) -> tuple[Block, ...]:
    """The blocks that hold something; an empty one is left out."""
    base = occasion.public_url
    silent = grouped(attention.silent(occasion.view), lambda row: row.unit_id)
    disorder = disorder_of(occasion)
    blocks = (
        block(
            _("À porter à l’attention, ou à laisser"),
            [_to_raise(occasion, one) for one in raisings.to_decide(occasion.view)],
            more_url=f"{base}/reminders/raising",
        ),
        block(
            _("En silence"),
            [_silent(occasion, unit_id, rows) for unit_id, rows in silent.items()],
            more_url=f"{base}/",
        ),
        block(_("Non joints"), disorder.unreached, more_url=f"{base}/reminders"),
        block(_("Répondants à revoir"), disorder.left, more_url=f"{base}/#en-ordre"),
        block(_("Dossiers sans porteur"), disorder.dossiers, more_url=f"{base}/dossiers"),
        block(_("Jalons à confier"), disorder.milestones, more_url=f"{base}/#en-ordre"),
        block(
            _("Décisions que personne ne reçoit"),
            [uncarried_line(occasion, one) for one in uncarried(occasion.view)],
            more_url=f"{base}/decisions",
        ),
        block(
            _("Bloqués hors de la Ville"),
            [_outside(occasion, row) for row in digests.blocked_outside(occasion.view)],
            more_url=f"{base}/",
        ),
    )
    return tuple(found for found in blocks if found.lines)


def coordinator_headline(occasion: Occasion) -> str:
    """« 5 unités en silence, 1 non jointe, 6 dossiers sans porteur. »: what there is of it."""
    view = occasion.view
    disorder = disorder_of(occasion)
    counts = (
        (
            lambda n: ngettext(
                "%(num)s jalon à porter à l’attention", "%(num)s jalons à porter à l’attention", n
            ),
            len(raisings.to_decide(view)),
        ),
        (
            lambda n: ngettext("%(num)s unité en silence", "%(num)s unités en silence", n),
            len({row.unit_id for row in attention.silent(view)}),
        ),
        (
            lambda n: ngettext("%(num)s non jointe", "%(num)s non jointes", n),
            len(disorder.unreached),
        ),
        (
            lambda n: ngettext("%(num)s répondant à revoir", "%(num)s répondants à revoir", n),
            len(disorder.left),
        ),
        (
            lambda n: ngettext(
                "%(num)s question sans destinataire", "%(num)s questions sans destinataire", n
            ),
            len(digests.unaddressed_questions(view)),
        ),
        (
            lambda n: ngettext("%(num)s dossier sans porteur", "%(num)s dossiers sans porteur", n),
            len(disorder.dossiers),
        ),
        (
            lambda n: ngettext("%(num)s jalon à confier", "%(num)s jalons à confier", n),
            len(disorder.milestones),
        ),
        (
            lambda n: ngettext(
                "%(num)s blocage hors de la Ville", "%(num)s blocages hors de la Ville", n
            ),
            len(digests.blocked_outside(view)),
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


def _to_raise(occasion: Occasion, one: RaisingRow) -> BriefLine:
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


def _silent(occasion: Occasion, unit_id: int, rows: list[CommitmentRow]) -> BriefLine:
    view = occasion.view
    recipient = view.directory.recipient_of(unit_id)
    longest = max(map(view.silent_for, rows))
    about = [
        view.directory.people[recipient].name if recipient else "",
        ", ".join(occasion.code(row) for row in rows),
        _("depuis %(days)s", days=occasion.business_days(longest)),
    ]
    return unit_line(occasion, unit_id, " · ".join(filter(None, about)))


def _outside(occasion: Occasion, row: CommitmentRow) -> BriefLine:
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
