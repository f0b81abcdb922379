"""The environment of programs that are to call a world."""

from __future__ import annotations

from typing import Dict

from ._control import Control
from ._keys import Key


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
