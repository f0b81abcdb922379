"""The first test, all in one file: that of the README of the project."""

from alibabacloud_cms20190101 import client, models
from alibabacloud_tea_openapi.models import Config

import localyun


def test_a_contact_is_added(localyun_world: localyun.World) -> None:
    world = localyun_world
    config = Config(access_key_id=world.access_key_id, access_key_secret=world.access_key_secret)
    config.endpoint, config.protocol = world.endpoint, "http"
    mail = models.PutContactRequestChannels(mail="alice@example.com")
    request = models.PutContactRequest(contact_name="Alice", describe="On call", channels=mail)
    client.Client(config).put_contact(request)
    world.calls.verify("PutContact", {"ContactName": "Alice"}, times=1)
