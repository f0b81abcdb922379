"""Localyun, Alibaba Cloud on localhost, for tests: a server, a world for each test, and what to look at and steer.

::

    import localyun

    with localyun.world() as world:
        ...  # call world.endpoint with world.access_key_id and world.access_key_secret
        world.calls.verify("PutContact", times=1)

With pytest use the fixtures ``localyun_world`` and ``localyun_env``.
"""

from importlib.metadata import version as _version

from ._calls import Call, Calls, CallsDiffer
from ._clock import Clock, ClockState
from ._control import ControlError, LocalyunError
from ._faults import Fault, Faults
from ._keys import Account, Key, Policy, User
from ._outbox import Message, NoMessage, Outbox
from ._program import find_program
from ._server import From, Server, server, start, world
from ._snapshots import Snapshot, Snapshots
from ._times import Duration, Time
from ._world import World

__version__ = _version("localyun")

for _error in (CallsDiffer, ControlError, LocalyunError, NoMessage):
    _error.__module__ = __name__  # as reports of tests name them

__all__ = [
    "Account",
    "Call",
    "Calls",
    "CallsDiffer",
    "Clock",
    "ClockState",
    "ControlError",
    "Duration",
    "Fault",
    "Faults",
    "From",
    "Key",
    "LocalyunError",
    "Message",
    "NoMessage",
    "Outbox",
    "Policy",
    "Server",
    "Snapshot",
    "Snapshots",
    "Time",
    "User",
    "World",
    "find_program",
    "server",
    "start",
    "world",
]
