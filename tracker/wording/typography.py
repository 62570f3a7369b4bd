"""Québec typography for French text that was written with plain spaces."""

import re

NBSP = "\N{NO-BREAK SPACE}"

# Stands for each thing that must stay as it is while the rules pass over the text.
_KEPT = "\N{OBJECT REPLACEMENT CHARACTER}"

_KEEP = re.compile(
    rf"""
      {_KEPT}
    | \b(?:https?|mailto|smtps?|ftp):\S*[^\s.,;:!?»)]   # addresses of the web
    | \bwww\.\S*[^\s.,;:!?»)]
    | [\w.+%-]+@[\w-]+(?:\.[\w-]+)*                     # addresses of people
    | %\(\w+\)[-+#0\ ]*\d*(?:\.\d+)?[a-zA-Z]            # %(n)s
    | %[sd](?!\w)
    | \{{\w*\}}
    | <[^<>]+>                                          # tags
    """,
    re.VERBOSE,
)

_SPACES = rf"[ {NBSP}\N{{NARROW NO-BREAK SPACE}}]"
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        (rf"«{_SPACES}*", f"«{NBSP}"),
        (rf"{_SPACES}*»", f"{NBSP}»"),
        (rf"(?<=\S){_SPACES}+([;!?]+)(?=\s|$|»|\))", r"\1"),
        (rf"(?<=\S){_SPACES}+:", f"{NBSP}:"),
        (rf"(?<=[\w)»’{_KEPT}]):(?=\s|$)", f"{NBSP}:"),
        (rf"(?<=[^\s%]){_SPACES}+%", f"{NBSP}%"),
        (rf"(?<=[\d{_KEPT}])%", f"{NBSP}%"),
        (
            rf"(?<![\w{_KEPT}])(\d{{1,2}}|{_KEPT}){_SPACES}*h{_SPACES}*(\d\d|{_KEPT})"
            rf"(?!\w|{_SPACES}*h(?!\w))",
            rf"\1{NBSP}h{NBSP}\2",
        ),
        (rf"(?<![\w{_KEPT}])(\d{{1,2}}|{_KEPT}){_SPACES}*h(?!\w)", rf"\1{NBSP}h"),
    )
)


def typeset_fr(text: str) -> str:
    """`text` with no-break spaces where Québec wants them, none before ; ! ?, and ’ for '.

    Addresses, format placeholders and tags are left alone. Typesetting twice changes nothing.
    """
    kept = iter(_KEEP.findall(text))
    text = _KEEP.sub(_KEPT, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return re.sub(_KEPT, lambda _: next(kept), text)
