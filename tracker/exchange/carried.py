"""The files that the tracker carries in data/montreal."""

import csv
from pathlib import Path

from tracker.config import ROOT

FOLDER = ROOT / "data" / "montreal"


def path_of(name: str) -> Path:
    """Where the carried file `name` lies."""
    return FOLDER / name


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of the carried CSV file `name`, by column; empty cells are empty strings."""
    with path_of(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
