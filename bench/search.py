"""`python -m bench.search`: what a search costs among 100,000 answers, on both databases.

Wall time of the statement alone, as the page asks for it, median and worst of twenty, for words
that everything holds, that one in forty holds, that one in ten thousand holds, and that nothing
holds; as the director (one plan) and as a coordinator (every plan).
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import flask_migrate
from sqlalchemy import insert, select, text

from bench.plan import grow
from tests.support.postgres import PostgresMissing, running_postgres
from tracker import clock
from tracker.app import create_app
from tracker.config import ROOT
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.search import rebuild
from tracker.domain.updates import Update
from tracker.exchange.demo import load_demo
from tracker.extensions import db
from tracker.queries.finding import wanted
from tracker.queries.search import Sight, find

ANSWERS = 100_000
#: Milliseconds that a search may take.
TARGET = 50.0
_REPEATED = 20
_SUBJECTS = (
    "déneigement", "permis", "stationnement", "collecte", "guichet", "portail", "règlement",
    "formulaire", "préposé", "délai", "requête", "arrondissement", "consultation", "fournisseur",
    "essai", "calendrier", "protocole", "sondage", "norme", "budget", "comité", "conseil",
    "entente", "appel", "dossier", "plainte", "rapport", "formation", "serveur", "carte",
    "trottoir", "chaussée", "parc", "piscine", "bibliothèque", "égout", "aqueduc", "éclairage",
    "signalisation", "inspection",
)  # fmt: skip
_DEEDS = ("attend la décision", "avance comme prévu", "a été relu", "reprend demain", "est livré")
_TYPED = ("de", "le", "permis", "deneig", "trottoir relu", "relu livre attend", "unique77", "zzzz")


def main() -> int:
    """Measure, print a table, and return 1 where a search takes longer than TARGET."""
    slow = False
    for name, app in _apps():
        with app.app_context():
            plan_id = _lay()
            started = time.perf_counter()
            count = rebuild(db.session)
            db.session.commit()
            print(f"{name}: {count} entries, made anew in {time.perf_counter() - started:.1f} s")
            _settle(name)
            slow |= _table(plan_id)
            db.engine.dispose()
    return int(slow)


def _apps() -> Iterator[tuple[str, object]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = {"SQLite": f"sqlite:///{folder / 'bench.sqlite'}"}
        try:
            urls["PostgreSQL"] = stack.enter_context(running_postgres()).create("bench")
        except PostgresMissing as missing:
            print(f"PostgreSQL: {missing}")
        for name, url in urls.items():
            yield (
                name,
                create_app(
                    {
                        "TRACKER_DATABASE_URL": url,
                        "TRACKER_INSTANCE": str(folder / name),
                        "TRACKER_SECRET_KEY": "only-for-the-bench-" + "0" * 32,
                    }
                ),
            )


def _lay() -> int:
    """The demonstration, a thousand commitments, and ANSWERS answers; the plan's id."""
    now = clock.now()
    flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    load_demo(db.session, today=now.date(), now=now)
    grow(db.session, 1000, now.date(), now)
    ids = list(db.session.scalars(select(Commitment.id)))
    db.session.execute(
        insert(Update.__table__),
        [
            {
                "commitment_id": ids[number % len(ids)],
                "nonce": f"search-{number}",
                "answer": "on_track",
                "said_at": now - timedelta(minutes=ANSWERS - number),
                "said_on": now.date(),
                "author_name": "Responsable",
                "way": "demonstration",
                "prior_due": now.date(),
                "sentence": _sentence(number),
                "link": "",
                "help_wanted": False,
                "blocker_words": "",
            }
            for number in range(ANSWERS)
        ],
    )
    db.session.commit()
    return db.session.scalar(select(Milestone.plan_id).limit(1))


def _sentence(number: int) -> str:
    subject, deed = _SUBJECTS[number % 40], _DEEDS[number % 5]
    seldom = f" unique{number // 10} " if number % 10_000 == 770 else " "
    return f"Le dossier de {subject}{seldom}{deed}; rien de neuf depuis la semaine {number % 53}."


def _settle(name: str) -> None:
    """As the server does by itself before long."""
    db.session.commit()
    if name == "PostgreSQL":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _table(plan_id: int) -> bool:
    slow = False
    readers = {
        "one plan": Sight(1, plan_id),
        "every plan": Sight(1, plan_id, (), (), True, True, True, True),
    }
    for typed in _TYPED:
        for reader, sight in readers.items():
            taken, rows = [], []
            for _ in range(_REPEATED):
                started = time.perf_counter()
                rows = find(db.session, wanted(typed), sight, 6)
                taken.append((time.perf_counter() - started) * 1000)
                db.session.rollback()
            middle, worst = statistics.median(taken), max(taken)
            slow |= middle > TARGET
            print(f"  {typed:<20}{reader:<12}{len(rows):>4} shown{middle:>8.1f} ms{worst:>8.1f} ms")
    return slow


if __name__ == "__main__":
    sys.exit(main())
