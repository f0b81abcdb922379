"""The process of a server."""

from __future__ import annotations

import os
import queue
import subprocess
import tempfile
import threading
from typing import IO, Sequence

from ._control import LocalyunError

_READY = "listening on "
_STOP_SECONDS = 10.0


class Process:
    """A running ``localyun serve``, which also ends when this process does, however that ends."""

    def __init__(self, command: Sequence[str], timeout: float) -> None:
        self._command = command
        # A file, since nobody would read a pipe while the tests run. It has no name and goes with the process.
        self._stderr: IO[bytes] = tempfile.TemporaryFile()
        self._last_log = ""
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                # Ctrl-C ends the tests, which stop the server when they are done with it.
                start_new_session=True,
            )
        except OSError as error:
            self._stderr.close()
            raise LocalyunError(f"`{command[0]}` cannot be started: {error}") from error
        self.pid = self._child.pid
        self._owner = os.getpid()
        self.url = self._ready(timeout)

    def _ready(self, timeout: float) -> str:
        lines: "queue.Queue[bytes]" = queue.Queue()

        def read() -> None:
            assert self._child.stdout is not None
            with self._child.stdout as stdout:
                for line in stdout:
                    lines.put(line)
            lines.put(b"")

        threading.Thread(target=read, name="localyun-output", daemon=True).start()
        try:
            line = lines.get(timeout=timeout).decode(errors="replace").strip()
        except queue.Empty:
            self.stop()
            raise LocalyunError(self._failure(f"was not ready after {timeout:g} s")) from None
        if not line.startswith(_READY):
            self.stop()
            raise LocalyunError(self._failure(f"did not start (exit status {self._child.returncode})"))
        return line[len(_READY) :]

    def _failure(self, what: str) -> str:
        said = self.log() or "(nothing on its standard error)"
        old = (
            "\nThe program may be older than this package: `localyun --version`"
            if "unexpected argument" in said
            else ""
        )
        return f"`{' '.join(self._command)}` {what}:\n{said}{old}"

    def log(self) -> str:
        """What the server has written to its standard error."""
        if self._stderr.closed:
            return self._last_log
        # Not read(): the server writes at the same position of the file.
        size = os.fstat(self._stderr.fileno()).st_size
        return os.pread(self._stderr.fileno(), size, 0).decode(errors="replace").strip()

    def stop(self) -> None:
        """Ends the server, and waits until it has ended."""
        # A forked child has this object too, but the server is not its own.
        if os.getpid() != self._owner or self._stderr.closed:
            return
        self._child.terminate()
        try:
            self._child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._close()

    def _close(self) -> None:
        self._last_log = self.log()
        self._stderr.close()
