"""Where the program is."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Optional, Union

from ._control import LocalyunError

_NAMES = ("localyun", "localyun.exe")


def find_program(program: Union[str, "os.PathLike[str]", None] = None) -> Path:
    """The path of the ``localyun`` program.

    It is ``program``, else that of the variable ``LOCALYUN_BINARY``, else the one that was installed
    with this package, else the one on the ``PATH``. Raises `LocalyunError` if there is none.
    """
    for origin, given in (("the option", program), ("LOCALYUN_BINARY", os.environ.get("LOCALYUN_BINARY"))):
        if given:
            path = Path(given)
            if not (path.is_file() and os.access(path, os.X_OK)):
                raise LocalyunError(f"there is no program at `{path}`, which is the value of {origin}")
            return path.absolute()
    on_path = shutil.which("localyun")
    found = _installed() or (Path(on_path) if on_path else None)
    if found is None:
        raise LocalyunError(
            "there is no `localyun` program. `pip install localyun` installs it where there is a wheel for the"
            " platform; else name one: LOCALYUN_BINARY=/path/to/localyun, or put it on the PATH"
        )
    return found


def _installed() -> Optional[Path]:
    """The program that the wheel of this package has installed, wherever pip puts scripts."""
    try:
        files = distribution("localyun").files or []
    except PackageNotFoundError:
        return None
    for file in files:
        if file.name in _NAMES:
            path = Path(str(file.locate())).resolve()
            if path.is_file():
                return path
    return None
