"""A program as it runs in the cloud: the SDKs of the new generation for Python, with no endpoint and no key in the code."""

import os
import sys

from alibabacloud_cms20190101 import models as cms
from alibabacloud_cms20190101.client import Client as Cms
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_credentials.models import Config as CredentialsConfig
from alibabacloud_sts20150401.client import Client as Sts
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config

REGION = "cn-hangzhou"


def contacts():
    client = Cms(Config(credential=Credentials(), region_id=REGION))
    channels = cms.PutContactRequestChannels(mail="alice@example.com")
    client.put_contact(cms.PutContactRequest(contact_name="alice", describe="on call", channels=channels))
    listed = client.describe_contact_list(cms.DescribeContactListRequest()).body.contacts.contact
    client.delete_contact(cms.DeleteContactRequest(contact_name="alice"))
    left = client.describe_contact_list(cms.DescribeContactListRequest()).body.contacts.contact
    return f"{[it.name for it in listed]} then {[it.name for it in left or []]}"


def refused():
    key = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
    client = Cms(Config(access_key_id=key, access_key_secret="wrong", region_id=REGION))
    try:
        client.describe_contact_list(cms.DescribeContactListRequest())
    except AlibabaCloudException as e:
        return e.code
    return "answered"


def caller(credentials=None):
    client = Sts(Config(credential=credentials or Credentials(), region_id=REGION))
    return client.get_caller_identity().body.arn


def role():
    return caller(
        Credentials(
            CredentialsConfig(
                type="ram_role_arn",
                access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
                access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
                role_arn=os.environ["ALIBABA_CLOUD_ROLE_ARN"],
                role_session_name="unchanged",
            )
        )
    )


for verb in sys.argv[1:]:
    print(verb, globals()[verb](), flush=True)
