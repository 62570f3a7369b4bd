"""Breaks the engine in one place at a time, and tells which tests see it.

`python -m tests.chaos.mutants`: in a copy of the tree, which is thrown away. Exits with 1 when one
break is seen by no test.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.nursery import ROOT

_TESTS = (
    "tests/jobs/test_fence.py",
    "tests/jobs/test_undecided.py",
    "tests/jobs/test_planning.py",
    "tests/jobs/test_kill.py",
    "tests/jobs/test_sending.py",
)
_FAILED = re.compile(r"(?m)^(?:FAILED|ERROR) (\S+?)(?:\[.*)?(?: - .*)?$")


@dataclass(frozen=True)
class Mutant:
    """`broken`: what is taken out, in words; in `path`, `old` becomes `new`."""

    broken: str
    path: str
    old: str
    new: str


MUTANTS = (
    Mutant(
        "the fence: a write does not look at the token of the claim",
        "tracker/mail/claims.py",
        '            _MESSAGE.c.token == bindparam("claim_token"),\n',
        "",
    ),
    Mutant(
        "the marker: nothing says that the text has begun to leave",
        "tracker/mail/claims.py",
        '    data_started_at=bindparam("now"),\n',
        "",
    ),
    Mutant(
        "the reclaim condition: a message that began to leave is taken again",
        "tracker/mail/holds.py",
        "        Message.data_started_at.is_(None),\n",
        "",
    ),
    Mutant(
        "the unique key of a message: slot and person",
        "migrations/versions/0001_create_the_follow_up_loop.py",
        '        sa.UniqueConstraint("slot_id", "person_id", '
        'name=op.f("uq_message_slot_id_person_id")),\n',
        "",
    ),
    Mutant(
        "the unique key of a slot: plan, rule and day",
        "migrations/versions/0001_create_the_follow_up_loop.py",
        '"plan_id", "rule", "nominal_on", name=op.f("uq_reminder_slot_',
        '"id", name=op.f("uq_reminder_slot_',
    ),
    Mutant(
        "holding: an answer that was lost is tried again",
        "tracker/jobs/courier.py",
        "        except Undecided as lost:\n",
        "        except Undecided as lost:\n"
        "            return self._not_accepted(held, PutOff(lost.words), ready)\n",
    ),
)


def seen_by(mutant: Mutant, folder: Path) -> list[str]:
    """Tests that fail once the copy of the tree in `folder` is broken so."""
    path = folder / mutant.path
    whole = path.read_text()
    if mutant.old not in whole:
        raise ValueError(f"{mutant.path} holds no {mutant.old!r}")
    path.write_text(whole.replace(mutant.old, mutant.new, 1))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "2", "--tb=no", *_TESTS],
            cwd=folder,
            capture_output=True,
            text=True,
        )
    finally:
        path.write_text(whole)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"the tests did not run to their end: {done.stdout[-500:]}")
    return sorted(set(_FAILED.findall(done.stdout)))


def main() -> int:
    unseen = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "suivi"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".venv", ".git", "instance"))
        for mutant in MUTANTS:
            tests = seen_by(mutant, folder)
            unseen += not tests
            sys.stdout.write(f"{mutant.broken}\n")
            sys.stdout.write("".join(f"  {test}\n" for test in tests) or "  seen by no test\n")
            sys.stdout.flush()
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
