"""Ten thousand French subjects and names, there and back through a decoder that is not ours."""

import base64
import quopri
import random
import re
from datetime import UTC, datetime

from tracker.mail import mime

AT = datetime(2026, 4, 20, 12, tzinfo=UTC)
_WORDS = (
    "Déneigement", "l’arrondissement", "Côte-des-Neiges–Notre-Dame-de-Grâce", "été", "œuvre",
    "à", "réponses", "« échéance »", "L’Île-Bizard–Sainte-Geneviève", "2e report, +34 jours",
    "semaine du 20 avril", "(à confirmer)", "Montréal", "naïf", "ÇA", "Responsable, Verdun",
    "100 %", "=?utf-8?q?faux?=", "_", "?", "=", "Ville d’Anjou", "😀", "\u00a0:", "a", "qu’où",
)  # fmt: skip
_ENCODED = re.compile(rb"=\?([^?]+)\?([bqBQ])\?([^?]*)\?=")


def unfolded(content: bytes, name: bytes) -> bytes:
    """The raw header, on one line."""
    head = content.partition(b"\n\n")[0]
    found = re.search(rb"(?mi)^" + name + rb": (.*(?:\n[ \t].*)*)", head)
    return re.sub(rb"\n(?=[ \t])", b"", found[1])


def decoded(raw: bytes) -> str:
    """RFC 2047 by the letter: white space between two encoded words is no part of the text.

    Written for this test: the standard library, which made the header, does not judge itself.
    """
    text, end, after_word = [], 0, False
    for match in _ENCODED.finditer(raw):
        between = raw[end : match.start()]
        if not (after_word and not between.strip()):
            text.append(between)
        charset, encoding, held = match.groups()
        assert charset.lower() == b"utf-8"
        assert len(match[0]) <= 75
        if encoding.lower() == b"b":
            text.append(base64.b64decode(held, validate=True))
        else:
            text.append(quopri.decodestring(held, header=True))
        end, after_word = match.end(), True
    text.append(raw[end:])
    return b"".join(text).decode("utf-8")


def test_ten_thousand_subjects_and_names_arrive_unchanged():
    drawn = random.Random(2015)
    changed = []
    for _ in range(10_000):
        subject = " ".join(drawn.choices(_WORDS, k=drawn.randint(1, 14)))[:150].strip()
        named = " ".join(drawn.choices(_WORDS, k=drawn.randint(1, 6))).strip()
        content = mime.as_bytes(
            subject=subject,
            text="Bonjour",
            html="<p>Bonjour</p>",
            sender="Suivi <suivi@exemple.test>",
            to_name=named,
            to_address="verdun@exemple.test",
            message_id="<1@exemple.test>",
            at=AT,
        )
        assert max(map(len, content.partition(b"\n\n")[0].splitlines())) <= 998
        if decoded(unfolded(content, b"Subject")) != subject:
            changed.append(subject)
        to = decoded(unfolded(content, b"To"))
        if to != f"{named} <verdun@exemple.test>":
            changed.append((named, to))
    assert changed == []


def test_the_decoder_of_this_test_sees_a_change():
    assert decoded(b"=?utf-8?q?=C3=A9t=C3=A9?= =?utf-8?q?_froid?=") == "été froid"
    assert decoded(b"=?utf-8?b?w6l0w6k=?= tard") == "été tard"
