"""A title in two languages: the French one leads, the English one says which French it renders."""

from sqlalchemy.orm import Session

from tracker.domain.changes import Actor, revise


def rendered(french: str, english: str) -> str:
    """What `*_en_of` holds when both are written at once: the French, or nothing to render."""
    return french if english else ""


def is_stale(french: str, english: str, english_of: str) -> bool:
    """Whether the French changed since the English was written."""
    return bool(english) and english_of != french


def retitle(
    session: Session,
    kind: str,
    thing: object,
    actor: Actor,
    french: str,
    english: str,
    *,
    stem: str = "title",
    confirmed: bool = False,
) -> list[str]:
    """Give `thing` its titles and note what changed; returns the names of the changed fields.

    `stem`: `title` for a plan or a milestone, `name` for a dossier. An English title left as it
    was keeps the French that it rendered, hence is stale when the French changes, unless
    `confirmed`: somebody read it again and it still holds. The caller commits.
    """
    changed = revise(session, kind, thing, actor, {f"{stem}_fr": french, f"{stem}_en": english})
    if confirmed or not english or f"{stem}_en" in changed:
        setattr(thing, f"{stem}_en_of", rendered(french, english))
    return changed
