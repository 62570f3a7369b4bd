"""The envelope sender of a message: what comes back to it says by itself which message it is about.

`suivi+b42.k5xw3qpa7n2ld4tz@ville.example` holds the id of the message's row and a signature of
it. Pure functions.
"""

import base64
import hmac
import re
from email.utils import parseaddr

#: Characters that a server must take before the @ (RFC 5321).
LOCAL_LIMIT = 64
_LENGTH = 16
_SIGNED = re.compile(rf"\S+\+b([1-9][0-9]{{0,9}})\.([a-z2-7]{{{_LENGTH}}})@\S+")


def signed(mail_from: str, row_id: int, secret: str) -> str:
    """The address to which the message of that row comes back.

    `mail_from`: TRACKER_MAIL_FROM, whose bare address is returned where a signature would make it
    too long. `secret`: the application's.
    """
    bare = parseaddr(mail_from)[1]
    local, _at, domain = bare.rpartition("@")
    own = f"{local}+b{row_id}.{_signature(str(row_id), secret)}"
    return f"{own}@{domain}" if len(own) <= LOCAL_LIMIT else bare


def read(address: str, secret: str) -> int | None:
    """The row's id that `address` was signed for, whatever servers made of its case; None for any
    other address, forged ones and those of another installation."""
    found = _SIGNED.fullmatch(address.strip().lower())
    if found is None or not hmac.compare_digest(found[2], _signature(found[1], secret)):
        return None
    return int(found[1])


def _signature(row_id: str, secret: str) -> str:
    key = hmac.digest(secret.encode(), b"return path of a message", "sha256")
    made = base64.b32encode(hmac.digest(key, row_id.encode(), "sha256"))
    return made.decode().lower()[:_LENGTH]
