"""A program as it runs in the cloud: the SDK of the old generation for Python, with no endpoint and no key in the code."""

import json
import os
import sys
import warnings

from aliyunsdkcms.request.v20190101.DeleteContactRequest import DeleteContactRequest
from aliyunsdkcms.request.v20190101.DescribeContactListRequest import DescribeContactListRequest
from aliyunsdkcms.request.v20190101.PutContactRequest import PutContactRequest
from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import AccessKeyCredential, EcsRamRoleCredential, RamRoleArnCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdksts.request.v20150401.GetCallerIdentityRequest import GetCallerIdentityRequest

warnings.simplefilter("ignore", DeprecationWarning)


def credentials():
    """The SDK finds none by itself; this is how its users pass on what the environment says."""
    if "ALIBABA_CLOUD_ECS_METADATA" in os.environ:
        return EcsRamRoleCredential(os.environ["ALIBABA_CLOUD_ECS_METADATA"])
    return AccessKeyCredential(os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"])


def send(request, credential, protocol="https", **values):
    if protocol:
        request.set_protocol_type(protocol)
    for name, value in values.items():
        getattr(request, f"set_{name}")(value)
    return json.loads(AcsClient(region_id="cn-hangzhou", credential=credential).do_action_with_exception(request))


def contacts(protocol="https"):
    def call(request, **values):
        return send(request, credentials(), protocol, **values)

    def names():
        return [it["Name"] for it in call(DescribeContactListRequest())["Contacts"]["Contact"]]

    call(PutContactRequest(), ContactName="alice", Describe="on call", ChannelsMail="alice@example.com")
    listed = names()
    call(DeleteContactRequest(), ContactName="alice")
    return f"{listed} then {names()}"


def plain():
    return contacts(protocol=None)


def refused():
    credential = AccessKeyCredential(os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], "wrong")
    try:
        send(DescribeContactListRequest(), credential)
    except ServerException as e:
        return e.get_error_code()
    return "answered"


def caller(credential=None):
    return send(GetCallerIdentityRequest(), credential or credentials())["Arn"]


def role():
    key = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
    return caller(RamRoleArnCredential(*key, os.environ["ALIBABA_CLOUD_ROLE_ARN"], "unchanged"))


for verb in sys.argv[1:]:
    print(verb, globals()[verb](), flush=True)
