"""A world: a cloud of its own in a server."""

from __future__ import annotations

import itertools
import json
import os
import sys
import unittest
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Type, Union

from ._calls import Calls
from ._clock import Clock
from ._control import Control, ControlError, LocalyunError, Query, segment
from ._environment import applied, environment
from ._faults import Faults
from ._keys import Account, Key, Policy, User, new_user, user_seed
from ._outbox import Outbox
from ._seeds import SeedFile
from ._snapshots import Snapshots


class World:
    """A world has its own state, clock, outbox, journal and access keys. `Server.world` makes one.

    All methods may be called from several threads at a time. Used in a ``with`` block it is dropped at the
    end, and an exception that leaves the block says which calls the world has received.
    """

    #: the region of the server
    region = "cn-hangzhou"

    def __init__(
        self,
        server: Control,
        made: Mapping[str, Any],
        file: Optional[SeedFile],
        dropped: Callable[[World], None],
    ) -> None:
        self._server = server
        self._file = file
        self._dropped: Optional[Callable[[World], None]] = dropped
        self._numbers = itertools.count(1)
        #: the id
        self.id: str = made["id"]
        #: ``host:port``, as the SDKs take it
        self.endpoint = server.host
        #: ``http://host:port``
        self.url = server.url
        #: the accounts, each with the access key of its root
        self.accounts: List[Account] = [
            Account(one["access_key_id"], one["access_key_secret"], one["account"]) for one in made["accounts"]
        ]
        self._control = server.of_world(self.id)
        self.clock = Clock(self._control)
        self.outbox = Outbox(self._control)
        self.faults = Faults(self._control)
        self.calls = Calls(self._control)
        self.snapshot = Snapshots(server, self.id)

    @property
    def key(self) -> Account:
        """The first account, with the access key of its root."""
        return self.accounts[0]

    @property
    def account_id(self) -> str:
        """The id of the first account."""
        return self.key.id

    @property
    def access_key_id(self) -> str:
        """The id of the access key of the first account's root."""
        return self.key.access_key_id

    @property
    def access_key_secret(self) -> str:
        """The secret of that access key."""
        return self.key.access_key_secret

    def user(self, name: str, policy: Optional[Policy] = None, *, account: Optional[Account] = None) -> User:
        """Makes a RAM user with an access key, and what ``policy`` allows. The journal has no calls of it.

        ``policy`` is a policy document, the name of a system policy, or a list of these; a user without
        one may do nothing. A user that is there gets a further key.
        """
        user = new_user(self.id, account or self.key, name, next(self._numbers))
        self.seed(user_seed(user, policy))
        return user

    def env(self, key: Optional[Key] = None) -> Dict[str, str]:
        """The environment variables that lead programs to this world, with the root's key or another.

        Merge them into the environment: an empty value takes the effect of a variable away.
        """
        return environment(self._server, self.id, key or self.key, self.region)

    @contextmanager
    def applied_env(self, key: Optional[Key] = None) -> Iterator[Dict[str, str]]:
        """Sets the variables of `env` in ``os.environ`` until the end of the block, and answers them.

        So does a program in this process find them that lets the SDK look for its credentials: the vendor's
        library for that reads the environment once, when it is imported, and is told here.
        """
        variables = self.env(key)
        with applied(variables):
            yield variables

    def seed(self, seed: Union[Mapping[str, Any], str, "os.PathLike[str]"]) -> Dict[str, int]:
        """Applies a seed, as an object or the path of a file in YAML or JSON: all of it, or nothing."""
        if isinstance(seed, Mapping):
            return self._control.post("seed", dict(seed))
        path = Path(seed)
        answer = self._control.send("POST", "seed", path.read_bytes(), {"name": path.name})
        counts: Dict[str, int] = json.loads(answer)
        return counts

    def reset(self) -> None:
        """Restores the state and the clock with which the world began."""
        self._control.post("reset")
        self.begin()

    def begin(self) -> None:
        """Applies the seed file with which the world begins, if there is one. `Server.world` does it."""
        if self._file is not None:
            self._control.send("POST", "seed", self._file.text)

    def control(self, method: str, path: str, body: Any = None, query: Query = {}) -> Dict[str, Any]:
        """Asks the control API for this world what has no method here, and answers the object that it answers.

        ``world.control("POST", "/paging", {"max_page": 1})``: the path is what follows ``/_localyun``, and
        ``body`` is sent as JSON. Raises `ControlError` if it is refused.
        """
        __tracebackhide__ = True
        return self._control.ask(method, path, body, query)

    def drop(self) -> None:
        """Drops the world. It is fine to drop it twice, or after the server has ended."""
        dropped, self._dropped = self._dropped, None
        if dropped is None:
            return
        dropped(self)
        try:
            self.snapshot.delete_drawn()
            self._server.delete_if_there(f"worlds/{segment(self.id)}")
        except ControlError:
            raise
        except LocalyunError:
            pass  # the server has ended, and the world with it

    def report(self) -> str:
        """What a failed test shows: the calls that the world has received, a line each."""
        try:
            return f"world {self.id} at {self.url}\n{self.calls.text()}"
        except LocalyunError as error:
            return f"world {self.id} at {self.url}: {error}"

    def __enter__(self) -> World:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, unittest.SkipTest):
            note = f"localyun calls: {self.report()}"
            if sys.version_info >= (3, 11):
                error.add_note(note)
            else:
                print(note, file=sys.stderr)
        self.drop()

    def __repr__(self) -> str:
        return f"<World {self.id} at {self.url}>"
