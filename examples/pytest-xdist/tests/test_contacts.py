from urllib.request import urlopen

import localyun
import pytest

from oncall import contacts

ROSTER = {"Alice": "alice@example.com", "Bob": "bob@example.com"}


def test_the_roster_is_brought_into_line(cloud: localyun.World) -> None:
    contacts.sync(ROSTER)
    change = contacts.sync({"Bob": "bob@example.com", "Carol": "carol@example.com"})
    assert change == contacts.Change(added=["Carol"], removed=["Alice"])
    cloud.calls.verify("PutContact", {"ContactName": "Bob"}, times=1)  # one mail only


def test_a_contact_is_active_once_the_link_in_the_mail_is_opened(cloud: localyun.World) -> None:
    contacts.sync(ROSTER)
    assert contacts.unconfirmed() == ["Alice", "Bob"]
    with urlopen(cloud.outbox.link(to="alice@example.com")) as page:
        assert b"Activated" in page.read()
    assert contacts.unconfirmed() == ["Bob"]


def test_a_changed_address_is_sent_and_has_to_be_confirmed(cloud: localyun.World) -> None:
    contacts.sync(ROSTER)
    urlopen(cloud.outbox.link(to="alice@example.com")).close()
    change = contacts.sync({**ROSTER, "Alice": "alice@example.org"})
    assert change == contacts.Change(added=["Alice"], removed=[])
    assert cloud.outbox.wait(to="alice@example.org").subject == "Activate your CloudMonitor alert contact"


def test_a_link_that_is_a_day_old_no_longer_works(cloud: localyun.World) -> None:
    contacts.sync(ROSTER)
    link = cloud.outbox.link(to="bob@example.com")
    cloud.clock.advance("25h")
    with pytest.raises(Exception, match="410"):
        urlopen(link)
    assert contacts.unconfirmed() == ["Alice", "Bob"]


def test_all_pages_are_read(cloud: localyun.World) -> None:
    cloud.control("POST", "paging", {"action": "DescribeContactList", "max_page": 1})
    contacts.sync(ROSTER)
    assert contacts.sync(ROSTER) == contacts.Change(added=[], removed=[])


def test_the_program_needs_no_more_than_its_policy(cloud: localyun.World) -> None:
    actions = ["cms:PutContact", "cms:DeleteContact", "cms:DescribeContactList"]
    policy = {"Version": "1", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
    with cloud.applied_env(cloud.user("oncall", policy)):
        contacts.sync(ROSTER)
        contacts.sync({})
    cloud.calls.verify(caller="oncall", at_least=4)
    cloud.calls.verify(caller="oncall", code="InvalidAuthorization", times=0)
