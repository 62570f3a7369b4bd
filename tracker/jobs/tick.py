"""One look at the clock: what is due is planned, what is planned leaves."""

import gc
import socket
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from flask import Flask

from tracker import clock
from tracker.domain import pulse
from tracker.extensions import db
from tracker.jobs.bounces import read_bounces
from tracker.jobs.courier import Courier
from tracker.jobs.looking import looking
from tracker.jobs.planner import plan_due
from tracker.jobs.stop import Stop
from tracker.jobs.waves import plan_coming_waves
from tracker.mail.way_out import way_out
from tracker.queries.bureau import settings_in_force

#: Singular and plural of each fate, in the order in which they are told.
_TOLD = {
    "deposited": ("courriel déposé dans {where}", "courriels déposés dans {where}"),
    "sent": ("courriel remis à {where}", "courriels remis à {where}"),
    "deferred": ("remis à plus tard", "remis à plus tard"),
    "refused": ("refusé", "refusés"),
    "unknown": ("incertain, à trancher", "incertains, à trancher"),
    "cancelled": ("annulé, sans objet", "annulés, sans objet"),
    "missed": ("trop tard pour partir", "trop tard pour partir"),
}
_SLOTS = {
    "missed": ("relance manquée", "relances manquées"),
    "skipped": ("semaine fermée", "semaines fermées"),
}


@dataclass(frozen=True)
class Report:
    """What one tick did: slots by outcome, messages by state, and where accepted mail went."""

    slots: Counter[str]
    messages: Counter[str]
    where: str

    @property
    def sentence(self) -> str:
        """« 3 courriels déposés dans …, 1 remis à plus tard. »"""
        told = [
            f"{counted[name]} {words[counted[name] > 1].format(where=self.where)}"
            for counted, vocabulary in ((self.messages, _TOLD), (self.slots, _SLOTS))
            for name, words in vocabulary.items()
            if counted[name]
        ]
        return f"{', '.join(told)}." if told else "Rien à envoyer."

    def __bool__(self) -> bool:
        return bool(self.slots or self.messages)


def run_once(app: Flask, at: datetime | None = None, stop: Stop | None = None) -> Report:
    """Plan every slot due at `at` (an aware instant; now by default), then send all that may go.

    Only the business time moves with `at`: leases, retries and expiry go by the real time.
    """
    _settle()
    way = way_out(app.config["TRACKER"])
    with app.app_context():
        with looking(db.session):
            settings = settings_in_force(db.session, app.config["TRACKER"])
        now = clock.now()
        pulse.look(db.session, now, socket.gethostname())
        db.session.commit()
        read_bounces(db.session, settings)
        plan_coming_waves(db.session, at or now, now, settings.timezone)
        planned = plan_due(db.session, at or now, now, settings)
        messages = Courier(db.session, settings, way, at or now, stop).run()
    return Report(Counter(slot.outcome for slot in planned), messages, way.where)


@cache
def _settle() -> None:
    """What the program is made of is never garbage: it is not searched for any in each run."""
    gc.collect()
    gc.freeze()
