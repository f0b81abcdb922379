"""Uses the package where nothing but the wheel is installed."""

import sys
from datetime import datetime, timedelta, timezone

import localyun

START = datetime(2026, 1, 1, tzinfo=timezone.utc)

with localyun.start() as server, server.world() as world:
    assert server.health()["version"] == localyun.__version__
    world.clock.freeze(START)
    assert world.clock.advance(timedelta(hours=1)).now == START + timedelta(hours=1)
    assert world.env()["LOCALYUN_ENDPOINT"] == server.url
assert "pytest" not in sys.modules
