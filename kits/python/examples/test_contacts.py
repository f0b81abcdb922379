"""The first test."""

import contacts
import pytest

import localyun


@pytest.mark.usefixtures("localyun_env")
def test_a_contact_is_added(localyun_world: localyun.World) -> None:
    contacts.add("Alice", "alice@example.com")
    assert contacts.names() == ["Alice"]
    localyun_world.calls.verify("PutContact", {"Channels.Mail": "alice@example.com"}, times=1)
