"""What becomes of a run when the service or the network has a bad day."""

import time

import localyun
import pytest

from oncall import cloud as program
from oncall import contacts

ROSTER = {"Alice": "alice@example.com"}


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """For how long the program has slept; no test waits for it."""
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)
    return naps


def test_a_throttled_call_is_made_again_as_late_as_the_service_says(cloud: localyun.World, slept: list[float]) -> None:
    cloud.faults.add("PutContact", error="Throttling.User", retry_after="3s", nth=1)
    contacts.sync(ROSTER)
    assert slept == [3.0]
    cloud.calls.verify("PutContact", code="Throttling.User", times=1)
    cloud.calls.verify("PutContact", status=200, times=1)


def test_a_service_that_stays_busy_is_given_up(cloud: localyun.World, slept: list[float]) -> None:
    cloud.faults.add("PutContact", error="ServiceUnavailable")
    with pytest.raises(Exception, match="ServiceUnavailable"):
        contacts.sync(ROSTER)
    cloud.calls.verify("PutContact", times=program.ATTEMPTS)
    assert slept == sorted(slept) and len(slept) == program.ATTEMPTS - 1


def test_no_second_mail_is_sent_when_an_answer_is_lost(cloud: localyun.World) -> None:
    lost = cloud.faults.add("PutContact", lost_answer=True, nth=1)
    contacts.sync(ROSTER)
    assert cloud.faults.get(lost).fired == 1
    cloud.calls.verify("PutContact", times=1)
    assert len(cloud.outbox.list(to="alice@example.com")) == 1


def test_a_call_that_was_not_carried_out_is_made_again(cloud: localyun.World) -> None:
    cloud.faults.add("PutContact", reset=True, nth=1)
    contacts.sync(ROSTER)
    assert contacts.unconfirmed() == ["Alice"]


@pytest.mark.parametrize("effect", [{"http": 503}, {"stall": True}, {"cut": 20}, {"bad_json": True}], ids=str)
def test_an_answer_that_is_none_is_not_taken_for_one(
    cloud: localyun.World, monkeypatch: pytest.MonkeyPatch, effect: dict[str, object]
) -> None:
    monkeypatch.setattr(program, "READ_TIMEOUT_MS", 200)
    cloud.faults.add("DescribeContactList", **effect)
    with pytest.raises(program.NoAnswer):
        contacts.sync(ROSTER)
    cloud.calls.verify("PutContact", times=0)
