"""How long to wait for what the server lists."""

from __future__ import annotations

import time
from typing import Iterator

from ._times import Duration, duration_seconds

#: The server waits for so long at most.
_LONGEST_SECONDS = 60.0


def waits(timeout: Duration) -> Iterator[str]:
    """Durations for the server's ``wait``, until the timeout is over; at least one."""
    end = time.monotonic() + duration_seconds(timeout)
    while True:
        left = max(0.0, end - time.monotonic())
        yield f"{round(min(left, _LONGEST_SECONDS) * 1000)}ms"
        if time.monotonic() >= end:
            return
