"""Clients of the vendor's services, and what to do when a call is not answered as hoped.

The credentials are found where the SDK always looks for them. ONCALL_ENDPOINT is the URL of a gateway that
is called in the place of the services' own hosts.
"""

import os
import time
from typing import Callable, TypeVar

from alibabacloud_cas20200407.client import Client as Certificates
from alibabacloud_cms20190101.client import Client as CloudMonitor
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config
from darabonba.exceptions import UnretryableException

Answer = TypeVar("Answer")

ATTEMPTS = 4
READ_TIMEOUT_MS = 10_000


class NoAnswer(Exception):
    """Nobody knows whether the call was carried out: look before you call again."""


def cloud_monitor() -> CloudMonitor:
    return CloudMonitor(_config("https://metrics.cn-hangzhou.aliyuncs.com"))


def certificates() -> Certificates:
    return Certificates(_config("https://cas.aliyuncs.com"))


def call(method: Callable[..., Answer], request: object) -> Answer:
    """Calls, and calls again as long as the service says that it did nothing because it is busy."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return method(request)
        except UnretryableException as error:  # a lost connection, a timeout, the page of a load balancer
            raise NoAnswer(f"{method.__name__}: {error}") from error
        except AlibabaCloudException as error:
            busy = error.code.startswith("Throttling") or error.code == "ServiceUnavailable"
            if not busy or attempt == ATTEMPTS:
                raise
            told = error.retry_after  # milliseconds
            time.sleep(told / 1000 if told else 0.2 * 2**attempt)
    raise AssertionError("unreachable")


def _config(host: str) -> Config:
    protocol, _, endpoint = os.environ.get("ONCALL_ENDPOINT", host).partition("://")
    return Config(credential=Credentials(), endpoint=endpoint, protocol=protocol, read_timeout=READ_TIMEOUT_MS)
