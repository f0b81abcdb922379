"""Snapshots: the whole state of a world, saved at one moment."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Union

from ._control import Control, segment


@dataclass(frozen=True)
class Snapshot:
    """A snapshot that the server keeps."""

    name: str
    size: int  #: bytes
    world: Optional[str]  #: the id of the world that it was saved in; empty for the server's first
    data: Mapping[str, Any] = field(repr=False)  #: all members, as the control API answers them

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Snapshot:
        """The snapshot of an answer of the control API."""
        return cls(data["name"], data["size"], data["world"], data)


class Snapshots:
    """Saves and restores the state of one world. The server keeps the snapshots of all its worlds in one list."""

    def __init__(self, server: Control, world: str) -> None:
        self._server = server
        self._world = world
        self._control = server.of_world(world)
        self._drawn: List[str] = []
        self._numbers = itertools.count(1)

    def save(self, name: Optional[str] = None, *, replace: bool = False) -> Snapshot:
        """Saves the state of the world.

        Without a name it gets one of its own, and is deleted with the world: tests that run side by
        side then do not take each other's names.
        """
        if name is None:
            name = f"{self._world}-{next(self._numbers)}"
            self._drawn.append(name)
        return Snapshot.of(self._control.post("snapshots", {"name": name, "replace": replace}))

    def list(self) -> List[Snapshot]:
        """The snapshots that the server keeps, by name."""
        return [Snapshot.of(data) for data in self._server.get("snapshots")["snapshots"]]

    def restore(self, snapshot: Union[Snapshot, str]) -> None:
        """Puts the state in a snapshot in the place of that of the world. Its clock and its journal stay."""
        self._control.post(f"snapshots/{segment(_name(snapshot))}/restore")

    def delete(self, snapshot: Union[Snapshot, str]) -> None:
        """Deletes a snapshot."""
        name = _name(snapshot)
        self._server.delete(f"snapshots/{segment(name)}")
        if name in self._drawn:
            self._drawn.remove(name)

    def download(self, snapshot: Union[Snapshot, str], path: Union[str, "os.PathLike[str]"]) -> Path:
        """Writes a snapshot to a file that only its owner may read: it holds the secrets of the world."""
        content = self._server.send("GET", f"snapshots/{segment(_name(snapshot))}")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Path(path)

    def upload(self, path: Union[str, "os.PathLike[str]"], name: str, *, replace: bool = False) -> None:
        """Gives the server a file that was downloaded, or the data file of a stopped server, as a snapshot."""
        query = {"replace": "true"} if replace else {}
        self._server.send("POST", f"snapshots/{segment(name)}", Path(path).read_bytes(), query)

    def diff(self, first: Union[Snapshot, str], second: Union[Snapshot, str] = "now") -> Dict[str, Any]:
        """What differs from one snapshot to another, or to the present state: an empty dict if nothing does."""
        answer = self._control.get(f"snapshots/{segment(_name(first))}/diff/{segment(_name(second))}")
        changes: Dict[str, Any] = answer["changes"]
        return changes

    def delete_drawn(self) -> None:
        """Deletes the snapshots that were saved without a name."""
        while self._drawn:
            self._server.delete_if_there(f"snapshots/{segment(self._drawn.pop())}")


def _name(snapshot: Union[Snapshot, str]) -> str:
    return snapshot.name if isinstance(snapshot, Snapshot) else snapshot
