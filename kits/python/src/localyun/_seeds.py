"""Seed files on this machine, for worlds of a server that may be on another."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Mapping, Tuple, Union

from ._clock import Clock
from ._control import Control
from ._process import Process
from ._program import find_program
from ._times import time_text

_START_SECONDS = 30.0

#: The account of the server that reads the file, which every server needs; it is not one of the seed.
_OTHER_ACCOUNT = "9999999999999999"

#: How an account begins in an exported seed.
_ACCOUNT = re.compile(r'^  - id: "(?P<id>\d{16})"\n(?:    name: .*\n)?(?:    parent: "(?P<parent>\d{16})"\n)?', re.M)


@dataclass(frozen=True)
class SeedFile:
    """What a seed file says: first its accounts and its clock, with which a world is made, then all of it."""

    beginning: Mapping[str, Any]
    text: bytes


class SeedFiles:
    """The seed files from which the worlds of one server begin.

    A world begins with a seed that is JSON and names no files, so a server of its own reads the file and
    answers a seed that has everything in it.
    """

    def __init__(self, program: Union[str, "os.PathLike[str]", None]) -> None:
        self._program = program
        self._known: Dict[Tuple[Path, int], SeedFile] = {}

    def read(self, path: Path) -> SeedFile:
        """Reads a file, unless it is known and has not changed. Raises `LocalyunError` if it is wrong."""
        path = path.absolute()
        key = (path, path.stat().st_mtime_ns)
        if key not in self._known:
            self._known[key] = self._read(path)
        return self._known[key]

    def _read(self, path: Path) -> SeedFile:
        command = [str(find_program(self._program)), "serve", "--listen", "127.0.0.1:0", "--data", ":memory:"]
        command += ["--exit-with-parent", "--account", f"{_OTHER_ACCOUNT}:other:other", "--seed", str(path)]
        reader = Process(command, _START_SECONDS)
        try:
            control = Control(reader.url)
            clock = Clock(control).state()
            text = control.send("GET", "seed", query={"secrets": "true"}).decode()
        finally:
            reader.stop()
        text = text.replace(f'  - id: "{_OTHER_ACCOUNT}"\n', "")
        accounts = [
            {name: value for name, value in found.groupdict().items() if value} for found in _ACCOUNT.finditer(text)
        ]
        beginning: Dict[str, Any] = {"version": 1, "accounts": accounts}
        if clock.frozen:
            beginning["clock"] = time_text(clock.now)
        return SeedFile(beginning, text.encode())
