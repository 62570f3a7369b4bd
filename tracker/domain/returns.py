"""Why a mail came back: codes for what a server's status says (RFC 3463)."""

import re

#: The relay tried for days and gave up: the mail did not arrive, the address may still be good.
GAVE_UP = "gave_up"
REASONS = (
    "mailbox_unknown",
    "mailbox_closed",
    "mailbox_full",
    "mailbox_moved",
    "domain_unknown",
    "too_large",
    "not_accepted",
    GAVE_UP,
    "returned",
)
_STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
_DETAILS = {
    "1.1": "mailbox_unknown",
    "1.10": "mailbox_unknown",  # Exchange
    "1.6": "mailbox_moved",
    "1.2": "domain_unknown",
    "4.4": "domain_unknown",
    "4.310": "domain_unknown",  # Exchange
    "2.1": "mailbox_closed",
    "2.2": "mailbox_full",
    "2.3": "too_large",
    "3.4": "too_large",
}


def reason_of(status: str) -> str:
    """One of REASONS for a status such as 5.1.1; `returned` where it says nothing more."""
    found = _STATUS.fullmatch(status)
    if found is None:
        return "returned"
    kind, subject, detail = found.groups()
    if kind == "4":
        return GAVE_UP
    usual = "not_accepted" if subject == "7" else "returned"
    return _DETAILS.get(f"{subject}.{detail}", usual)
