"""The plugin of pytest, by runs of pytest in processes of their own."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable

import pytest

import localyun

Child = Callable[..., pytest.RunResult]

COLLIDING = """
@pytest.mark.parametrize("mail", [f"alice{n}@example.com" for n in range(12)])
def test_same_name(mail, localyun, localyun_world, localyun_env):
    contacts.add("Alice", mail)
    assert contacts.names() == ["Alice"]
    localyun_world.calls.verify("PutContact", {"Channels.Mail": mail}, times=1)
    localyun_world.calls.verify("PutContact", times=1)
    open("pids", "a").write(f"{localyun.health()['pid']}\\n")
"""

FAILING = """
def test_fails(localyun_world, localyun_env):
    contacts.add("Alice", "alice@example.com")
    assert contacts.names() == ["Bob"]

def test_passes(localyun_world, localyun_env):
    contacts.add("Carol", "carol@example.com")
"""

A_CALL = r"\d\d:\d\d:\d\d 200 Cms PutContact root \d+\.\dms [0-9A-F-]{36}"


def running(pid: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or ") Z " not in Path(f"/proc/{pid}/stat").read_text()


def ended(pid: int) -> bool:
    """Whether a process ends within a few seconds."""
    for _ in range(100):
        if not running(pid):
            return True
        time.sleep(0.1)
    return False


def test_workers_have_a_server_each_and_tests_a_world_each(child: Child, pytester: pytest.Pytester) -> None:
    child(COLLIDING, "-n", "3").assert_outcomes(passed=12)
    pids = set((pytester.path / "pids").read_text().split())
    assert len(pids) == 3
    assert all(ended(int(pid)) for pid in pids)


def test_workers_may_share_a_given_server(
    child: Child, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    with localyun.start() as server:
        monkeypatch.setenv("LOCALYUN_ENDPOINT", server.url)
        child(COLLIDING, "-n", "3", "--localyun-binary", "/no/such/program").assert_outcomes(passed=12)
        assert set((pytester.path / "pids").read_text().split()) == {str(server.pid)}
        assert server.health()["worlds"] == 1


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_failed_test_shows_the_calls_of_its_world(child: Child, workers: str) -> None:
    result = child(FAILING, "-n", workers)
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.re_match_lines(
        ["-+ localyun calls -+", r"world \w{6} at http://.*", A_CALL, ".* 200 Cms DescribeC.*"]
    )
    assert str(result.stdout).count(" 200 Cms ") == 2  # none of the test that has passed


def test_a_failed_test_shows_its_last_calls_with_their_errors(child: Child) -> None:
    result = child(
        """
def test_fails(localyun_world, localyun_env):
    for number in range(24):
        contacts.names()
    localyun_world.faults.add("PutContact", error="InternalError")
    contacts.add("Alice", "alice@example.com")
"""
    )
    result.stdout.fnmatch_lines(["(5 calls before these)", "* 500 InternalError Cms PutContact root * fault f1 *"])
    assert str(result.stdout).count(" 200 Cms ") == 19


def test_a_world_that_the_test_has_made_is_shown_too(child: Child) -> None:
    result = child(
        """
import os
from unittest import mock

def test_with():
    with kit.world() as world, mock.patch.dict(os.environ, world.env()):
        contacts.add("Alice", "alice@example.com")
        assert contacts.names() == ["Bob"]

@pytest.fixture(scope="module")
def shared(localyun):
    with localyun.world("default") as world:
        yield world

def test_open(shared, monkeypatch):
    for name, value in shared.env().items():
        monkeypatch.setenv(name, value)
    contacts.add("Dora", "dora@example.com")
    pytest.fail("on purpose")

def test_skipped():
    with kit.world() as world:
        pytest.skip("on purpose")
