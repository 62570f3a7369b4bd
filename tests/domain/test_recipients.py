"""`recipient(unit, day)`: the one person to write to."""

from datetime import date

from tracker.domain.recipients import Addressee, recipient

DAY = date(2016, 4, 25)
PRINCIPAL, SECOND, SUBSTITUTE = 1, 2, 3


def people(**changes):
    usual = {
        PRINCIPAL: Addressee(PRINCIPAL, active=True, suspended=False),
        SECOND: Addressee(SECOND, active=True, suspended=False),
        SUBSTITUTE: Addressee(SUBSTITUTE, active=True, suspended=False),
    }
    return usual | {person.person_id: person for person in changes.values()}


def away(substitute=SUBSTITUTE, until=date(2016, 4, 29)):
    return Addressee(PRINCIPAL, True, False, date(2016, 4, 18), until, substitute)


def written_to(contacts, everyone):
    found = recipient(contacts, everyone, DAY)
    return found.person_id if found else None


def test_the_principal_contact_first():
    assert written_to([PRINCIPAL, SECOND], people()) == PRINCIPAL


def test_the_named_substitute_when_the_principal_is_away():
    assert written_to([PRINCIPAL, SECOND], people(away=away())) == SUBSTITUTE


def test_the_principal_again_on_the_day_after_the_absence():
    back = away(until=date(2016, 4, 24))
    assert written_to([PRINCIPAL, SECOND], people(away=back)) == PRINCIPAL


def test_the_next_contact_when_no_substitute_is_named():
    assert written_to([PRINCIPAL, SECOND], people(away=away(substitute=None))) == SECOND


def test_the_next_contact_when_the_substitute_cannot_be_written_to():
    gone = Addressee(SUBSTITUTE, active=False, suspended=False)
    assert written_to([PRINCIPAL, SECOND], people(away=away(), gone=gone)) == SECOND


def test_the_next_contact_when_the_principal_left_or_the_address_is_suspended():
    left = Addressee(PRINCIPAL, active=False, suspended=False)
    bounced = Addressee(PRINCIPAL, active=True, suspended=True)
    assert written_to([PRINCIPAL, SECOND], people(left=left)) == SECOND
    assert written_to([PRINCIPAL, SECOND], people(bounced=bounced)) == SECOND


def test_nobody_when_no_contact_can_be_written_to():
    left = Addressee(PRINCIPAL, active=False, suspended=False)
    assert written_to([PRINCIPAL], people(left=left)) is None
    assert written_to([], people()) is None
