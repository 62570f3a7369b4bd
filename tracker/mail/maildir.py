"""The way out without a server: a Maildir that any mail reader opens."""

import contextlib
import errno
import os
import re
from pathlib import Path

from tracker.mail.fates import PutOff


def file_name(message_id: str) -> str:
    """Name of the message's file. It depends on the Message-ID alone: a retry cannot double it."""
    return re.sub(r"[^A-Za-z0-9@._-]", "_", message_id.strip("<>"))


class MaildirWayOut:
    """Puts each message in `folder`/new, whole or not at all."""

    kind = "maildir"
    state = "deposited"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.where = str(folder)

    def offer(self, sender: str, recipient: str, meanwhile: object = None) -> None:
        try:
            for name in ("tmp", "new", "cur"):
                (self._folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._closed(error) from error

    def hand_over(self, content: bytes, message_id: str) -> str:
        name = file_name(message_id)
        if self.arrived(message_id):
            return str(self._folder / "new" / name)
        written = self._folder / "tmp" / name
        delivered = self._folder / "new" / name
        try:
            with written.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            written.rename(delivered)
            _sync_folder(delivered.parent)
        except OSError as error:
            # Not undecided: the next try looks whether the file is there.
            with contextlib.suppress(OSError):
                written.unlink(missing_ok=True)
            raise self._closed(error) from error
        return str(delivered)

    def arrived(self, message_id: str) -> bool:
        """True when the file is there; a reader may have moved it to cur with its flags."""
        name = file_name(message_id)
        if (self._folder / "new" / name).exists():
            return True
        seen = self._folder / "cur"
        return seen.is_dir() and any(path.name.partition(":")[0] == name for path in seen.iterdir())

    def _closed(self, error: OSError) -> PutOff:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        words = f"{self._folder}: {error.strerror}"
        return PutOff(words, trouble="disk_full" if full else "folder")

    def abandon(self) -> None:
        pass

    def close(self) -> None:
        pass


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
