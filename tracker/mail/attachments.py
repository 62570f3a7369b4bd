"""A file that goes with a message."""

import re
from base64 import encodebytes
from dataclasses import dataclass

#: Never within a part: quoted-printable writes each of its own « = » as « =3D », base64 ends in it.
_BOUNDARY = "=_file"
_TYPE = re.compile(rb"^Content-Type:[^\n]*(?:\n[ \t][^\n]*)*\n?", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class File:
    """`name` is ASCII; `kind`: its MIME type."""

    name: str
    kind: str
    content: bytes


def attached(message: bytes, file: File) -> bytes:
    """The whole `message`, lines ended by LF, with `file`: its words become the first part."""
    head, _blank, body = message.partition(b"\n\n")
    of_words = _TYPE.search(head + b"\n")
    if of_words is None:
        raise ValueError("a message without a Content-Type")
    outer = _TYPE.sub(b"", head + b"\n", count=1)
    outer += f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"\n'.encode()
    between = f"\n--{_BOUNDARY}\n".encode()
    about = (
        f"Content-Type: {file.kind}\n"
        f'Content-Disposition: attachment; filename="{file.name}"\n'
        "Content-Transfer-Encoding: base64\n\n"
    ).encode("ascii")
    return b"".join(
        (
            outer,
            between,
            of_words[0],
            b"\n",
            body,
            between,
            about,
            encodebytes(file.content),
            f"--{_BOUNDARY}--\n".encode(),
        )
    )
