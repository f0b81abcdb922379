"""What the tests share."""

from pathlib import Path
from typing import Callable, Iterator

import pytest

import localyun

pytest_plugins = ["pytester"]

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def child(pytester: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Runs pytest in a process of its own, on tests that are given as text."""

    def run(tests: str, *arguments: str, ini: str = "") -> pytest.RunResult:
        pytester.makeini(f"[pytest]\naddopts = --strict-markers\npythonpath = {EXAMPLES}\n{ini}")
        modules = "os, pytest, localyun as kit" + (", contacts" if "contacts." in tests else "")
        pytester.makepyfile(f"import {modules}\n\n{tests}")
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return run


@pytest.fixture
def world() -> Iterator[localyun.World]:
    """A world, made without the plugin's fixture."""
    with localyun.world() as made:
        yield made
