"""The room « workbook »: the plan goes out as a workbook and comes back."""

from tracker.web.workbook import (  # noqa: F401  # they hang their routes
    exporting,
    importing,
    receiving,
    showing,
    undoing,
)
from tracker.web.workbook.room import bp

__all__ = ["bp"]
