"""When a message that was put off is tried again."""

import random
from datetime import datetime, timedelta

#: Minutes until the next of the eight tries, which span two days.
DELAYS = (5, 15, 60, 180, 360, 720, 1440)
TRIES = len(DELAYS) + 1
#: How long nobody's mail is tried once the way out is closed.
PAUSE = timedelta(minutes=5)


def next_try(tries: int, now: datetime) -> datetime | None:
    """Instant of the next try after `tries` of them, or None: enough.

    Up to a tenth is added at random, so that what failed together does not come back together.
    """
    if tries >= TRIES:
        return None
    minutes = DELAYS[tries - 1]
    return now + timedelta(minutes=minutes) * random.uniform(1, 1.1)
