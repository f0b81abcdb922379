"""Durations and times, as the control API reads them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Union

#: A `timedelta`, a text such as ``"1h30m"``, ``"2d"`` or ``"250ms"``, or a number of seconds.
Duration = Union[timedelta, str, int, float]

#: A `datetime` with a time zone, a `date` (its midnight in UTC), or a text such as ``"2026-01-01T00:00:00Z"``.
Time = Union[datetime, date, str]

_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")


def duration_text(duration: Duration) -> str:
    """A duration as the server reads it. A text is left as it is: the server says what is wrong with it."""
    if isinstance(duration, str):
        return duration
    return f"{round(duration_seconds(duration) * 1000)}ms"


def duration_seconds(duration: Duration) -> float:
    """A duration in seconds. Raises `ValueError` for a text that is none."""
    if isinstance(duration, timedelta):
        return duration.total_seconds()
    if not isinstance(duration, str):
        return float(duration)
    text = duration.strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if not text or _PART.sub("", text):
        raise ValueError(f"`{duration}` is not a duration, such as 1h30m, 2d, 250ms, or a number of seconds")
    return sum(float(number) * _UNIT_SECONDS[unit] for number, unit in _PART.findall(text))


def time_text(time: Time) -> str:
    """A time as the server reads it. Raises `ValueError` for a `datetime` without a time zone."""
    if isinstance(time, str):
        return time
    if not isinstance(time, datetime):
        return time.isoformat()
    if time.tzinfo is None:
        raise ValueError(f"{time!r} has no time zone; for UTC write .replace(tzinfo=timezone.utc)")
    return time.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
