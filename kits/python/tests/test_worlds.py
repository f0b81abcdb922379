"""Worlds, beside what the examples show."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from unittest import mock

import contacts
import pytest
from alibabacloud_cms20190101 import models
from alibabacloud_cms20190101.client import Client
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_credentials.models import Config as CredentialsConfig
from alibabacloud_tea_openapi.models import Config

import localyun
from localyun._times import duration_seconds, duration_text, time_text

EXAMPLE = Path(__file__).parents[3] / "fixtures" / "seeds" / "example.yaml"

ORGANISATION = """
version: 1
clock: 2026-01-01
accounts:
  - id: 1234567890123456
    name: Group
    resourcedirectory:
      directory: [{}]
      folders: [{path: /web}]
      members: [{account: 2234567890123456, display_name: Web, folder: /web}]
  - id: 2234567890123456
    parent: 1234567890123456
    ram:
      users: [{name: ci}]
      access_keys: [{user: ci, id: cikey, secret: cisecret}]
"""

SEED = {"version": 1, "accounts": [{"id": "1234567890123456"}]}


def test_worlds_side_by_side_in_threads() -> None:
    def one(number: int) -> str:
        with localyun.world() as world:
            user = world.user("ci", "AdministratorAccess")
            world.snapshot.save()
            assert len(world.snapshot.list()) >= 1
            return user.access_key_id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(24)))) == 24
    server = localyun.server()
    assert server.open_worlds() == []
    assert server.health()["worlds"] == 1


def test_what_a_world_begins_with(tmp_path: Path) -> None:
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(SEED))
    server = localyun.server()
    for from_ in (SEED, file, str(file)):
        with server.world(from_, accounts=2) as world:
            assert [account.id for account in world.accounts][0] == "1234567890123456", from_
            assert len(world.accounts) == 2
            with server.world(world.id) as fork:
                assert fork.accounts[0].id == world.accounts[0].id
                assert fork.access_key_id != world.access_key_id
    with pytest.raises(localyun.ControlError, match="there is nothing called `nope`") as refused:
        server.world("nope")
    assert refused.value.status == 404
    with pytest.raises(FileNotFoundError):
        server.world(tmp_path / "absent.yaml")


def test_a_seed_file_may_be_yaml(tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(ORGANISATION)
    with localyun.world(file) as world:
        assert [account.id for account in world.accounts] == ["1234567890123456", "2234567890123456"]
        assert world.clock.state() == localyun.ClockState(datetime(2026, 1, 1, tzinfo=timezone.utc), True, 0)
        begun = world.snapshot.save()
        world.user("more", account=world.accounts[1])
        world.clock.advance("1h")
        world.reset()
        assert world.clock.now() == datetime(2026, 1, 1, tzinfo=timezone.utc)
        assert world.snapshot.diff(begun).get("ram", {}).get("ram_user", {}).get("added", 0) == 0
        world.seed({"version": 1, "accounts": [{"id": "2234567890123456", "ram": {"users": [{"name": "ci"}]}}]})
    file.write_text("versoin: 1")
    with pytest.raises(localyun.LocalyunError, match="seed.yaml:1:1: "):
        localyun.world(file)


@pytest.mark.skipif(not EXAMPLE.exists(), reason="not in the project")
def test_a_seed_file_may_name_files_and_have_everything() -> None:
    with localyun.world(EXAMPLE) as world:
        assert len(world.accounts) > 1
        assert "BEGIN CERTIFICATE" in world._control.send("GET", "seed").decode()


def test_a_changed_seed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "seed.json"
    for number in ("1234567890123456", "2234567890123456"):
        file.write_text(json.dumps({"version": 1, "accounts": [{"id": number}]}))
        os.utime(file, ns=(0, int(number)))
        with localyun.world(file) as world:
            assert world.account_id == number


def test_worlds_with_the_same_number_have_the_same_ids() -> None:
    made = []
    for _ in range(2):
        with localyun.start(arguments=["--seed-random", "1"]) as server, server.world(random=7) as world:
            made.append((world.account_id, world.access_key_secret, world.user("ci"), world.user("ci")))
    assert made[0] == made[1]
    assert made[0][2] != made[0][3]


def test_users_may_do_what_their_policies_allow(world: localyun.World, monkeypatch: pytest.MonkeyPatch) -> None:
    document = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "cms:Describe*", "Resource": "*"}]}
    put = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "cms:Put*", "Resource": "*"}]}
    users = {
        world.user("none"): (False, False),
        world.user("system", "AliyunCloudMonitorReadOnlyAccess"): (True, False),
        world.user("own.name_1", document): (True, False),
        world.user("both", [put, "AliyunCloudMonitorReadOnlyAccess", document]): (True, True),
    }
    for user, expected in users.items():
        for name, value in world.env(user).items():
            monkeypatch.setenv(name, value)
        can = []
        for call in (contacts.names, lambda: contacts.add("Alice", "alice@example.com")):
            try:
                call()
                can.append(True)
            except Exception:
                can.append(False)
        assert tuple(can) == expected, user.name
    assert world.calls.list("CreateUser", product="Ram") == []
    assert "secret" not in repr(world.key).lower()
    with pytest.raises(localyun.ControlError, match="NoSuchPolicy"):
        world.user("other", "NoSuchPolicy")


def test_a_program_with_a_proxy_in_its_environment_reaches_the_world(
    world: localyun.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with mock.patch.dict(os.environ, world.env()):
        contacts.add("Alice", "alice@example.com")
    world.calls.verify("PutContact", times=1)


def test_the_applied_environment_is_that_of_the_credentials_library_too(world: localyun.World) -> None:
    before = dict(os.environ)
    with world.applied_env() as variables:
        assert os.environ["LOCALYUN_ENDPOINT"] == variables["LOCALYUN_ENDPOINT"] == world.url
        assert Credentials().get_credential().access_key_id == world.access_key_id
        ann = world.user("ann")
        with world.applied_env(ann):
            assert Credentials().get_credential().access_key_id == ann.access_key_id
        assert Credentials().get_credential().access_key_id == world.access_key_id
    assert dict(os.environ) == before


def test_the_credentials_uri_gives_sessions_of_a_role(
    world: localyun.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    uri = world.env()["ALIBABA_CLOUD_CREDENTIALS_URI"]
    credential = Credentials(CredentialsConfig(type="credentials_uri", credentials_uri=uri))
    client = Client(Config(credential=credential, endpoint=world.endpoint, protocol="http"))
    client.describe_contact_list(models.DescribeContactListRequest())
    (call,) = world.calls.list("DescribeContactList")
    assert call.data["caller"]["arn"] == f"acs:ram::{world.account_id}:assumed-role/localyun/localyun"


def test_verify_names_the_nearest_call_and_how_it_differs(world: localyun.World) -> None:
    with mock.patch.dict(os.environ, world.env()):
        contacts.add("Alice", "alice@example.com")
    with pytest.raises(localyun.CallsDiffer) as raised:
        world.calls.verify("PutContact", {"ContactName": "Bob"}, times=2)
    lines = str(raised.value).splitlines()
    assert lines[0].startswith("0 calls match, where exactly 2 should: action=PutContact")
    assert "200 Cms PutContact root" in lines[2]
    assert lines[3] == "    params.ContactName: expected 'Bob', found 'Alice'"
    with pytest.raises(localyun.CallsDiffer, match="1 calls? match"):
        world.calls.verify("PutContact", at_most=0)
    with pytest.raises(localyun.ControlError, match="did you mean PutContact"):
        world.calls.verify("PutContcat", at_most=0)


def test_a_wait_that_is_over_says_what_there_is(world: localyun.World) -> None:
    with pytest.raises(localyun.NoMessage, match="came within 0.05 s; the outbox is empty"):
        world.outbox.wait(to="bob@example.com", timeout="50ms")
    with mock.patch.dict(os.environ, world.env()):
        contacts.add("Alice", "alice@example.com")
    with pytest.raises(
        localyun.NoMessage, match=r"\(to=alice@example.com\) came within 0 s.*\n  1 verification by mail"
    ):
        world.outbox.code(to="alice@example.com", timeout=0)
    with pytest.raises(localyun.CallsDiffer, match="action=DeleteContact.*\n.* 200 Cms PutContact"):
        world.calls.wait("DeleteContact", timeout=timedelta(milliseconds=50))
    assert world.calls.list(params={"Describe": "On*"}, status="2xx", full=True)[0].data["answer"]
    assert len(world.calls.list(since=1)) == 0
    world.calls.clear()
    assert world.calls.text() == "(1 calls before these)\n(no calls)"


def test_faults_take_times_and_durations(world: localyun.World) -> None:
    world.clock.freeze("2026-01-01")
    fault = world.faults.add(
        error="Throttling.User",
        until=timedelta(minutes=1),
        retry_after="3s",
        after=datetime(2026, 1, 1, tzinfo=timezone.utc),
    )
    assert fault.rule["retry_after"] == "3s"
    assert [one.id for one in world.faults.list()] == [fault.id]
    assert "flaky-network" in world.faults.presets()
    with pytest.raises(localyun.ControlError, match="did you mean PutContact"):
        world.faults.add("PutContcat", stall=True)


def test_snapshots_by_name_stay_and_others_go_with_the_world(tmp_path: Path) -> None:
    server = localyun.server()
    with server.world("default") as first:
        first.snapshot.save("kept")
        first.snapshot.save("kept", replace=True)
        drawn = first.snapshot.save()
        first.snapshot.delete(first.snapshot.save())
        with server.world() as other:
            other.snapshot.delete(first.snapshot.save())
        file = first.snapshot.download("kept", tmp_path / "file.db")
        first.snapshot.upload(file, "given")
        names = {one.name for one in first.snapshot.list()}
        assert {"kept", "given", drawn.name} <= names
    with server.world("kept") as second:
        assert drawn.name not in {one.name for one in second.snapshot.list()}
        assert second.snapshot.diff("kept", "given") == {}
        second.snapshot.delete("kept")
        second.snapshot.delete("given")


def test_a_seed_is_applied_to_a_world(world: localyun.World, tmp_path: Path) -> None:
    file = tmp_path / "users.yaml"
    file.write_text(f"version: 1\naccounts:\n  - id: {world.account_id}\n    ram: {{users: [{{name: ci}}]}}\n")
    assert world.seed(file)["created"] == 1
    file.write_text("versoin: 1")
    with pytest.raises(localyun.ControlError, match="users.yaml:1:1: "):
        world.seed(file)


def test_a_dropped_world_is_gone(world: localyun.World) -> None:
    world.drop()
    world.drop()
    assert "no world" in world.report()
    with pytest.raises(localyun.ControlError):
        world.clock.now()


@pytest.mark.parametrize(
    ("duration", "seconds", "text"),
    [
        (timedelta(hours=1, milliseconds=5), 3600.005, "3600005ms"),
        ("1h30m", 5400.0, "1h30m"),
        ("2d", 172800.0, "2d"),
        ("250ms", 0.25, "250ms"),
        ("10", 10.0, "10"),
        (0.5, 0.5, "500ms"),
        (-90, -90.0, "-90000ms"),
    ],
)
def test_durations(duration: localyun.Duration, seconds: float, text: str) -> None:
    assert duration_seconds(duration) == pytest.approx(seconds)
    assert duration_text(duration) == text


def test_times() -> None:
    assert time_text(date(2026, 1, 1)) == "2026-01-01"
    assert time_text(datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))) == "2026-01-01T00:00:00.000Z"
    with pytest.raises(ValueError, match="has no time zone"):
        time_text(datetime(2026, 1, 1))
    for wrong in ("", "1x", "h"):
        with pytest.raises(ValueError, match="is not a duration"):
            duration_seconds(wrong)
