import pytest
import trustme
from pytest_httpserver import HTTPServer

import support


@pytest.fixture
def localyun(tmp_path):
    """Starts servers, and ends them after the test."""
    started = []

    def start(*options, **settings):
        server = support.Localyun(tmp_path, *options, **settings)
        started.append(server)
        return server

    yield start
    for server in started:
        server.kill()


@pytest.fixture
def mailbox():
    """Starts mail servers."""
    started = []

    def start(**options):
        server = support.Mailbox(**options)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """An authority, and the file that makes programs trust it."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    authority.env = {"SSL_CERT_FILE": str(path)}
    return authority


@pytest.fixture
def receiver():
    """A receiver of requests over HTTP."""
    with HTTPServer(host="127.0.0.1", port=0) as server:
        yield server
