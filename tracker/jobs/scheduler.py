"""The clock: a tick now and then, until the process is told to stop."""

import logging
import os
import threading
from collections.abc import Callable

from flask import Flask

from tracker.jobs.stop import Stop
from tracker.jobs.tick import Report, run_once

#: Seconds that a message under way is given when the process is told to stop.
PATIENCE = 4.0

log = logging.getLogger(__name__)


def run_until_stopped(app: Flask, stop: Stop, tell: Callable[[Report], None]) -> bool:
    """Tick every TRACKER_TICK_SECONDS; `tell` is called with each report that is not empty.

    False when a message under way did not end in time. No cron trigger decides anything: the
    scheduler only looks often, the database knows what is due.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    busy = threading.Lock()

    def tick() -> None:
        with busy:
            if stop.asked():
                return
            try:
                report = run_once(app, stop=stop)
            except Exception:
                # The next tick tries again; a database that restarts is no reason to end.
                log.exception("tick")
                return
            if report:
                tell(report)

    # Job stores must not be shared between schedulers: this one lives in memory.
    scheduler = BackgroundScheduler(timezone="UTC", executors={"default": ThreadPoolExecutor(1)})
    scheduler.add_job(
        tick,
        "interval",
        seconds=app.config["TRACKER"].tick_seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    first = threading.Thread(target=tick, daemon=True)
    first.start()
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=False)
    ended = busy.acquire(timeout=PATIENCE)
    return ended


def run_in_time(work: Callable[[], None], stop: Stop) -> bool:
    """Do `work` in a thread; False when it goes on too long after `stop` was asked."""
    done = threading.Event()
    failure: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failure.append(error)
        finally:
            done.set()

    threading.Thread(target=run, daemon=True).start()
    while not done.wait(0.5):
        if stop.asked():
            break
    ended = done.wait(PATIENCE)
    if failure:
        raise failure[0]
    return ended


def leave_at_once() -> None:
    """End without waiting for the thread that hangs; its message is decided by its lease."""
    os._exit(0)
