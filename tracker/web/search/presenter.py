"""What was found, in words: how many, of which kind, where each leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.queries.finding import Wanted, excerpt, marked
from tracker.queries.plan_view import PlanView
from tracker.queries.search import CAP, FoundRow
from tracker.web import reading
from tracker.web.search.places import address
from tracker.wording import dates, numbers

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found. `title`, `said`: in pieces, each with whether it was looked for; `lang`,
    `said_lang`: their language where it is not the page's; `hint`: what the link opens, for who
    hears links alone."""

    url: str
    title: Pieces
    lang: str
    where: str
    said: Pieces
    said_lang: str
    quoted: bool
    who: str
    hint: str


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind; `count` says how many there are, `rest` how many are not shown."""

    kind: str
    title: str
    count: str
    results: tuple[Result, ...]
    rest: str
    all_url: str


@dataclass(frozen=True, slots=True)
class Found:
    """`sentence`: how many results; `kind`: the only one looked into, else empty."""

    typed: str
    kind: str
    sentence: str
    looked: bool
    groups: tuple[Group, ...]
    capped: bool


def found(rows: Iterable[FoundRow], asked: Wanted, kind: str, view: PlanView, locale: str) -> Found:
    by_kind = {name: list(some) for name, some in groupby(rows, key=lambda row: row.kind)}
    groups = [
        _group(name, by_kind[name], asked, kind, view, locale)
        for name in _titles()
        if name in by_kind
    ]
    counts = [count for _group, count in groups]
    return Found(
        asked.typed,
        kind,
        _sentence(asked, counts, locale),
        bool(asked),
        tuple(group for group, _count in groups),
        any(count > CAP for count in counts),
    )


def _sentence(asked: Wanted, counts: list[int], locale: str) -> str:
    if not asked:
        return _("Écrivez au moins deux lettres.") if asked.typed else _("Que cherchez-vous?")
    total = sum(min(count, CAP) for count in counts)
    if not total:
        return _("Rien ne répond à « %(typed)s ».", typed=asked.typed)
    if any(count > CAP for count in counts):
        return _(
            "Plus de %(num)s résultats pour « %(typed)s »",
            num=numbers.number(total, locale),
            typed=asked.typed,
        )
    return ngettext(
        "%(n)s résultat pour « %(typed)s »",
        "%(n)s résultats pour « %(typed)s »",
        total,
        n=numbers.number(total, locale),
        typed=asked.typed,
    )


def _group(
    name: str, rows: list[FoundRow], asked: Wanted, kind: str, view: PlanView, locale: str
) -> tuple[Group, int]:
    count = rows[0].count
    results = tuple(_result(row, asked, view, locale) for row in rows)
    rest = count - len(results)
    many = count > CAP
    label = _("Voir les autres") if many else ""
    if not many and rest:
        label = ngettext("Voir l’autre", "Voir les %(num)s autres", rest)
    group = Group(
        name,
        _titles()[name],
        _("plus de %(num)s", num=CAP) if many else str(count),
        results,
        "" if kind else label,
        url_for("search.page", q=asked.typed, kind=name),
    )
    return group, count


def _titles() -> dict[str, str]:
    return {
        "dossier": _("Dossiers"),
        "milestone": _("Jalons"),
        "unit": _("Unités"),
        "person": _("Personnes"),
        "answer": _("Réponses des unités"),
        "question": _("Questions"),
        "blocker_reply": _("Réponses à un blocage"),
        "decision": _("Décisions"),
        "note": _("Notes des revues"),
        "confidence": _("Niveaux de confiance"),
    }


def _result(row: FoundRow, asked: Wanted, view: PlanView, locale: str) -> Result:
    make = {"dossier": _named, "milestone": _named, "unit": _unit, "person": _person}
    return make.get(row.kind, _said)(row, asked, view, locale)


def _named(row: FoundRow, asked: Wanted, view: PlanView, locale: str) -> Result:
    """A title in the reader's language; the other one too where the words are only there."""
    own, lang = _in_language(row.text, row.other, locale)
    other = row.other if own == row.text else row.text
    shown = marked(f"{row.code} {own}", asked.words)
    elsewhere = marked(other, asked.words) if not _any(shown) and other else []
    return Result(
        url=address(row, view),
        title=shown,
        lang=lang,
        where=" · ".join(part for part in (_place(row, locale), _plan(row, locale)) if part),
        said=elsewhere if _any(elsewhere) else [],
        said_lang="en" if locale == "fr" else "fr",
        quoted=False,
        who="",
        hint="",
    )


def _unit(row: FoundRow, asked: Wanted, view: PlanView, locale: str) -> Result:
    """The name in force; an older one, or another spelling, where the words are only there."""
    unit = view.directory.units[row.unit_id or 0]
    shown = marked(unit.name, asked.words)
    lines = [*row.text.splitlines(), *row.other.splitlines(), row.code]
    elsewhere = next((line for line in lines if _any(marked(line, asked.words))), "")
    said = [] if _any(shown) or not elsewhere else [(_("aussi :") + " ", False)]
    return Result(
        url=address(row, view),
        title=shown,
        lang="fr" if locale == "en" else "",
        where=_("fusionnée avec une autre unité") if unit.merged else "",
        said=said + marked(elsewhere, asked.words) if said else [],
        said_lang="",
        quoted=False,
        who="",
        hint="",
    )


def _person(row: FoundRow, asked: Wanted, view: PlanView, locale: str) -> Result:
    person = view.directory.people.get(row.person_id or 0)
    left = person is not None and not person.active
    return Result(
        url=address(row, view),
        title=marked(row.text, asked.words),
        lang="",
        where=_("n’est plus en fonction") if left else "",
        said=marked(row.other, asked.words),
        said_lang="",
        quoted=False,
        who="",
        hint="",
    )


def _said(row: FoundRow, asked: Wanted, view: PlanView, locale: str) -> Result:
    """Something said: where, the words around, who and when."""
    french, english, code = row.milestone_fr, row.milestone_en, row.milestone_code
    if code is None:
        french, english, code = row.dossier_fr, row.dossier_en, row.dossier_code
    name, lang = _in_language(french or "", english or "", locale)
    heard = row.text if _any(marked(row.text, asked.words)) or not row.other else row.other
    when = dates.moment(row.at, reading.settings().timezone, locale) if row.at else ""
    return Result(
        url=address(row, view),
        title=[(f"{code} {name}" if code else _titles()[row.kind], False)],
        lang=lang if code else "",
        where=_plan(row, locale),
        said=marked(excerpt(heard, asked.words), asked.words),
        said_lang="",
        quoted=True,
        who=", ".join(part for part in (row.by_name or row.person or "", when) if part),
        hint=f"{_titles()[row.kind]}, {when}",
    )


def _in_language(french: str, english: str, locale: str) -> tuple[str, str]:
    """The title to show, and its language where it is not the page's."""
    if locale == "en":
        return (english, "") if english else (french, "fr")
    return french, ""


def _place(row: FoundRow, locale: str) -> str:
    """The dossier of a milestone."""
    if row.kind != "milestone" or row.dossier_code is None:
        return ""
    name, _lang = _in_language(row.dossier_fr or "", row.dossier_en or "", locale)
    return f"{row.dossier_code} {name}"


def _plan(row: FoundRow, locale: str) -> str:
    """The plan, where it is not the current one."""
    if row.plan_id is None or row.plan_current:
        return ""
    name, _lang = _in_language(row.plan_fr or "", row.plan_en or "", locale)
    return _("dans « %(plan)s »", plan=name)


def _any(pieces: Pieces) -> bool:
    return any(is_it for _text, is_it in pieces)
