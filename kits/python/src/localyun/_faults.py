"""Faults that a world injects into calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Dict, List, Mapping, Optional, Union

from ._control import Control, segment
from ._times import Duration, Time, duration_text, time_text


@dataclass(frozen=True)
class Fault:
    """A fault rule, with how many calls it has matched and how often it has fired when it was asked for."""

    id: str
    matched: int
    fired: int
    rule: Mapping[str, Any] = field(repr=False)  #: all members, as the control API answers them

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Fault:
        """The rule of an answer of the control API."""
        return cls(data["id"], data["matched"], data["fired"], data)


class Faults:
    """The fault rules of one world."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def add(
        self,
        action: Optional[str] = None,
        *,
        # which calls
        product: Optional[str] = None,
        caller: Optional[str] = None,
        access_key: Optional[str] = None,
        params: Optional[Mapping[str, Union[str, int, float, bool]]] = None,
        region: Optional[str] = None,
        nth: Optional[int] = None,
        from_call: Optional[int] = None,
        to_call: Optional[int] = None,
        share: Optional[float] = None,
        seed: Optional[int] = None,
        after: Union[Duration, Time, None] = None,
        until: Union[Duration, Time, None] = None,
        times: Optional[int] = None,
        # what happens to them
        error: Optional[str] = None,
        message: Optional[str] = None,
        retry_after: Optional[Duration] = None,
        http: Optional[int] = None,
        html: Optional[str] = None,
        delay: Optional[Duration] = None,
        answer_delay: Optional[Duration] = None,
        stall: Union[bool, Duration, None] = None,
        reset: Optional[bool] = None,
        lost_answer: Optional[bool] = None,
        cut: Optional[int] = None,
        bad_json: Optional[bool] = None,
    ) -> Fault:
        """Adds a rule: which calls it matches, and what happens to them.

        Without a condition it matches every call. In texts ``*`` stands for any characters. The guide
        on faults of Localyun has all conditions and effects.
        """
        members: Dict[str, Any] = {
            "action": action,
            "product": product,
            "caller": caller,
            "access_key": access_key,
            "params": None if params is None else dict(params),
            "region": region,
            "nth": nth,
            "from_call": from_call,
            "to_call": to_call,
            "share": share,
            "seed": seed,
            "after": _moment(after),
            "until": _moment(until),
            "times": times,
            "error": error,
            "message": message,
            "retry_after": _duration(retry_after),
            "http": http,
            "html": html,
            "delay": _duration(delay),
            "answer_delay": _duration(answer_delay),
            "stall": stall if isinstance(stall, bool) else _duration(stall),
            "reset": reset,
            "lost_answer": lost_answer,
            "cut": cut,
            "bad_json": bad_json,
        }
        rule = {name: value for name, value in members.items() if value is not None}
        return _rules(self._control.post("faults", rule))[-1]

    def list(self) -> List[Fault]:
        """All rules, with their counts."""
        return _rules(self._control.get("faults"))

    def get(self, fault: Union[Fault, str]) -> Fault:
        """A rule, with its counts as they are now."""
        return Fault.of(self._control.get(f"faults/{segment(_id(fault))}"))

    def remove(self, fault: Union[Fault, str]) -> None:
        """Removes a rule."""
        self._control.delete(f"faults/{segment(_id(fault))}")

    def clear(self) -> None:
        """Removes all rules."""
        self._control.delete("faults")

    def presets(self) -> List[str]:
        """The names of the presets."""
        return [str(preset["name"]) for preset in self._control.get("faults/presets")["presets"]]

    def preset(
        self,
        name: str,
        *,
        product: Optional[str] = None,
        action: Optional[str] = None,
        caller: Optional[str] = None,
        region: Optional[str] = None,
    ) -> List[Fault]:
        """Adds the rules of a preset, such as ``flaky-network``, and answers all rules that there are."""
        query = {"product": product, "action": action, "caller": caller, "region": region}
        return _rules(self._control.post(f"faults/presets/{segment(name)}", query=query))


def _rules(answer: Mapping[str, Any]) -> List[Fault]:
    return [Fault.of(data) for data in answer["faults"]]


def _id(fault: Union[Fault, str]) -> str:
    return fault.id if isinstance(fault, Fault) else fault


def _duration(duration: Optional[Duration]) -> Optional[str]:
    return None if duration is None else duration_text(duration)


def _moment(moment: Union[Duration, Time, None]) -> Optional[str]:
    if moment is None or isinstance(moment, str):
        return moment
    return time_text(moment) if isinstance(moment, date) else duration_text(moment)
