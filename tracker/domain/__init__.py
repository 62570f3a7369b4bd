"""The rules of the week, one noun a file. Never commits, never sees HTTP, gets the date."""

from importlib import import_module

_NOUNS = (
    "closures",
    "units",
    "people",
    "plans",
    "milestones",
    "updates",
    "commitments",
    "questions",
    "slots",
    "messages",
    "raising",
    "opt_outs",
    "feeds",
    "pulse",
    "sessions",
    "changes",
    "bureau",
    "briefs",
    "confidence",
    "reviews",
    "decisions",
    "readings",
    "search",
    "surveys",
    "indicators",
    "exports",
    "imports",
    "consultations",
    "revision",
)


def every_table() -> None:
    """Import every noun, so that the metadata holds every table."""
    for noun in _NOUNS:
        import_module(f"tracker.domain.{noun}")
