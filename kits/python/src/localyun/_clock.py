"""The clock of a world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Mapping, Optional

from ._control import Control
from ._times import Duration, Time, duration_text, time_text


@dataclass(frozen=True)
class ClockState:
    """What a clock shows: the time in UTC, whether it is frozen, and how fast it runs (0 while frozen)."""

    now: datetime
    frozen: bool
    rate: float


class Clock:
    """The clock of one world: times in answers, what expires and what is due follow it.

    Each method that changes it does what is due by the new time, and answers what the clock then shows.
    """

    def __init__(self, control: Control) -> None:
        self._control = control

    def state(self) -> ClockState:
        """What the clock shows."""
        return _state(self._control.get("clock"))

    def now(self) -> datetime:
        """The time of the clock, in UTC."""
        return self.state().now

    def freeze(self, at: Optional[Time] = None) -> ClockState:
        """Freezes the clock at a time, or at its present one."""
        return self._change("freeze", True if at is None else time_text(at))

    def set(self, at: Time) -> ClockState:
        """Sets the clock to a time. It stays frozen or keeps running."""
        return self._change("set", time_text(at))

    def advance(self, duration: Duration) -> ClockState:
        """Moves the clock forward by a duration, or back by a negative one. It stays frozen or keeps running."""
        return self._change("advance", duration_text(duration))

    def rate(self, times: float) -> ClockState:
        """Lets the clock run so many times as fast as the machine's."""
        return self._change("rate", times)

    def release(self) -> ClockState:
        """Returns to the machine's time."""
        return self._change("release", True)

    def _change(self, member: str, value: Any) -> ClockState:
        return _state(self._control.post("clock", {member: value}))


def _state(answer: Mapping[str, Any]) -> ClockState:
    now = datetime.fromtimestamp(answer["now_ms"] / 1000, timezone.utc)
    return ClockState(now, answer["frozen"], answer["rate"])
