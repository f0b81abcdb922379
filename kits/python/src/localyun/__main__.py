"""``python -m localyun`` runs the program."""

import os
import subprocess
import sys

from ._control import LocalyunError
from ._program import find_program


def main() -> int:
    """Becomes the program, or runs it where a process cannot become another."""
    try:
        command = [str(find_program()), *sys.argv[1:]]
    except LocalyunError as error:
        print(f"localyun: {error}", file=sys.stderr)
        return 2
    if sys.platform == "win32":
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
