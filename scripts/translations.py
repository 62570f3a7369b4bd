"""Keeps the French and English catalogs in step with the words of the code.

    scripts/translations.py update --english FILE...   take in new words, drop those that left
    scripts/translations.py compile                    write the .mo files that are out of date
    scripts/translations.py check                      exit 1 with one line for each problem

The msgids are the French text. A file of English renderings has lines "french<TAB>english";
plurals are written "singular|plural<TAB>singular|plural", a line's end inside a text "\\n".
"""

import argparse
import os
import re
import sys
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("fr", "en")
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
KEYWORDS = {
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[-+#0 ]*\d*(?:\.\d+)?[a-zA-Z]")
HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


# Babel takes longer to import than a compilation with nothing to do may last, so it is
# imported where it is used.


def po_path(root, locale):
    return root / "tracker" / "translations" / locale / "LC_MESSAGES" / "messages.po"


def forms(text):
    """The forms of a msgid or msgstr: one, or as many as the language has plurals."""
    return (text,) if isinstance(text, str) else tuple(text)


def extract(root):
    """The catalog of every word that the code and the templates ask for."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    with (root / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)
    words = Catalog(charset="utf-8")
    found = extract_from_dir(
        root, methods, options, keywords={**DEFAULT_KEYWORDS, **KEYWORDS}, comment_tags=()
    )
    for filename, _line, msgid, _comments, context in sorted(found, key=lambda hit: hit[:2]):
        words.add(msgid, locations=[(Path(filename).as_posix(), None)], context=context)
    return words


def load(root, locale):
    """The catalog of `locale` as it is on disk; None if there is none yet."""
    from babel.messages.pofile import read_po

    path = po_path(root, locale)
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def shown(msgid):
    """A msgid on one line, its forms as in the files of renderings."""
    return "|".join(forms(msgid)).replace("\n", "\\n")


def messages(catalog):
    """The messages of `catalog` without its header."""
    return [message for message in catalog if message.id]


def typeset(msgid):
    """What French readers see for `msgid`."""
    from tracker.wording.typography import typeset_fr

    return typeset_fr(msgid) if isinstance(msgid, str) else tuple(map(typeset_fr, msgid))


# update


def read_english(paths):
    """The renderings in the files `paths` by their French, and the lines that are wrong."""
    english, problems = {}, []
    for path in paths:
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            french, _tab, rendering = (part.strip() for part in line.partition("\t"))
            if not (french and rendering):
                problems.append(f"{path}:{number}: not french<TAB>english: {line}")
                continue
            french, rendering = (text.replace("\\n", "\n") for text in (french, rendering))
            if english.get(french, rendering) != rendering:
                problems.append(f"{path}:{number}: replaces « {english[french]} »: {line}")
            english[french] = rendering
    return english, problems


def english_for(message, renderings, known):
    """The English of `message`: a new rendering, else the known one, else empty."""
    plural = not isinstance(message.id, str)
    rendering = renderings.pop("|".join(forms(message.id)), None)
    if rendering is not None:
        parts = tuple(rendering.split("|"))
        return (parts if len(parts) == 2 else parts * 2) if plural else rendering
    before = known.get(message.id, message.context) if known else None
    if before and len(forms(before.string)) == len(forms(message.id)):
        return before.string
    return ("", "") if plural else ""


def write(root, locale, catalog):
    """Write `catalog` in a form that changes only where its words do."""
    from babel.messages.pofile import write_po

    body = BytesIO()
    write_po(body, catalog, omit_header=True, include_lineno=False, sort_by_file=True, width=100)
    header = HEADER.format(locale=locale, plurals=PLURALS[locale])
    content = header.encode() + body.getvalue().strip() + b"\n"
    path = po_path(root, locale)
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content)


def replace(path, content):
    """Put `content` in the place of the file `path` at one stroke."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def update(root, english_files=()):
    """Bring both catalogs in step with the code; returns what a person should look at."""
    from babel.messages.catalog import Catalog

    renderings, notes = read_english(english_files)
    words, known = extract(root), load(root, "en")
    french, english = Catalog(locale="fr"), Catalog(locale="en")
    for message in messages(words):
        common = {"locations": message.locations, "context": message.context}
        french.add(message.id, typeset(message.id), **common)
        rendering = english_for(message, renderings, known)
        english.add(message.id, rendering, **common)
        if not all(forms(rendering)):
            notes.append(f"no English yet: {shown(message.id)}")
    write(root, "fr", french)
    write(root, "en", english)
    notes += [f"asked for nowhere: {text}" for text in renderings]
    return notes


# compile


def compile_catalogs(root):
    """Write each .mo that is older than its .po; returns the locales written."""
    written = []
    for locale in LOCALES:
        source = po_path(root, locale)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        from babel.messages.mofile import write_mo

        compiled = BytesIO()
        write_mo(compiled, load(root, locale))
        replace(target, compiled.getvalue())
        written.append(locale)
    return written


# check


def check(root):
    """Every way in which the catalogs and the code are out of step, a line each."""
    words = extract(root)
    problems = []
    for locale in LOCALES:
        problems += _check_catalog(words, load(root, locale), locale)
    return problems


def _check_catalog(words, catalog, locale):
    if catalog is None:
        return [f"{locale}: there is no catalog"]
    problems = [f"{locale}: obsolete: {shown(message.id)}" for message in catalog.obsolete.values()]
    asked = {(message.id, message.context) for message in messages(words)}
    held = {(message.id, message.context): message for message in messages(catalog)}
    problems += [
        f"{locale}: asked for nowhere: {shown(key[0])}" for key in held if key not in asked
    ]
    for message in messages(words):
        found = held.get((message.id, message.context))
        if found is None:
            problems.append(f"{locale}: missing: {shown(message.id)}")
        else:
            problems += [
                f"{locale}: {fault}: {shown(message.id)}" for fault in _faults(found, locale)
            ]
    return problems


def _faults(message, locale):
    strings = forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield "empty"
        return
    if locale == "fr" and strings != forms(typeset(message.id)):
        yield "not the typeset msgid"
    wanted = set(PLACEHOLDER.findall(" ".join(forms(message.id))))
    if wanted != set(PLACEHOLDER.findall(" ".join(strings))):
        yield "other placeholders"
    # Templates format all that they translate, Python what has something to fill in: there a
    # lone % would break the page.
    in_template = any(filename.startswith("templates/") for filename, _ in message.locations)
    if (in_template or wanted) and any(
        "%" in PLACEHOLDER.sub("", s).replace("%%", "") for s in strings
    ):
        yield "lone %, write %%"


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    updating = commands.add_parser("update", help="take in new words, drop those that left")
    updating.add_argument("--english", nargs="+", default=[], metavar="FILE")
    commands.add_parser("compile", help="write the .mo files that are out of date")
    commands.add_parser("check", help="exit 1 with one line for each problem")
    chosen = parser.parse_args(arguments)
    sys.path.insert(0, str(ROOT))
    if chosen.command == "compile":
        compile_catalogs(ROOT)
        return 0
    lines = check(ROOT) if chosen.command == "check" else update(ROOT, chosen.english)
    for line in lines:
        print(line)
    return 1 if lines and chosen.command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
