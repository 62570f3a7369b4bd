"""Reads the Maildir of the mail that came back, at each look at the clock.

A file is moved to `cur` once what it says is committed: read twice, it changes nothing. Several
processes may read the same folder; nothing is deleted.
"""

import logging
import os
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path

from sqlalchemy.orm import Session

from tracker import clock
from tracker.config import Config
from tracker.mail.bounce_report import read_report
from tracker.mail.returned import take_in

log = logging.getLogger(__name__)

#: Files taken in by one look, and bytes read of each: the report comes before what it returns.
AT_ONCE, LONGEST = 200, 1_000_000
#: Said aloud, in this order; a message told of before is nothing to say.
_TOLD = {
    "bounced": "revenu(s)",
    "delayed": "retardé(s)",
    "stray": "sans rapport reconnu, gardé(s) dans cur",
    "failed": "laissé(s) en place après une erreur",
}


def read_bounces(session: Session, settings: Config) -> Counter[str]:
    """Take in what came back since the last look; how many files came to what.

    Nothing where TRACKER_BOUNCE_MAILDIR names no folder. A folder that cannot be read is said in
    the log, and nothing else stops.
    """
    folder = settings.bounce_maildir
    if folder is None:
        return Counter()
    if wrong := trouble(folder):
        log.warning("%s", wrong)
        return Counter()
    names = sorted(path for path in (folder / "new").iterdir() if not path.name.startswith("."))
    fates = Counter(_take(session, settings, path) for path in islice(names, AT_ONCE))
    told = [f"{fates[fate]} {words}" for fate, words in _TOLD.items() if fates[fate]]
    if told:
        log.warning("courriels de retour : %s", ", ".join(told))
    return fates


def trouble(folder: Path) -> str:
    """What keeps `folder` from being read as a Maildir, in words; empty where nothing does."""
    start = f"TRACKER_BOUNCE_MAILDIR : les courriels revenus ne peuvent pas être lus dans {folder}"
    try:
        for name in ("new", "cur"):
            if not (folder / name).is_dir():
                return f"{start}, qui n’a pas de dossier « {name} »."
            if not os.access(folder / name, os.R_OK | os.W_OK | os.X_OK):
                return f"{start} : le dossier « {name} » n’est pas ouvert à ce compte."
    except OSError as error:
        return f"{start} : {error.strerror or error}."
    return ""


def _take(session: Session, settings: Config, path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST)
    except FileNotFoundError:
        return "known"  # another process was faster
    except OSError as error:
        log.warning("%s : %s", path, error.strerror or error)
        return "failed"
    try:
        fate = take_in(session, read_report(content), settings.secret_key, clock.now())
        session.commit()
    except Exception:
        session.rollback()
        log.exception("bounce %s", path.name)
        return "failed"
    if fate == "stray":
        log.warning("%s ne dit d’aucun de nos courriels qu’il est revenu.", path.name)
    if fate != "early":
        with suppress(FileNotFoundError):
            path.rename(path.parent.parent / "cur" / f"{path.name.partition(':')[0]}:2,S")
    return fate
