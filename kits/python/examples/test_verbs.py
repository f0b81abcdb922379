"""Each verb of a world."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Dict
from urllib.request import urlopen

import contacts
import pytest
from alibabacloud_cms20190101.client import Client
from alibabacloud_resourcedirectorymaster20220419 import models
from alibabacloud_resourcedirectorymaster20220419.client import Client as DirectoryClient
from alibabacloud_tea_openapi.models import Config
from darabonba.exceptions import UnretryableException

import localyun

pytestmark = pytest.mark.usefixtures("localyun_env")

SEED = {
    "version": 1,
    "accounts": [
        {
            "id": "1000000000000001",
            "cms": {"contacts": [{"name": "ops", "description": "Night shift", "mail": "ops@example.com"}]},
        }
    ],
}


@pytest.mark.localyun(from_=SEED)
def test_world_begins_with_a_seed(localyun_world: localyun.World) -> None:
    assert localyun_world.account_id == "1000000000000001"
    assert contacts.names() == ["ops"]


@pytest.mark.localyun(accounts=2, ttl="10m")
def test_world_has_keys(localyun_world: localyun.World) -> None:
    first, second = localyun_world.accounts
    config = Config(
        access_key_id=second.access_key_id,
        access_key_secret=second.access_key_secret,
        endpoint=localyun_world.endpoint,  # host:port
        protocol="http",
        region_id=localyun_world.region,
    )
    assert Client(config)
    assert first == localyun_world.key and first.id != second.id


def test_user(localyun_world: localyun.World) -> None:
    allowed = {"Effect": "Allow", "Action": "cms:PutContact", "Resource": "*"}
    ci = localyun_world.user("ci", {"Version": "1", "Statement": [allowed]})
    with localyun_world.applied_env(ci):
        contacts.add("Alice", "alice@example.com")
        with pytest.raises(Exception, match="not authorized"):
            contacts.names()
    localyun_world.calls.verify("DescribeContactList", caller=ci.arn, code="InvalidAuthorization", times=1)


def test_applied_env(localyun_world: localyun.World) -> None:
    ci = localyun_world.user("ci", "AliyunCloudMonitorFullAccess")
    with localyun_world.applied_env(ci):
        contacts.add("Alice", "alice@example.com")
    localyun_world.calls.verify("PutContact", caller=ci.arn, times=1)


def test_env(localyun_world: localyun.World, localyun_env: Dict[str, str]) -> None:
    program = "import contacts; contacts.add('Alice', 'alice@example.com')"
    # The fixture localyun_env has set os.environ; without it: env={**os.environ, **localyun_world.env()}
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parent)
    localyun_world.calls.verify("PutContact", times=1)


def test_clock(localyun_world: localyun.World) -> None:
    clock = localyun_world.clock
    clock.freeze("2026-01-01")
    contacts.add("Alice", "alice@example.com")
    link = localyun_world.outbox.link(to="alice@example.com")
    clock.advance("24h1m")  # or timedelta(hours=24, minutes=1)
    with pytest.raises(Exception, match="410"):  # the link has expired
        urlopen(link)
    clock.set(datetime(2026, 2, 1, tzinfo=timezone.utc))
    assert clock.now() == datetime(2026, 2, 1, tzinfo=timezone.utc)
    clock.rate(60)  # an hour passes in a minute
    clock.release()  # the machine's time again
    assert abs(clock.now() - datetime.now(timezone.utc)) < timedelta(minutes=1)


def test_outbox(localyun_world: localyun.World) -> None:
    contacts.add("Alice", "alice@example.com")
    message = localyun_world.outbox.wait(to="alice@example.com", channel="mail", timeout="5s")
    assert message.subject == "Activate your CloudMonitor alert contact"
    with urlopen(localyun_world.outbox.link(to="alice@example.com")) as page:
        assert b"Activated" in page.read()
    assert localyun_world.outbox.delete() == 1
    assert localyun_world.outbox.list() == []


def test_code(localyun_world: localyun.World) -> None:
    directory = DirectoryClient(
        Config(
            access_key_id=localyun_world.access_key_id,
            access_key_secret=localyun_world.access_key_secret,
            endpoint=localyun_world.endpoint,
            protocol="http",
        )
    )
    phone = "86-13800000000"
    request = models.SendVerificationCodeForEnableRDRequest(secure_mobile_phone=phone)
    directory.send_verification_code_for_enable_rd(request)
    code = localyun_world.outbox.code(to=phone)
    directory.enable_resource_directory(
        models.EnableResourceDirectoryRequest(
            enable_mode="NewManagementAccount",
            maname="boss@rdadmin.aliyunid.com",
            masecure_mobile_phone=phone,
            verification_code=code,
        )
    )


def test_faults(localyun_world: localyun.World) -> None:
    throttled = localyun_world.faults.add("PutContact", error="Throttling.User", nth=1)
    contacts.add("Alice", "alice@example.com")  # tries again
    localyun_world.calls.verify("PutContact", code="Throttling.User", times=1)
    assert localyun_world.faults.get(throttled).fired == 1
    localyun_world.faults.remove(throttled)

    localyun_world.faults.preset("region-down", region="cn-*")
    with pytest.raises(UnretryableException):  # the page of a load balancer
        contacts.names()
    localyun_world.faults.clear()
    assert contacts.names() == ["Alice"]


def test_calls(localyun_world: localyun.World) -> None:
    contacts.add("Alice", "alice@example.com")
    call = localyun_world.calls.list("PutContact", {"ContactName": "A*"})[0]
    assert call.status == 200 and call.parameters["ContactName"] == "Alice"

    since = localyun_world.calls.last()
    worker = threading.Thread(target=contacts.names)
    worker.start()
    localyun_world.calls.wait("DescribeContactList", since=since, timeout="5s")
    worker.join()
    localyun_world.calls.verify("PutContact", since=since, at_most=0)
    print(localyun_world.calls.explain(call))


def test_snapshot(localyun_world: localyun.World, tmp_path: Path) -> None:
    contacts.add("Alice", "alice@example.com")
    prepared = localyun_world.snapshot.save()
    contacts.add("Bob", "bob@example.com")
    assert localyun_world.snapshot.diff(prepared)["cms"]["cms_contact"]["added"] == 1
    localyun_world.snapshot.restore(prepared)
    assert contacts.names() == ["Alice"]
    # A file that `localyun serve --data :memory: --from prepared.db` begins with
    localyun_world.snapshot.download(prepared, tmp_path / "prepared.db")


def test_reset(localyun_world: localyun.World) -> None:
    contacts.add("Alice", "alice@example.com")
    localyun_world.reset()
    assert contacts.names() == []


def test_control(localyun_world: localyun.World) -> None:
    for name in ("alice", "bob"):
        contacts.add(name, f"{name}@example.com")
    localyun_world.control("POST", "/paging", {"max_page": 1})
    assert len(contacts.names()) == 1  # the program reads one page alone
