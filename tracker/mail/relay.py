"""The SMTP server that the settings name. Pure functions."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Relay:
    """An SMTP server as TRACKER_SMTP_URL names it. `tls`: implicit, required or none."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def relay(url: str) -> Relay:
    """Read `smtp://user:password@host:587?starttls=required` or `smtps://host`.

    Raises ValueError for an option that is not known, and for a password that would travel
    in the clear.
    """
    parts = urlsplit(url)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    starttls = options.pop("starttls", "")
    if options:
        raise ValueError(f"TRACKER_SMTP_URL: unknown option {sorted(options)[0]!r}")
    if starttls not in {"", "required"}:
        raise ValueError("TRACKER_SMTP_URL: write starttls=required, or leave it out")
    tls = "implicit" if parts.scheme == "smtps" else "required" if starttls else "none"
    host = parts.hostname or ""
    if parts.username and tls == "none" and not _loopback(host):
        raise ValueError(
            "TRACKER_SMTP_URL: a password would travel in the clear; add ?starttls=required, "
            "or write smtps://"
        )
    default_port = {"implicit": 465, "required": 587, "none": 25}[tls]
    return Relay(
        host,
        parts.port or default_port,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        tls,
    )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
