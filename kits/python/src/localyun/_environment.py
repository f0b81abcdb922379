"""The environment of programs that are to call a world."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import Any, Dict, Iterator, Mapping, Optional

from ._control import Control
from ._keys import Key

#: The vendor's credentials library reads the environment once, when it is imported, and keeps it here.
_CREDENTIALS = "alibabacloud_credentials.utils.auth_util"


def environment(control: Control, world: str, key: Key, region: str) -> Dict[str, str]:
    """The variables that lead the SDKs to a world with a key.

    No SDK reads an endpoint from the environment: a program takes it from ``LOCALYUN_ENDPOINT``, or
    from settings of its own.
    """
    return {
        "LOCALYUN_ENDPOINT": control.url,
        "LOCALYUN_ACCESS_KEY_ID": key.access_key_id,
        "LOCALYUN_ACCESS_KEY_SECRET": key.access_key_secret,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": key.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": key.access_key_secret,
        # A token of the surrounding environment belongs to another key.
        "ALIBABA_CLOUD_SECURITY_TOKEN": "",
        "ALIBABA_CLOUD_REGION_ID": region,
        # Sessions of a role, for a program that looks for credentials there, as in a container.
        "ALIBABA_CLOUD_CREDENTIALS_URI": f"{control.url}/_localyun/credentials?world={world}",
        # The SDKs for Python use a proxy for 127.0.0.1 too, whatever NO_PROXY says.
        "HTTP_PROXY": "",
        "http_proxy": "",
        "ALL_PROXY": "",
        "all_proxy": "",
    }


@contextmanager
def applied(variables: Mapping[str, str]) -> Iterator[None]:
    """Sets variables in ``os.environ``, and where the vendor's credentials library keeps them, until the end of the block."""
    before = {name: os.environ.get(name) for name in variables}
    kept = _kept(variables)
    kept_before = {name: getattr(sys.modules[_CREDENTIALS], name) for name in kept}
    _set(variables, kept)
    try:
        yield
    finally:
        _set(before, kept_before)


def _kept(variables: Mapping[str, str]) -> Dict[str, str]:
    """The variables by the names that the credentials library has for them; none if it is not there."""
    names = {f"environment_{name.lower().replace('alibaba_cloud_', '', 1)}": name for name in variables}
    library = sys.modules.get(_CREDENTIALS)
    return {own: variables[name] for own, name in names.items() if hasattr(library, own)}


def _set(variables: Mapping[str, Optional[str]], kept: Mapping[str, Any]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    for name, value in kept.items():
        setattr(sys.modules[_CREDENTIALS], name, value)
