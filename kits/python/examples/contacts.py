"""A program that is to be tested: it keeps alert contacts in CloudMonitor."""

import os
from typing import List

from alibabacloud_cms20190101 import models
from alibabacloud_cms20190101.client import Client
from alibabacloud_tea_openapi.models import Config


def client() -> Client:
    """A client with the settings of the environment."""
    endpoint = os.environ.get("LOCALYUN_ENDPOINT", "https://metrics.cn-hangzhou.aliyuncs.com")
    protocol, host = endpoint.split("://")
    return Client(
        Config(
            access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
            access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
            endpoint=host,
            protocol=protocol,
        )
    )


def add(name: str, mail: str) -> None:
    """Adds a contact; tries again once when it is told to slow down."""
    channels = models.PutContactRequestChannels(mail=mail)
    request = models.PutContactRequest(contact_name=name, describe="On call", channels=channels)
    try:
        client().put_contact(request)
    except Exception as error:
        if getattr(error, "code", None) != "Throttling.User":
            raise
        client().put_contact(request)


async def add_async(name: str, mail: str) -> None:
    """Adds a contact, in an event loop."""
    channels = models.PutContactRequestChannels(mail=mail)
    request = models.PutContactRequest(contact_name=name, describe="On call", channels=channels)
    await client().put_contact_async(request)


def names() -> List[str]:
    """The names of all contacts."""
    answer = client().describe_contact_list(models.DescribeContactListRequest())
    return [contact.name for contact in answer.body.contacts.contact]
