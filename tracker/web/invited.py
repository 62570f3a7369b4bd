"""Whether the reader has something to look for among the reviews: the Bureau, or who is invited."""

from flask_login import current_user

from tracker.web import reading

_BUREAU = frozenset({"director", "coordinator", "administrator"})


def sees_reviews() -> bool:
    """The Bureau does; of the others, who is invited to a review of the current plan."""
    view = reading.view()
    if view.plan is None or view.plan.state == "draft":
        return False
    person = view.directory.people.get(current_user.id)
    return current_user.role in _BUREAU or (person is not None and person.invited)
