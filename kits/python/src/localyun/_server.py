"""A server, and the one that a process shares."""

from __future__ import annotations

import atexit
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, List, Mapping, Optional, Sequence, Type, Union

from ._control import Control, LocalyunError, Query
from ._process import Process
from ._program import find_program
from ._seeds import SeedFile, SeedFiles
from ._times import Duration, duration_seconds, duration_text
from ._world import World

PathText = Union[str, "os.PathLike[str]"]

#: What a world begins with: ``"default"``, ``"empty"``, the id of a world, the name of a snapshot or of
#: a seed file of the server, the path of a seed file, or a seed as an object.
From = Union[str, "os.PathLike[str]", Mapping[str, Any]]

_SERVER_TTL: Duration = "1h"


class Server:
    """A running Localyun. `start`, `server` and the pytest fixture ``localyun`` make one."""

    def __init__(self, url: str, process: Optional[Process], seeds: SeedFiles) -> None:
        self._control = Control(url)
        self._process = process
        self._seeds = seeds
        self._worlds: List[World] = []
        #: ``http://host:port``
        self.url = self._control.url
        #: ``host:port``, as the SDKs take it
        self.endpoint = self._control.host

    @property
    def pid(self) -> Optional[int]:
        """The id of the process that was started; None for a server that ran already."""
        return self._process.pid if self._process else None

    def health(self) -> Dict[str, Any]:
        """What the server says of itself: version, process id, start, worlds."""
        return self._control.get("health")

    def world(
        self,
        from_: Optional[From] = None,
        *,
        ttl: Optional[Duration] = _SERVER_TTL,
        accounts: Optional[int] = None,
        random: Optional[int] = None,
    ) -> World:
        """Makes a world; empty unless ``from_`` says what it begins with.

        It is dropped by `World.drop`, at the end of a ``with`` block, or when nobody has called it for
        ``ttl`` (never with None). ``accounts`` is how many accounts it has. ``random`` is a number that
        fixes all its ids and secrets.
        """
        body: Dict[str, Any] = {"ttl": None if ttl is None else duration_text(ttl)}
        file: Optional[SeedFile] = None
        if isinstance(from_, Mapping):
            body["from"] = dict(from_)
        elif from_ is not None:
            path = _seed_path(from_)
            if path is None:
                body["from"] = from_
            else:
                file = self._seeds.read(path)
                body["from"] = file.beginning
        if accounts is not None:
            body["accounts"] = accounts
        if random is not None:
            body["random"] = random
        made = self._control.post("worlds", body)
        world = World(self._control, made, file, self._forget)
        self._worlds.append(world)
        try:
            world.begin()
        except LocalyunError:
            world.drop()
            raise
        return world

    def control(self, method: str, path: str, body: Any = None, query: Query = {}) -> Dict[str, Any]:
        """Asks the control API what is about the server, such as ``control("GET", "/proxy")``; see `World.control`."""
        __tracebackhide__ = True
        return self._control.ask(method, path, body, query)

    def open_worlds(self) -> List[World]:
        """The worlds that were made by this object and not dropped yet."""
        return [*self._worlds]

    def log(self) -> str:
        """What the server has written to its standard error; empty for a server that ran already."""
        return self._process.log() if self._process else ""

    def stop(self) -> None:
        """Stops the server if `start` started it. It is fine to stop it twice."""
        self._worlds.clear()
        if self._process:
            self._process.stop()

    def _forget(self, world: World) -> None:
        if world in self._worlds:
            self._worlds.remove(world)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.stop()


def start(
    *,
    program: Optional[PathText] = None,
    seed: Union[PathText, Sequence[PathText], None] = None,
    from_: Optional[PathText] = None,
    data: PathText = ":memory:",
    arguments: Sequence[str] = (),
    timeout: Duration = 30,
) -> Server:
    """Starts a server on a free port of this machine, and waits until it serves.

    ``seed`` is a seed file or several, ``from_`` a snapshot file to begin with, ``data`` the file that
    keeps the state, and ``arguments`` are further ones of ``localyun serve``. The server ends with
    `Server.stop`, at the end of a ``with`` block, and always when this process ends.

    If ``LOCALYUN_ENDPOINT`` is set, the server there is used: nothing is started or stopped, and the
    arguments have no effect. Raises `LocalyunError` if there is no program or it does not start.
    """
    seeds = SeedFiles(program)
    running = os.environ.get("LOCALYUN_ENDPOINT")
    if running:
        server = Server(running, None, seeds)
        try:
            server.health()
        except LocalyunError as error:
            raise LocalyunError(f"{error} (the variable LOCALYUN_ENDPOINT names it)") from error
        return server
    command = [str(find_program(program)), "serve", "--listen", "127.0.0.1:0", "--data", os.fspath(data)]
    command.append("--exit-with-parent")
    for file in [seed] if isinstance(seed, (str, os.PathLike)) else seed or ():
        command += ["--seed", os.fspath(file)]
    if from_ is not None:
        command += ["--from", os.fspath(from_)]
    process = Process([*command, *arguments], duration_seconds(timeout))
    return Server(process.url, process, seeds)


_shared: Optional[Server] = None
_shared_options: Dict[str, Any] = {}
_lock = threading.Lock()


def server() -> Server:
    """The server that this process shares: started when it is first asked for, stopped at the end."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = start(**_shared_options)
            atexit.register(_shared.stop)
        return _shared


def world(
    from_: Optional[From] = None,
    *,
    ttl: Optional[Duration] = _SERVER_TTL,
    accounts: Optional[int] = None,
    random: Optional[int] = None,
) -> World:
    """Makes a world in the shared server, as `Server.world` does."""
    return server().world(from_, ttl=ttl, accounts=accounts, random=random)


def set_shared_options(**options: Any) -> None:
    """The arguments of `start` for the shared server, before that is asked for."""
    _shared_options.clear()
    _shared_options.update(options)


def shared_if_started() -> Optional[Server]:
    """The shared server, or None if nothing has asked for it yet."""
    return _shared


def stop_shared() -> None:
    """Stops the shared server. The next one who asks gets another."""
    global _shared
    with _lock:
        if _shared is not None:
            _shared.stop()
            atexit.unregister(_shared.stop)
            _shared = None


def _seed_path(from_: Union[str, "os.PathLike[str]"]) -> Optional[Path]:
    """The path of a seed file; None for the name of something that the server has."""
    if not isinstance(from_, str) or from_.endswith((".yaml", ".yml", ".json")):
        return Path(from_)
    return None
