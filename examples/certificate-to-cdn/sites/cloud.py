"""Clients of the services, with the credentials that the SDK finds. SITES_ENDPOINT is a URL to call in the place of their own hosts."""

import os

from alibabacloud_alidns20150109.client import Client as Alidns
from alibabacloud_cas20200407.client import Client as Cas
from alibabacloud_cdn20180510.client import Client as Cdn
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_tea_openapi.models import Config


def dns() -> Alidns:
    return Alidns(_config("https://alidns.aliyuncs.com"))


def cas() -> Cas:
    return Cas(_config("https://cas.aliyuncs.com"))


def cdn() -> Cdn:
    return Cdn(_config("https://cdn.aliyuncs.com"))


def _config(host: str) -> Config:
    protocol, _, endpoint = os.environ.get("SITES_ENDPOINT", host).partition("://")
    return Config(credential=Credentials(), endpoint=endpoint, protocol=protocol)
