"""Puts the program into the wheel, and says for which platform the wheel is.

LOCALYUN_BINARY         the program
LOCALYUN_WHEEL_PLATFORM  the platform tag, such as macosx_11_0_arm64; for a Linux program it follows from the program
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# e_machine of an ELF file
_MACHINES = {62: "x86_64", 183: "aarch64"}


class ProgramHook(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the program, unless this is an editable installation, which finds it on the PATH."""
        if version == "editable":
            return
        given = os.environ.get("LOCALYUN_BINARY")
        if not given:
            raise RuntimeError(
                "a wheel has the program in it: set LOCALYUN_BINARY to the path of `localyun`"
                " (cargo build --release makes it at target/release/localyun)"
            )
        program = find_program(given)
        platform = os.environ.get("LOCALYUN_WHEEL_PLATFORM") or linux_platform(program)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["shared_scripts"][str(program)] = "localyun"


def find_program(given: str) -> Path:
    """The program that LOCALYUN_BINARY names: relative to where the command was typed, since pip builds in the project's folder."""
    for folder in (os.environ.get("PWD", ""), ""):
        program = Path(folder, given).absolute()
        if program.is_file():
            return program
    raise RuntimeError(
        f"there is no program {given}, which LOCALYUN_BINARY names; cargo build --release makes it at target/release/localyun"
    )


def linux_platform(program: Path) -> str:
    """The platform tag of a Linux program, by its machine and the newest version of glibc that it needs."""
    content = program.read_bytes()
    if content[:4] != b"\x7fELF":
        raise RuntimeError(f"{program} is not a program for Linux: set LOCALYUN_WHEEL_PLATFORM to its platform tag")
    machine = _MACHINES.get(int.from_bytes(content[18:20], "little"))
    if machine is None:
        raise RuntimeError(f"{program} is for an unknown machine: set LOCALYUN_WHEEL_PLATFORM to its platform tag")
    minors = [int(minor) for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=[.\0])", content)]
    if b"\0GLIBC_ABI_DT_RELR\0" in content:
        minors.append(36)  # the first that reads packed addresses
    if minors:
        return f"manylinux_2_{max(17, *minors)}_{machine}"
    # A static program runs with any C library.
    return f"manylinux_2_17_{machine}.manylinux2014_{machine}.musllinux_1_1_{machine}"
