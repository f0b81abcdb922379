"""The contacts of CloudMonitor, brought into line with a roster."""

from typing import Dict, Iterator, List, NamedTuple

from alibabacloud_cms20190101 import models

from . import cloud

PAGE_SIZE = 50


class Change(NamedTuple):
    """What a run has done."""

    added: List[str]
    removed: List[str]


def sync(roster: Dict[str, str]) -> Change:
    """Adds whom the roster names and the contacts lack, and removes all others. The roster has the mail of each name."""
    there = {contact.name: contact for contact in _all()}
    added = [name for name in roster if name not in there or _moved(there[name], roster[name])]
    removed = [name for name in there if name not in roster]
    for name in added:
        _put(name, roster[name])
    for name in removed:
        _delete(name)
    return Change(added, removed)


def unconfirmed() -> List[str]:
    """Who has not opened the link in the mail yet, and so gets no alert."""
    return sorted(contact.name for contact in _all() if contact.channels_state.mail != "OK")


def _put(name: str, mail: str) -> None:
    request = models.PutContactRequest(
        contact_name=name, describe="On call", channels=models.PutContactRequestChannels(mail=mail)
    )
    method = cloud.cloud_monitor().put_contact
    try:
        cloud.call(method, request)
    except cloud.NoAnswer:
        # A second call would send a second mail, whose link replaces the first.
        if name not in [contact.name for contact in _all()]:
            cloud.call(method, request)


def _delete(name: str) -> None:
    request = models.DeleteContactRequest(contact_name=name)
    method = cloud.cloud_monitor().delete_contact
    try:
        cloud.call(method, request)
    except cloud.NoAnswer:
        if name in [contact.name for contact in _all()]:
            cloud.call(method, request)


def _moved(contact: models.DescribeContactListResponseBodyContactsContact, mail: str) -> bool:
    # An address that waits for its owner is not shown: asking again is of no use.
    shown = contact.channels.mail if contact.channels else None
    return shown is not None and shown != mail


def _all() -> Iterator[models.DescribeContactListResponseBodyContactsContact]:
    method = cloud.cloud_monitor().describe_contact_list
    seen, number = 0, 1
    while True:
        body = cloud.call(method, models.DescribeContactListRequest(page_number=number, page_size=PAGE_SIZE)).body
        page = body.contacts.contact or []
        yield from page
        seen, number = seen + len(page), number + 1
        if not page or seen >= body.total:
            return