"""
    )
    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.re_match_lines([".*localyun calls: world .*", f".*{A_CALL}", "-+ localyun calls -+", ".*", A_CALL])


def test_a_failed_unittest_shows_the_calls(child: Child, pytester: pytest.Pytester) -> None:
    text = (Path(__file__).parent.parent / "examples" / "test_unittest.py").read_text()
    pytester.makepyfile(failing=text.replace('["Alice"]', '["Bob"]'))
    result = pytester.runpython_c(
        f"import sys, unittest; sys.path.insert(0, {str(Path(__file__).parent.parent / 'examples')!r});"
        "unittest.main('failing', argv=['unittest'])"
    )
    assert result.ret == 1
    result.stderr.re_match_lines([".*localyun calls: world .*", f".*{A_CALL}"])


def test_nothing_is_started_before_a_test_asks(child: Child) -> None:
    child("def test_nothing(): pass", "--localyun-binary", "/no/such/program").assert_outcomes(passed=1)


def test_a_program_that_is_not_there_is_named(child: Child) -> None:
    result = child("def test_one(localyun): pass", "--localyun-binary", "/no/such/program")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no program at `/no/such/program`, which is the value of the option"])


def test_a_server_that_is_not_there_is_named(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALYUN_ENDPOINT", "http://127.0.0.1:9")
    result = child("def test_one(localyun_world): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no answer from Localyun at http://127.0.0.1:9: *LOCALYUN_ENDPOINT names it*"])


def test_the_marker_refuses_what_it_does_not_know(child: Child) -> None:
    result = child("@pytest.mark.localyun(form='default')\ndef test_one(localyun_world): pass")
    result.stdout.fnmatch_lines(["*the marker localyun has the arguments from_, ttl, accounts, random, each by*"])


SEEDED = """
def test_setting(localyun_world, localyun_env):
    assert contacts.names() == ["ops"]
    contacts.add("Alice", "alice@example.com")

def test_again(localyun_world, localyun_env):
    assert contacts.names() == ["ops"]

@pytest.mark.localyun(from_="empty")
def test_empty(localyun_world, localyun_env):
    assert contacts.names() == []

@pytest.mark.localyun(from_="other/seed.yaml")
def test_file(localyun_world, localyun_env):
    assert contacts.names() == ["night"]
    assert localyun_world.clock.state().frozen
    assert localyun_world.clock.now().isoformat() == "2026-01-01T00:00:00+00:00"
"""


@pytest.mark.parametrize("given", [False, True])
def test_worlds_begin_with_seed_files(
    child: Child, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    seed = "version: 1\nclock: 2026-01-01\naccounts:\n  - id: 1000000000000001\n    cms:\n      contacts:\n"
    contact = "        - {name: %s, description: Night shift, mail: ops@example.com}\n"
    (pytester.path / "seed.yaml").write_text(seed.replace("clock: 2026-01-01\n", "") + contact % "ops")
    (pytester.path / "other").mkdir()
    (pytester.path / "other" / "seed.yaml").write_text(seed + contact % "night")
    with localyun.start() as server:
        if given:
            monkeypatch.setenv("LOCALYUN_ENDPOINT", server.url)
        child(SEEDED, ini="localyun_seed = seed.yaml").assert_outcomes(passed=4)


def test_env_is_undone_after_the_test(child: Child) -> None:
    child(
        """
def test_set(localyun_env):
    assert os.environ["LOCALYUN_ENDPOINT"] == localyun_env["LOCALYUN_ENDPOINT"]

def test_undone():
    assert "LOCALYUN_ENDPOINT" not in os.environ
"""
    ).assert_outcomes(passed=2)


def test_no_server_is_left_when_the_tests_are_killed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
import time

def test_hangs(localyun, localyun_world):
    print("server", localyun.pid, flush=True)
    time.sleep(60)
"""
    )
    command = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider"]
    run = pytester.popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert run.stdout is not None
    with run.stdout as lines:
        pid = next(int(found[0]) for line in lines if (found := re.findall(rb"server (\d+)", line)))
        assert running(pid)
        run.kill()
        run.wait()
    assert ended(pid)
