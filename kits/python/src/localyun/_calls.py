"""The calls that a world has received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Union

from ._control import Control, ControlError, segment
from ._times import Duration, Time, duration_seconds, time_text
from ._waiting import waits

Params = Mapping[str, Union[str, int, float, bool]]


class CallsDiffer(AssertionError):
    """The calls are not those that a test expects. The text lists the nearest ones, and how each differs."""


@dataclass(frozen=True)
class Call:
    """A call of the journal."""

    sequence: int
    request_id: str
    product: str
    version: str
    action: str
    region: str
    parameters: Mapping[str, Any]
    status: int  #: the HTTP status, 0 if a fault has left the call without an answer
    code: Optional[str]  #: of the error, if it was answered with one
    message: Optional[str]
    fault: Optional[str]  #: the id of the fault rule that has fired
    data: Mapping[str, Any] = field(repr=False)  #: all members, as the control API answers them

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Call:
        """The call of an answer of the control API."""
        names = "sequence request_id product version action region parameters status code message fault".split()
        return cls(data=data, **{name: data[name] for name in names})

    def __str__(self) -> str:
        """The line of the server's log, with the whole request id for ``localyun explain``."""
        words = [
            str(self.data["received"])[11:19],
            "-" if self.status == 0 else str(self.status),
            self.code,
            self.product or "-",
            self.action or "-",
            _principal(self.data["caller"]),
            f"{self.data['duration_ms']:.1f}ms",
            self.request_id,
            self.fault and f"fault {self.fault}",
            self.message,
            self.data["hint"],
        ]
        return " ".join(word for word in words if word)


class Calls:
    """The journal of one world. In the filters ``*`` stands for any text."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def list(
        self,
        action: Optional[str] = None,
        params: Optional[Params] = None,
        *,
        product: Optional[str] = None,
        caller: Optional[str] = None,
        code: Optional[str] = None,
        status: Union[int, str, None] = None,
        since: Union[int, Time, None] = None,
        until: Union[int, Time, None] = None,
        limit: Optional[int] = None,
        full: bool = False,
    ) -> List[Call]:
        """The calls, oldest first. ``since`` and ``until`` are numbers of calls or times of the world.

        ``full`` adds each request as it came, and its answer, to ``data``.
        """
        detail = "full" if full else None
        filters = _filters(action, params, product, caller, code, status, since, until)
        return self._page(filters, limit=limit, detail=detail)

    def wait(
        self,
        action: Optional[str] = None,
        params: Optional[Params] = None,
        *,
        product: Optional[str] = None,
        caller: Optional[str] = None,
        code: Optional[str] = None,
        status: Union[int, str, None] = None,
        since: Union[int, Time, None] = None,
        timeout: Duration = 10,
    ) -> Call:
        """The newest such call, waiting until there is one. Raises `CallsDiffer` after the timeout."""
        __tracebackhide__ = True
        filters = _filters(action, params, product, caller, code, status, since, None)
        for wait in waits(timeout):
            calls = self._page(filters, wait=wait)
            if calls:
                return calls[-1]
        asked = " ".join(f"{name}={value}" for name, value in filters.items() if value is not None) or "any"
        seconds = duration_seconds(timeout)
        raise CallsDiffer(f"no call ({asked}) came within {seconds:g} s; the last calls are\n{self.text()}")

    def verify(
        self,
        action: Optional[str] = None,
        params: Optional[Params] = None,
        *,
        product: Optional[str] = None,
        caller: Optional[str] = None,
        code: Optional[str] = None,
        status: Union[int, str, None] = None,
        since: Union[int, Time, None] = None,
        times: Optional[int] = None,
        at_least: Optional[int] = None,
        at_most: Optional[int] = None,
    ) -> List[Call]:
        """The calls that match: exactly ``times``, ``at_least`` and ``at_most`` so many, or at least one.

        Raises `CallsDiffer`, with the nearest calls and how each differs, if there are more or fewer.
        """
        __tracebackhide__ = True
        expected = {
            "action": action,
            "params": dict(params) if params else None,
            "product": product,
            "caller": caller,
            "code": code,
            "status": status,
            "since": _place(since),
            "times": times,
            "at_least": at_least,
            "at_most": at_most,
        }
        body = {name: value for name, value in expected.items() if value is not None}
        try:
            answer = self._control.post("calls/verify", body)
        except ControlError as error:
            if error.status != 417:
                raise
            raise CallsDiffer(_difference(body, error.answer)) from None
        return [Call.of(data) for data in answer["calls"]]

    def last(self) -> int:
        """The number of the last call, for ``since``: what comes after it are the calls from here on."""
        return int(self._control.get("calls", {"limit": 1})["last"])

    def clear(self) -> None:
        """Clears the journal. Numbers go on."""
        self._control.delete("calls")

    def explain(self, call: Union[Call, str]) -> str:
        """Why a call, or the one of a request id, was answered as it was: what ``localyun explain`` prints."""
        request_id = call.request_id if isinstance(call, Call) else call
        return self._control.send("GET", f"explain/{segment(request_id)}", query={"as": "text"}).decode()

    def text(self, limit: int = 20) -> str:
        """The last calls, a line each; what a failed test shows."""
        answer = self._control.get("calls", {"limit": limit})
        lines = [str(Call.of(data)) for data in answer["calls"]] or ["(no calls)"]
        before = int(answer["last"]) - len(answer["calls"])
        if before > 0:
            lines.insert(0, f"({before} calls before these)")
        return "\n".join(lines)

    def _page(self, filters: Mapping[str, Any], **more: Any) -> List[Call]:
        return [Call.of(data) for data in self._control.get("calls", {**filters, **more})["calls"]]


def _filters(
    action: Optional[str],
    params: Optional[Params],
    product: Optional[str],
    caller: Optional[str],
    code: Optional[str],
    status: Union[int, str, None],
    since: Union[int, Time, None],
    until: Union[int, Time, None],
) -> Dict[str, Union[str, int, None]]:
    filters: Dict[str, Union[str, int, None]] = {
        "action": action,
        "product": product,
        "caller": caller,
        "code": code,
        "status": status,
        "since": _place(since),
        "until": _place(until),
    }
    for name, value in (params or {}).items():
        # The texts of truth values are lower case in calls.
        filters[f"param.{name}"] = str(value).lower() if isinstance(value, bool) else str(value)
    return filters


def _place(place: Union[int, Time, None]) -> Union[int, str, None]:
    return place if place is None or isinstance(place, int) else time_text(place)


def _principal(caller: Optional[Mapping[str, Any]]) -> str:
    if not caller:
        return "-"
    if caller["user"]:
        return f"user/{caller['user']}"
    if caller["role"]:
        return "/".join(filter(None, ("role", caller["role"], caller["session"])))
    return "root"


def _difference(expected: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    asked = " ".join(f"{name}={value}" for name, value in expected.items())
    lines = [f"{answer['message']}: {asked}"]
    if answer["calls"]:
        lines += ["these match:", *(f"  {Call.of(data)}" for data in answer["calls"])]
    if answer["nearest"]:
        lines.append("the nearest calls:")
    for near in answer["nearest"]:
        lines.append(f"  {Call.of(near['call'])}")
        for one in near["differences"]:
            lines.append(f"    {one['member']}: expected {one['expected']!r}, found {one['found']!r}")
    return "\n".join(lines)
