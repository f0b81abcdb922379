"""The program and its process."""

import os
import stat
import sys
from pathlib import Path

import pytest
from test_plugin import ended, running

import localyun
from localyun import _program


def script(path: Path, text: str) -> Path:
    """A program that does what the text says."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_program_of_the_package_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    script(tmp_path / "localyun", "echo on the path")
    packed = localyun.find_program()
    assert packed == (Path(sys.prefix) / "bin" / "localyun").resolve()
    monkeypatch.setattr(_program, "_installed", lambda: None)
    assert localyun.find_program() == tmp_path / "localyun"


def test_the_option_comes_before_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variable = script(tmp_path / "variable", "true")
    option = script(tmp_path / "option", "true")
    monkeypatch.setenv("LOCALYUN_BINARY", str(variable))
    assert localyun.find_program() == variable
    assert localyun.find_program(option) == option
    monkeypatch.setenv("LOCALYUN_BINARY", str(tmp_path))
    with pytest.raises(localyun.LocalyunError, match="which is the value of LOCALYUN_BINARY"):
        localyun.find_program()


def test_an_error_says_how_to_install_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(_program, "_installed", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(localyun.LocalyunError, match="pip install localyun"):
        localyun.start()


def test_a_program_that_does_not_start_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(localyun.LocalyunError, match="unexpected argument '--no-such-option'"):
        localyun.start(arguments=["--no-such-option"])
    with pytest.raises(localyun.LocalyunError, match=r"exit status 3\):\ntoo old"):
        localyun.start(program=script(tmp_path / "old", "echo too old >&2; exit 3"))
    with pytest.raises(localyun.LocalyunError, match=r"was not ready after 0.2 s:\nnot yet"):
        localyun.start(program=script(tmp_path / "slow", "echo not yet >&2; exec sleep 60"), timeout="200ms")
    with pytest.raises(localyun.LocalyunError, match="seed.yaml:1:1: "):
        (tmp_path / "seed.yaml").write_text("versoin: 1\n")
        localyun.start(seed=tmp_path / "seed.yaml")


def test_stop_ends_the_process_and_the_log_stays() -> None:
    server = localyun.start()
    assert server.pid is not None and running(server.pid)
    world = server.world()
    server.stop()
    assert ended(server.pid)
    assert server.log().endswith("INFO stopped")
    world.drop()
    server.stop()
    with pytest.raises(localyun.LocalyunError, match="no answer from Localyun"):
        server.health()


def test_a_forked_child_does_not_stop_the_server() -> None:
    with localyun.start() as server:
        child = os.fork()
        if child == 0:
            server.stop()
            os._exit(0)
        os.waitpid(child, 0)
        assert server.health()["status"] == "ok"


def test_a_server_begins_with_a_snapshot_file_and_keeps_its_state(tmp_path: Path) -> None:
    with localyun.start() as server:
        with server.world("default") as world:
            world.user("ci")
            world.snapshot.download(world.snapshot.save(), tmp_path / "prepared.db")
            assert stat.S_IMODE((tmp_path / "prepared.db").stat().st_mode) == 0o600
    with localyun.start(from_=tmp_path / "prepared.db", data=tmp_path / "state.db") as server:
        with server.world("default") as world:
            world.snapshot.save("empty-world")
            world.user("second")
            assert world.snapshot.diff("empty-world")["ram"]["ram_user"]["added"] == 1
    assert (tmp_path / "state.db").exists()


def test_the_first_of_the_arguments_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALYUN_DATA", str(tmp_path / "state.db"))
    monkeypatch.setenv("LOCALYUN_LISTEN", "127.0.0.1:1")
    with localyun.start() as server:
        assert server.health()["data"] == ":memory:"


def test_the_token_of_the_control_api_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOCALYUN_CONTROL_TOKEN", "first")
    with localyun.start() as server:  # which takes it from the variable too
        with server.world() as world:
            world.snapshot.download(world.snapshot.save(), tmp_path / "prepared.db")
        (tmp_path / "token").write_text("first\n")
        monkeypatch.setenv("LOCALYUN_CONTROL_TOKEN", f"@{tmp_path / 'token'}")
        with server.world():
            pass
        monkeypatch.setenv("LOCALYUN_CONTROL_TOKEN", "other")
        with pytest.raises(localyun.ControlError, match="wants a token") as refused:
            server.world()
        assert refused.value.status == 401
        monkeypatch.setenv("LOCALYUN_CONTROL_TOKEN", "@/nowhere")
        with pytest.raises(localyun.LocalyunError, match="LOCALYUN_CONTROL_TOKEN names: .*/nowhere"):
            server.world()
