"""The plugin of pytest: fixtures, the marker ``localyun``, and the calls in the report of a failed test."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Generator, Iterator, Optional

import pytest

from . import _server as servers
from ._server import Server
from ._world import World

_MARKER = (
    "localyun(from_=None, ttl='1h', accounts=None, random=None): what the world of the fixture `localyun_world`"
    " begins with; the path of a seed file is relative to the root folder of pytest"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option and the setting."""
    group = parser.getgroup("localyun")
    group.addoption(
        "--localyun-binary",
        metavar="PATH",
        help="the localyun program (default: LOCALYUN_BINARY, then the one in the package, then that on the PATH)",
    )
    parser.addini("localyun_seed", "a seed file that the server and the worlds of tests begin with", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Declares the marker, and sets how the shared server is started."""
    config.addinivalue_line("markers", _MARKER)
    servers.set_shared_options(program=config.getoption("--localyun-binary"), seed=_seed(config))


@pytest.fixture(scope="session")
def localyun() -> Iterator[Server]:
    """The server, started when the first test asks for it; each worker of xdist has its own."""
    yield servers.server()
    servers.stop_shared()


@pytest.fixture
def localyun_world(request: pytest.FixtureRequest, localyun: Server) -> Iterator[World]:
    """A world for this test, dropped after it.

    It is empty, or begins with the file of the setting ``localyun_seed``, unless the marker
    ``localyun`` says otherwise.
    """
    with localyun.world(**_options(request, localyun)) as world:
        yield world


@pytest.fixture
def localyun_env(localyun_world: World) -> Iterator[Dict[str, str]]:
    """Sets the environment variables that lead to the test's world, until the test ends, and answers them."""
    with localyun_world.applied_env() as variables:
        yield variables


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Adds the calls of the worlds that are open to the report of a failed test."""
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    server = servers.shared_if_started()
    if report.failed and server is not None:
        worlds = "\n\n".join(world.report() for world in server.open_worlds())
        if worlds:
            report.sections.append(("localyun calls", worlds))


def _seed(config: pytest.Config) -> Optional[Path]:
    seed: str = config.getini("localyun_seed")
    return config.rootpath / seed if seed else None


def _options(request: pytest.FixtureRequest, server: Server) -> Dict[str, Any]:
    options: Dict[str, Any] = {}
    seed = _seed(request.config)
    if seed is not None:
        # A server that ran already has not read the file.
        options["from_"] = seed if server.pid is None else "default"
    marker = request.node.get_closest_marker("localyun")
    if marker is None:
        return options
    known = ("from_", "ttl", "accounts", "random")
    if marker.args or not set(marker.kwargs) <= set(known):
        raise pytest.UsageError(
            f"{request.node.nodeid}: the marker localyun has the arguments {', '.join(known)}, each by its name"
        )
    options.update(marker.kwargs)
    from_ = options.get("from_")
    if isinstance(from_, str) and (request.config.rootpath / from_).is_file():
        options["from_"] = request.config.rootpath / from_
    return options
