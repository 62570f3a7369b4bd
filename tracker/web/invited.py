"""What the reader sees of the reviews and the decisions: the Bureau all, the others their own."""

from flask_login import current_user

from tracker.web import reading

_BUREAU = frozenset({"director", "coordinator", "administrator"})


def sees_all() -> bool:
    """Whether the reader sees every review and decision; the others see those that concern them."""
    return current_user.role in _BUREAU


def sees_reviews() -> bool:
    """Whether there is something to look for: for the Bureau, and who is invited to a review of
    the current plan."""
    view = reading.view()
    if view.plan is None or view.plan.state == "draft":
        return False
    person = view.directory.people.get(current_user.id)
    return sees_all() or (person is not None and person.invited)
