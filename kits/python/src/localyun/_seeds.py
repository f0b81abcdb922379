"""Seed files on this machine, for worlds of a server that may be on another."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Dict, Optional, Tuple, Union

from ._control import Control
from ._process import Process
from ._program import find_program
from ._clock import Clock
from ._snapshots import Snapshots

_START_SECONDS = 30.0


class SeedFiles:
    """The seed files from which worlds of one server begin.

    The control API reads no files, and a seed may be YAML and name further files. So a server of its
    own reads it, and its state becomes a snapshot of the other server, which keeps it for the worlds
    to come.
    """

    def __init__(self, program: Union[str, "os.PathLike[str]", None]) -> None:
        self._program = program
        self._known: Dict[Tuple[Path, int], Tuple[str, Optional[datetime]]] = {}

    def snapshot(self, control: Control, path: Path) -> Tuple[str, Optional[datetime]]:
        """The name of the snapshot with what a seed file makes, and the time at which it freezes the clock."""
        path = path.absolute()
        known = (path, path.stat().st_mtime_ns)
        if known not in self._known:
            self._known[known] = self._upload(control, path)
        return self._known[known]

    def _upload(self, control: Control, path: Path) -> Tuple[str, Optional[datetime]]:
        command = [str(find_program(self._program)), "serve", "--listen", "127.0.0.1:0", "--data", ":memory:"]
        reader = Process([*command, "--exit-with-parent", "--seed", str(path)], _START_SECONDS)
        try:
            theirs = Control(reader.url)
            clock = Clock(theirs).state()
            with tempfile.TemporaryDirectory() as folder:
                snapshots = Snapshots(theirs, "default")
                file = snapshots.download(snapshots.save("seed"), Path(folder, "seed.db"))
                # One name for one state: several processes may use the same server.
                name = f"seed-{hashlib.sha256(file.read_bytes()).hexdigest()[:24]}"
                Snapshots(control, "default").upload(file, name, replace=True)
        finally:
            reader.stop()
        return name, clock.now if clock.frozen else None
