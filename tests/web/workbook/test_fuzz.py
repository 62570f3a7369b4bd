"""Two thousand mangled workbooks and tables: each is read right or refused in a sentence, and none
leaves half an import behind."""

import io
import random
import zipfile
from collections import Counter
from datetime import date

import pytest

from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tests.support.workbooks import book_of, grids
from tracker.domain.changes import Actor
from tracker.domain.plans import ActionPlan
from tracker.exchange.workbook import applying, batches, tables
from tracker.exchange.workbook.gate import Refused
from tracker.exchange.workbook.judging import judge_file
from tracker.extensions import db
from tracker.wording import imports

SEED = 20260420
NASTY = [
    "",
    "=1+1",
    "'=1+1",
    "\x00",
    "\ufeff",
    "#REF!",
    "é" * 400,
    "\U0001f4a5",
    "D1-01",
    "D1",
    "Verdun",
    "LUNE",
    "2026-13-45",
    "9999-12-31",
    "31 février 2026",
    "-1",
    "1e308",
    "NaN",
    "inf",
    "Fait",
    "Reporté",
    "bloqué",
    "x-99999999999999999999",
    "a-1",
    ";;;",
    '"',
    "\r\n",
    0,
    -1,
    1e300,
    2**53,
    0.1,
    True,
    46000,
    date(2026, 7, 1),
    date(1900, 3, 1),
]


@pytest.fixture
def database(sqlite_database):
    return sqlite_database


def mangled_cells(random_, sheets):
    """Some cells changed, rows and columns moved, doubled or dropped."""
    made = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    for _ in range(random_.randint(1, 8)):
        rows = made[random_.choice(list(made))]
        if not rows:
            continue
        at = random_.randrange(len(rows))
        match random_.randrange(6):
            case 0 | 1 | 2 if rows[at]:
                rows[at][random_.randrange(len(rows[at]))] = random_.choice(NASTY)
            case 3:
                rows.insert(at, list(rows[at]))
            case 4 if len(rows) > 1:
                rows.pop(at)
            case _:
                random_.shuffle(rows[at])
    return made


def as_csv(random_, rows):
    quote = random_.choice(['"', "'", ""])
    delimiter = random_.choice([",", ";", "\t", "|"])
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    return (
        random_.choice(["\r\n", "\n", "\r"])
        .join(lines)
        .encode(random_.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]), "replace")
    )


def torn(random_, content):
    """Some bytes changed, cut out or put in."""
    made = bytearray(content)
    for _ in range(random_.randint(1, 12)):
        at = random_.randrange(len(made))
        match random_.randrange(4):
            case 0:
                made[at] = random_.randrange(256)
            case 1:
                del made[at : at + random_.randint(1, 40)]
            case 2:
                made[at:at] = random_.randbytes(random_.randint(1, 40))
            case _ if len(made) > 200:
                del made[random_.randint(100, len(made)) :]
    return bytes(made)


def torn_part(random_, content):
    """One part of the workbook torn, the archive whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = random_.choice(list(parts))
    if parts[name]:
        parts[name] = torn(random_, parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part, held in parts.items():
            made.writestr(part, held)
    return out.getvalue()


def files(content):
    """The mangled files, the same ones each time."""
    random_ = random.Random(SEED)
    sheets = grids(content)
    del sheets["Listes"]
    small = book_of(sheets)
    for number in range(2000):
        match number % 5:
            case 0:
                yield torn(random_, small)
            case 1:
                yield torn_part(random_, small)
            case 2:
                yield as_csv(random_, mangled_cells(random_, sheets)[random_.choice(list(sheets))])
            case _:
                yield book_of(mangled_cells(random_, sheets))


@pytest.mark.slow
def test_whatever_is_sent_is_imported_right_or_refused_in_a_sentence(app, plan, emile):
    for title in ("Guichet", "Carte"):
        plan.commitment("verdun", title=title, due=in_days(60))
    content = emile.get("/plan/export.xlsx").data
    outcomes = Counter()
    with app.test_request_context():
        session = db.session
        before = tables.as_they_are(session, 1, TODAY)
        actor = Actor(plan.people["emile"], "Coordination du Bureau", NOW, "file")
        for number, sent in enumerate(files(content)):
            try:
                found = judge_file(
                    session,
                    sent,
                    plan_id=1,
                    state="approved",
                    today=TODAY,
                    at=NOW,
                    speaker_id=actor.person_id,
                )
            except Refused as refused:
                # Each has its sentence: KeyError otherwise.
                imports.refusal(refused.code, refused.about)
                outcomes["refused"] += 1
                continue
            for one in found.troubles:
                imports.trouble(one.code, one.about)
            outcomes["read"] += 1
            if found.changes and number % 3 == 0:
                record = session.get_one(ActionPlan, 1)
                batch = batches.receive(session, record, "x.xlsx", sent, actor)
                every = range(len(found.changes))
                done = applying.apply(
                    session,
                    record,
                    found,
                    over=every,
                    batch_id=batch.id,
                    actor=actor,
                    today=TODAY,
                )
                assert done.lines == len(found.changes)
                outcomes["applied"] += 1
            session.rollback()
        assert tables.as_they_are(session, 1, TODAY) == before
    assert sum(outcomes[kind] for kind in ("refused", "read")) == 2000
    assert min(outcomes["refused"], outcomes["read"]) > 200
    assert outcomes["applied"] > 40


def test_no_mangled_file_breaks_the_page(plan, emile, bring, stored):
    plan.commitment("verdun", due=in_days(60))
    content = emile.get("/plan/export.xlsx").data
    for number, sent in enumerate(files(content)):
        if number >= 60:
            break
        answer = bring(sent, f"{number}.bin")
        assert answer.status_code in {303, 422}
        if answer.status_code == 303:
            assert emile.get(answer.headers["Location"]).status_code == 200
