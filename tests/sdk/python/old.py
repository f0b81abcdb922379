"""python-old: aliyun-python-sdk-<product> on aliyun-python-sdk-core."""

import importlib
import json
import os
import warnings
import xml.etree.ElementTree as ElementTree
from functools import cache

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.auth.credentials import StsTokenCredential
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest

from player import Answer, Player, Refused

PACKAGES = {
    "Alidns": "aliyunsdkalidns",
    "ARMS": "aliyunsdkarms",
    "cas": "aliyunsdkcas",
    "Cdn": "aliyunsdkcdn",
    "Cms": "aliyunsdkcms",
    "dcdn": "aliyunsdkdcdn",
    "Dypnsapi": "aliyunsdkdypnsapi",
    "Dysmsapi": "aliyunsdkdysmsapi",
    "Ecs": "aliyunsdkecs",
    "Kms": "aliyunsdkkms",
    "Ram": "aliyunsdkram",
    "ResourceManager": "aliyunsdkresourcemanager",
    "sae": "aliyunsdksae",
    "Sts": "aliyunsdksts",
    "Vpc": "aliyunsdkvpc",
}
HOST, PORT = os.environ["LOCALYUN_ENDPOINT"].rsplit(":", 1)

warnings.simplefilter("ignore", DeprecationWarning)


@cache
def client(timeout, attempts, access_key_id, access_key_secret, security_token=None):
    options = {"port": int(PORT), "timeout": timeout and timeout / 1000}
    if timeout:
        options.update(auto_retry=attempts is not None, max_retry_time=attempts and attempts - 1)
    if security_token is None:
        return AcsClient(access_key_id, access_key_secret, "cn-hangzhou", **options)
    credential = StsTokenCredential(access_key_id, access_key_secret, security_token)
    return AcsClient(region_id="cn-hangzhou", credential=credential, **options)


def dotted(element):
    """In an element of a list, `Escalations: {Warn}` is the key `Escalations.Warn`."""
    if not isinstance(element, dict):
        return element
    found = {}
    for key, value in element.items():
        if isinstance(value, dict):
            found.update({f"{key}.{name}": inner for name, inner in dotted(value).items()})
        else:
            found[key] = value
    return found


def give(request, name, value):
    """`Channels: {Mail}` is set_ChannelsMail; a list has one more "s" in its setter's name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            give(request, name + key, inner)
    elif isinstance(value, list):
        setter = getattr(request, f"set_{name}s", None) or getattr(request, f"set_{name}")
        setter([dotted(element) for element in value])
    else:
        getattr(request, f"set_{name}")(value)


def tree(element):
    """An XML answer as its reader sees it: text, or elements by name, repeated ones as a list."""
    if len(element) == 0:
        return element.text or ""
    found = {}
    for child in element:
        found.setdefault(child.tag, []).append(tree(child))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def flat(name, value):
    """`Tags: [{Key}]` is `Tags.1.Key`."""
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value, 1)
    else:
        yield name, value
        return
    for key, each in inner:
        yield from flat(f"{name}.{key}", each)


def common(ask):
    """A request for what is newer than the package, or has none, as the SDK's users make it."""
    method, path = ask.route.split() if ask.route else ("POST", None)
    request = CommonRequest(HOST, ask.version, ask.action, path, ask.product)  # a path makes it ROA
    request.set_method(method)
    add = request.add_query_param if ask.route else request.add_body_params
    for name, value in ask.params.items():
        if name == "RegionId":  # the core sends it, in the query
            request.add_query_param(name, value)
            continue
        for key, each in flat(name, value):
            add(key, each)
    return request


def request_for(ask):
    if ask.by_name:
        return common(ask)
    module = f"{PACKAGES.get(ask.product)}.request.v{ask.version.replace('-', '')}.{ask.action}Request"
    try:
        request = getattr(importlib.import_module(module), f"{ask.action}Request")()
    except ModuleNotFoundError:
        return common(ask)
    request.set_endpoint(HOST)
    for name, value in ask.params.items():
        if name == "RegionId":  # few classes have it: the core sends the client's
            request.add_query_param(name, value)
        else:
            give(request, name, value)
    return request


def call(ask):
    request = request_for(ask)
    request.set_protocol_type("http")  # some requests ask for https by themselves
    acs = client(ask.timeout, ask.attempts, **ask.key)
    if ask.format == "XML":
        # do_action_with_exception always asks for JSON; this is how a user gets XML
        request.set_accept_format("XML")
        body = acs.do_action(request)
        root = ElementTree.fromstring(body)
        if root.tag == "Error":
            seen = tree(root)
            raise Refused(seen["Code"], seen["Message"], seen["RequestId"])
        if root.tag != f"{ask.action}Response":
            raise ValueError(f"root element {root.tag}")
        return Answer(tree(root), text=True)
    try:
        return Answer(json.loads(acs.do_action_with_exception(request)))
    except ServerException as e:
        raise Refused(e.get_error_code(), e.get_error_msg(), e.get_request_id(), e.get_http_status()) from None


if __name__ == "__main__":
    Player("python-old", call).main()
