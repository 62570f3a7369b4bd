"""Mail that comes back, as Postfix and Exchange write it; and an automatic reply, which is none."""

from dataclasses import dataclass
from email.message import EmailMessage

UNKNOWN = "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table"


@dataclass(frozen=True)
class Gone:
    """The mail that comes back: its envelope's sender, its recipient, its Message-ID."""

    sender: str
    to: str
    message_id: str
    subject: str = "Verdun : une reponse a donner"

    def headers(self, return_path: bool = True) -> str:
        first = f"Return-Path: <{self.sender}>\n" if return_path else ""
        return (
            f"{first}From: Suivi <suivi@exemple.test>\nTo: {self.to}\n"
            f"Subject: {self.subject}\nMessage-ID: {self.message_id}\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n"
        )


def postfix(
    gone: Gone,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = UNKNOWN,
    to: str | None = None,
    headers_only: bool = False,
    return_path: bool = True,
) -> bytes:
    """A report of Postfix. `to`: where it was delivered, the return path by default; `said`: the
    other server's answer; `headers_only`: only the headers of the mail are returned."""
    said = said.format(to=gone.to)
    mark = "8F3B1200C5.1461157511/mail.ville.example"
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    report = f"""Return-Path: <>
Received: by mail.ville.example (Postfix)
\tid A1E7C200C6; Mon, 20 Apr 2026 09:05:11 -0400 (EDT)
Date: Mon, 20 Apr 2026 09:05:11 -0400 (EDT)
From: MAILER-DAEMON@mail.ville.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to or gone.sender}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="{mark}"
Message-Id: <20260420130511.A1E7C200C6@mail.ville.example>

This is a MIME-encapsulated message.

--{mark}
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.ville.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<{gone.to}>: host mx.exemple.test[192.0.2.10] said: {said}
    (in reply to RCPT TO command)

--{mark}
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.ville.example
X-Postfix-Queue-ID: 8F3B1200C5
X-Postfix-Sender: rfc822; {gone.sender}
Arrival-Date: Mon, 20 Apr 2026 09:05:10 -0400 (EDT)

Final-Recipient: rfc822; {gone.to}
Original-Recipient: rfc822;{gone.to}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.exemple.test
Diagnostic-Code: smtp; {said.replace(": ", ":" + chr(10) + "    ", 1)}

--{mark}
Content-Description: Undelivered Message
Content-Type: {kind}

{gone.headers(return_path)}
Bonjour

--{mark}--
"""
    return report.encode()


def exchange(gone: Gone) -> bytes:
    """A report of Exchange Online: the address is not found."""
    said = (
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
        f"{gone.to} not found by SMTP address lookup"
    )
    server = "YT1PR01MB1234.CANPRD01.PROD.OUTLOOK.COM"
    report = f"""From: <postmaster@ville.example>
To: <{gone.sender}>
Date: Mon, 20 Apr 2026 13:05:12 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="7b1c2c4e-8a1f-4e0c-9a3a-2f9f3f1b0c11"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-CA
Message-ID: <5f1d2c7a-3f6e-4a10-8f2e-1c1f6b0a77de@ville.example>
In-Reply-To: {gone.message_id}
References: {gone.message_id}
Subject: Undeliverable: {gone.subject}
Auto-Submitted: auto-replied

--7b1c2c4e-8a1f-4e0c-9a3a-2f9f3f1b0c11
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="c2f0a8b1-55d0-4f5c-a8f5-7f3e3f5a1d22"

--c2f0a8b1-55d0-4f5c-a8f5-7f3e3f5a1d22
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Delivery has failed to these recipients or groups:

{gone.to}<mailto:{gone.to}>
The email address you entered couldn't be found. Please check the recipient's=
 email address and try to resend the message.

Diagnostic information for administrators:

Generating server: {server}

{gone.to}
Remote Server returned '{said}'

--c2f0a8b1-55d0-4f5c-a8f5-7f3e3f5a1d22
Content-Type: text/html; charset="us-ascii"

<html><body><p>Delivery has failed to these recipients or groups:</p></body></html>

--c2f0a8b1-55d0-4f5c-a8f5-7f3e3f5a1d22--

--7b1c2c4e-8a1f-4e0c-9a3a-2f9f3f1b0c11
Content-Type: message/delivery-status

Reporting-MTA: dns;{server}
Received-From-MTA: dns;mail.ville.example
Arrival-Date: Mon, 20 Apr 2026 13:05:10 +0000

Final-Recipient: rfc822;{gone.to}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;{said}
X-Display-Name: {gone.to}

--7b1c2c4e-8a1f-4e0c-9a3a-2f9f3f1b0c11
Content-Type: message/rfc822

Received: from mail.ville.example (192.0.2.25) by
 YT1CAN01FT012.mail.protection.outlook.com (10.118.140.100)
{gone.headers()}
Bonjour

--7b1c2c4e-8a1f-4e0c-9a3a-2f9f3f1b0c11--
"""
    return report.encode()


def away(gone: Gone) -> bytes:
    """Somebody's automatic reply: it came to the return path, and nothing failed."""
    reply = EmailMessage()
    reply["From"], reply["To"] = gone.to, gone.sender
    reply["Subject"] = f"Réponse automatique : {gone.subject}"
    reply["Auto-Submitted"] = "auto-replied"
    reply["In-Reply-To"] = gone.message_id
    reply.set_content("Bonjour, je suis en congé jusqu’au 4 mai. Écrivez à bob@exemple.test.")
    return reply.as_bytes()
