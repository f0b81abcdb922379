"""Access keys."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Sequence, Union

#: A policy document, the name of a system policy such as ``"AliyunCloudMonitorFullAccess"``, or a list of these.
Policy = Union[Mapping[str, Any], str, Sequence[Union[Mapping[str, Any], str]]]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Key:
    """An access key. It leads into its world, whichever client signs with it."""

    access_key_id: str
    access_key_secret: str = field(repr=False)


@dataclass(frozen=True)
class Account(Key):
    """An account of a world, with the access key of its root."""

    id: str


@dataclass(frozen=True)
class User(Key):
    """A RAM user, with its access key."""

    name: str
    account_id: str

    @property
    def arn(self) -> str:
        """The ARN, as policies and the journal name the user."""
        return f"acs:ram::{self.account_id}:user/{self.name}"


def new_user(world: str, account: Account, name: str, number: int) -> User:
    """A user with a key that leads into the world.

    The keys of a world begin with its id. They follow from the root's key, so that they are the same
    again in a world that is made with the same ``random``.
    """
    return User(
        access_key_id=f"LTAI5t{world}{_drawn(account, f'id {number} {name}', 12)}",
        access_key_secret=_drawn(account, f"secret {number} {name}", 30),
        name=name,
        account_id=account.id,
    )


def user_seed(user: User, policy: Union[Policy, None]) -> Dict[str, Any]:
    """The seed that makes a user with its key and its policies."""
    given: Sequence[Union[Mapping[str, Any], str]] = (
        [] if policy is None else [policy] if isinstance(policy, (str, Mapping)) else policy
    )
    documents = [one for one in given if not isinstance(one, str)]
    plain = "".join(letter if letter in _LETTERS else "-" for letter in user.name)
    policies: List[Dict[str, Any]] = [
        {"name": f"{plain}-{number}", "document": dict(document)} for number, document in enumerate(documents, 1)
    ]
    entry: Dict[str, Any] = {"name": user.name}
    if policies:
        entry["policies"] = [one["name"] for one in policies]
    if len(policies) < len(given):
        entry["system_policies"] = [one for one in given if isinstance(one, str)]
    key = {"user": user.name, "id": user.access_key_id, "secret": user.access_key_secret}
    ram = {"policies": policies, "users": [entry], "access_keys": [key]}
    return {"version": 1, "accounts": [{"id": user.account_id, "ram": ram}]}


def _drawn(account: Account, what: str, length: int) -> str:
    digest = hmac.new(account.access_key_secret.encode(), what.encode(), hashlib.sha256).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:length])
