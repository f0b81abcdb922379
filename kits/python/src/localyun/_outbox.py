"""The messages that a world has sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, List, Mapping, Optional, Union

from ._control import Control
from ._times import Duration, Time, duration_seconds, time_text
from ._waiting import waits


class NoMessage(AssertionError):
    """The message that a test waited for did not come. The text lists those that there are."""


@dataclass(frozen=True)
class Message:
    """A message that an action or due work has sent. Nothing is delivered anywhere."""

    id: int
    account: str
    product: str
    kind: str  #: ``verification``, ``alert`` or ``notification``
    channel: str  #: ``mail``, ``sms``, ``voice``, ``robot``, ``webhook`` or ``receipt``
    to: str
    subject: str
    body: str
    link: Optional[str]  #: the link that confirms an address
    links: List[str]
    codes: List[str]
    template: Optional[str]  #: the code of the template that it was made of
    state: Optional[str]  #: what the network has made of it: ``waiting``, ``delivered`` or ``failed``
    data: Mapping[str, Any] = field(repr=False)  #: all members, as the control API answers them

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Message:
        """The message of an answer of the control API."""
        names = "id account product kind channel to subject body link links codes".split()
        members = {name: data[name] for name in names}
        return cls(data=data, template=data.get("template"), state=data.get("state"), **members)


class Outbox:
    """The outbox of one world."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def list(
        self,
        *,
        to: Optional[str] = None,
        channel: Optional[str] = None,
        kind: Optional[str] = None,
        product: Optional[str] = None,
        account: Optional[str] = None,
        template: Optional[str] = None,
        tag: Optional[str] = None,
        state: Optional[str] = None,
        since: Union[int, Time, None] = None,
        limit: Optional[int] = None,
    ) -> List[Message]:
        """The messages, oldest first. ``since`` is the id of a message or a time.

        Text messages and mail have a ``template`` (its code), perhaps a ``tag``, and a ``state``, which is what the
        network has made of them: ``waiting``, ``delivered`` or ``failed``.
        """
        return self._page(_filters(to, channel, kind, product, account, template, tag, state, since), limit=limit)

    def wait(
        self,
        *,
        to: Optional[str] = None,
        channel: Optional[str] = None,
        kind: Optional[str] = None,
        product: Optional[str] = None,
        account: Optional[str] = None,
        template: Optional[str] = None,
        tag: Optional[str] = None,
        state: Optional[str] = None,
        since: Union[int, Time, None] = None,
        timeout: Duration = 10,
    ) -> Message:
        """The newest message, waiting until there is one. Raises `NoMessage` after the timeout."""
        __tracebackhide__ = True
        filters = _filters(to, channel, kind, product, account, template, tag, state, since)
        return self._wait(filters, timeout, "message", lambda _: True)

    def code(
        self,
        *,
        to: Optional[str] = None,
        channel: Optional[str] = None,
        product: Optional[str] = None,
        account: Optional[str] = None,
        template: Optional[str] = None,
        tag: Optional[str] = None,
        state: Optional[str] = None,
        since: Union[int, Time, None] = None,
        timeout: Duration = 10,
    ) -> str:
        """The verification code in the newest message that has one, waiting until there is one."""
        __tracebackhide__ = True
        filters = _filters(to, channel, None, product, account, template, tag, state, since)
        return self._wait(filters, timeout, "message with a code", lambda m: bool(m.codes)).codes[-1]

    def link(
        self,
        *,
        to: Optional[str] = None,
        channel: Optional[str] = None,
        product: Optional[str] = None,
        account: Optional[str] = None,
        template: Optional[str] = None,
        tag: Optional[str] = None,
        state: Optional[str] = None,
        since: Union[int, Time, None] = None,
        timeout: Duration = 10,
    ) -> str:
        """The link in the newest message that has one, waiting until there is one."""
        __tracebackhide__ = True
        filters = _filters(to, channel, None, product, account, template, tag, state, since)
        message = self._wait(filters, timeout, "message with a link", lambda m: bool(m.link or m.links))
        return message.link or message.links[0]

    def delete(self) -> int:
        """Deletes all messages, and answers how many. The ids of later ones go on."""
        return int(self._control.delete("outbox")["deleted"])

    def _page(self, filters: Mapping[str, Any], **more: Any) -> List[Message]:
        answer = self._control.get("outbox", {**filters, **more})
        return [Message.of(data) for data in answer["messages"]]

    def _wait(
        self, filters: Mapping[str, Any], timeout: Duration, what: str, wanted: Callable[[Message], bool]
    ) -> Message:
        __tracebackhide__ = True
        since = filters.get("since")
        for wait in waits(timeout):
            messages = self._page({**filters, "since": since}, wait=wait)
            for message in reversed(messages):
                if wanted(message):
                    return message
            if messages:
                since = messages[-1].id
        asked = ", ".join(f"{name}={value}" for name, value in filters.items() if value is not None) or "any"
        there = [f"  {m.id} {m.kind} by {m.channel} to {m.to}: {m.subject}" for m in self.list(limit=20)]
        text = "\n".join(["there are:", *there] if there else ["the outbox is empty"])
        raise NoMessage(f"no {what} ({asked}) came within {duration_seconds(timeout):g} s; {text}")


def _filters(
    to: Optional[str],
    channel: Optional[str],
    kind: Optional[str],
    product: Optional[str],
    account: Optional[str],
    template: Optional[str],
    tag: Optional[str],
    state: Optional[str],
    since: Union[int, Time, None],
) -> Mapping[str, Any]:
    after = since if since is None or isinstance(since, int) else time_text(since)
    sender = {"kind": kind, "product": product, "account": account, "template": template, "tag": tag}
    return {"to": to, "channel": channel, **sender, "state": state, "since": after}
