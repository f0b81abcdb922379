"""Plays the shared scenarios through one SDK.

A driver is a function `call(request) -> Answer`, raising `Refused` when the SDK raised its own
exception. Everything else (variables, matchers, the control API, the count) is here. The rules
of a scenario are in ../README.md; the players of the other languages follow the same ones.
"""

import json
import os
import re
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT_KEY = {"access_key_id": "testid", "access_key_secret": "testsecret"}
REQUEST_ID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
MATCHERS = ("matches", "absent", "length", "not", "above")
MISSING = object()


@dataclass
class Request:
    product: str
    version: str
    action: str
    params: dict
    key: dict
    format: str
    route: str | None = None  # method and path of a ROA call
    timeout: int | None = None  # of an answer, in milliseconds
    attempts: int | None = None  # with the SDK's retries switched on, the most calls that are made
    by_name: bool = False  # the package's request lacks what the step sends


@dataclass
class Answer:
    body: dict
    headers: dict | None = None
    text: bool = False  # the SDK hands out XML text: values have no types, empty lists no elements


class Refused(Exception):
    """What the SDK's own exception carries; `status` and `denied` are None where it carries none."""

    def __init__(self, code, message, request_id, status=None, denied=None):
        super().__init__(code, message)
        self.seen = {
            "status": status, "code": code, "message": message, "request_id": request_id, "denied": denied,
        }


class Wrong(Exception):
    """An expectation that was not met."""


class World:
    """The emulator's control API and the links in its messages."""

    def __init__(self, endpoint):
        self.base = f"http://{endpoint}"
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def http(self, method, url, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"} if data else {}
        if not url.startswith("http"):
            url = self.base + url
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with self.opener.open(request, timeout=30) as r:
                return r.status, r.headers.get("content-type", ""), r.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.headers.get("content-type", ""), e.read().decode()

    def control(self, line, body=None):
        method, path = line.split(" ", 1)
        if method == "POST" and body is None:
            body = {}
        status, _, text = self.http(method, path, body)
        if status != 200:
            raise Wrong(f"{line} answered {status}: {text}")
        return json.loads(text)


def fill(value, variables):
    """Puts variables in: "$name" stands for the value itself, "${name}" for its text."""
    if isinstance(value, dict):
        filled = {k: fill(v, variables) for k, v in value.items()}
        return json.dumps(filled["json"]) if list(filled) == ["json"] else filled
    if isinstance(value, list):
        return [fill(v, variables) for v in value]
    if isinstance(value, str):
        if re.fullmatch(r"\$[a-z_][a-z0-9_]*", value):
            return variables[value[1:]]
        return re.sub(r"\$\{([a-z_][a-z0-9_]*)\}", lambda m: str(variables[m[1]]), value)
    return value


def at(body, path, text=False):
    """`Contacts.Contact.0.Name`; a negative index counts from the end."""
    for part in path.split("."):
        if text and part in ("0", "-1") and not isinstance(body, list):
            continue  # in XML a list of one is its element
        if isinstance(body, dict) and body.get(part) is not None:
            body = body[part]
        elif isinstance(body, list) and re.fullmatch(r"-?\d+", part):
            i = int(part)
            if not -len(body) <= i < len(body):
                return MISSING
            body = body[i]
        else:
            return MISSING
    return body


def as_text(value):
    if isinstance(value, list):
        return [as_text(v) for v in value]
    return value if isinstance(value, str) else json.dumps(value)


def key_of(credentials):
    """A key as the data writes it, or as CreateAccessKey and AssumeRole answered it."""
    names = {"access_key_id": "AccessKeyId", "access_key_secret": "AccessKeySecret", "security_token": "SecurityToken"}
    found = {name: credentials.get(name) or credentials.get(wire) for name, wire in names.items()}
    return {name: value for name, value in found.items() if value}


def check(path, want, got, text=False):
    def wrong(what):
        shown = "nothing" if got is MISSING else json.dumps(got, ensure_ascii=False)
        raise Wrong(f"{path}: want {what}, got {shown}")

    if text and isinstance(want, list) and isinstance(got, str):
        got = [got]
    if isinstance(want, dict) and len(want) == 1 and next(iter(want)) in MATCHERS:
        ((kind, arg),) = want.items()
        if kind == "absent":
            if (got is MISSING) != arg:
                wrong("nothing" if arg else "something")
        elif kind == "length":
            if text and got is MISSING:
                got = []
            if text and isinstance(got, str):
                got = [got]
            if got is MISSING or len(got) != arg:
                wrong(f"length {arg}")
        elif kind == "not":
            if got is MISSING or got == arg:
                wrong(f"anything but {json.dumps(arg)}")
        elif kind == "above":
            if got is MISSING or not float(got) > float(arg):
                wrong(f"more than {arg}")
        elif got is MISSING or not re.search(arg, got if isinstance(got, str) else json.dumps(got), re.S):
            wrong(f"a match of {arg}")
        return
    if text and got is not MISSING:
        want = as_text(want)
    # `True == 1` in Python; nobody else thinks so
    if got is MISSING or isinstance(got, bool) != isinstance(want, bool) or got != want:
        wrong(json.dumps(want, ensure_ascii=False))


class Player:
    def __init__(self, driver, call):
        self.driver, self.call = driver, call
        self.world = World(os.environ["LOCALYUN_ENDPOINT"])
        self.passed = self.failed = self.skipped = 0

    def skip(self, where, reasons):
        if self.driver not in reasons:
            return False
        self.skipped += 1
        print(f"  skipped {where}: {reasons[self.driver]}")
        return True

    def step(self, file, scenario, step, variables):
        step = {**step, **step.get("seen_by", {}).get(self.driver, {})}
        if "open" in step:
            status, kind, _ = self.world.http("GET", fill(step["open"], variables))
            check("status", step.get("status", 200), status)
            if not kind.startswith("text/html"):
                raise Wrong(f"content type {kind}, not a page")
            return
        if "control" in step:
            answer = Answer(self.world.control(fill(step["control"], variables), fill(step.get("body"), variables)))
        else:
            answer = self.ask(file, scenario, step, variables)
        for path, want in fill(step.get("expect", {}), variables).items():
            check(path, want, at(answer.body, path, answer.text), answer.text)
        for name, path in step.get("save", {}).items():
            variables[name] = at(answer.body, path, answer.text)
            if variables[name] is MISSING:
                raise Wrong(f"{path}: nothing there to save")

    def ask(self, file, scenario, step, variables):
        where = {**file, **scenario, **step}
        request = Request(
            where["product"],
            file.get("versions", {}).get(where["product"]) or where["version"],
            step["call"],
            fill(step.get("params", {}), variables),
            key_of(fill(step.get("as", ROOT_KEY), variables)),
            where.get("format", "JSON"),
            file.get("routes", {}).get(step["call"]),
            by_name=self.driver in step.get("by_name", {}),
        )
        error = fill(step.get("error"), variables)
        try:
            answer = self.call(request)
        except Refused as refused:
            seen = refused.seen
            if error is None:
                raise Wrong(f"refused: {seen}") from None
            for name, want in error.items():
                part = name.split(".")[0]
                if part not in ("status", "denied") or seen[part] is not None:
                    check(name, want, at(seen, name))
            if "request_id" not in error and not REQUEST_ID.fullmatch(seen["request_id"] or ""):
                raise Wrong(f"request id of the error: {seen['request_id']}") from None
            return Answer(seen)
        if error is not None:
            raise Wrong(f"should be refused with {error}, answered {answer.body}")
        if "RequestId" in step.get("expect", {}):  # this SDK does not show it
            return answer
        request_id = answer.body.get("RequestId")
        if not REQUEST_ID.fullmatch(request_id or ""):
            raise Wrong(f"RequestId: {request_id}")
        if answer.headers is not None:
            check("x-acs-request-id", request_id, answer.headers.get("x-acs-request-id", MISSING))
        return answer

    def play(self, name, file, scenario):
        where = f"{name}: {scenario['name']}"
        if self.skip(where, scenario.get("skip", {})):
            return
        variables, number = {"driver": self.driver, **file["files"]}, 0
        try:
            self.world.control("POST /_localyun/reset")
            for number, step in enumerate(scenario["steps"], 1):
                if not self.skip(f"{where}, step {number}", step.get("skip", {})):
                    self.step(file, scenario, step, variables)
            self.passed += 1
        except Exception as e:  # anything else than a refusal is a failure of this scenario only
            self.failed += 1
            step = scenario["steps"][number - 1] if number else {}
            what = step.get("call") or step.get("control") or step.get("open") or "reset"
            kind = "" if isinstance(e, Wrong) else f"{type(e).__name__}: "
            print(f"  FAILED {where}, step {number} ({what}): {kind}{e}")

    def fault(self, name, file, row):
        """What the SDK makes of a fault: how many calls arrive, and how it ends."""
        if self.skip(f"{name}: {row['name']}", row.get("skip", {})):
            return
        for mode, want in row["seen"][self.driver].items():
            where = f"{name}: {row['name']}, {mode}"
            try:
                self.world.control("POST /_localyun/reset")
                nth = {"nth": 1} if mode == "once" else {}
                self.world.control("POST /_localyun/faults", {**row["rule"], **nth})
                before = self.world.control("GET /_localyun/calls")["last"]
                attempts = None if mode == "off" else file["attempts"]
                request = Request(
                    file["product"], file["version"], file["call"], file["params"], ROOT_KEY, "JSON", None,
                    file["timeout"], attempts,
                )
                try:
                    self.call(request)
                    ended = "answered"
                except Refused as refused:
                    ended = f"{type(refused.__context__).__name__} {refused.seen['code']}"
                except Exception as e:
                    ended = f"{type(e).__name__} {getattr(e, 'code', None) or getattr(e, 'error_code', None) or '-'}"
                calls = self.world.control("GET /_localyun/faults")["faults"][0]["matched"]
                # the journal has a call when it has ended
                last = self.world.control(f"GET /_localyun/calls?since={before + calls - 1}&wait=5s")["last"]
                check("calls in the journal", calls, last - before)
                check("seen", want, f"{calls} {ended}")
                self.passed += 1
            except Exception as e:
                self.failed += 1
                print(f"  FAILED {where}: {'' if isinstance(e, Wrong) else type(e).__name__ + ': '}{e}")

    def main(self):
        started, only = time.monotonic(), os.environ.get("ONLY", "")
        root = Path(os.environ["SCENARIOS"])
        for path in sorted(root.rglob("*.json")):
            file, name = json.loads(path.read_text("utf-8")), path.relative_to(root).with_suffix("")
            file["files"] = {k: (path.parent / v).read_text("utf-8") for k, v in file.get("files", {}).items()}
            for row in file.get("faults", []):
                if only in f"{name}: {row['name']}":
                    self.fault(str(name), file, row)
            for scenario in file.get("scenarios", []):
                if only in f"{name}: {scenario['name']}":
                    self.play(str(name), file, scenario)
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.driver}: {self.passed} passed, {self.failed} failed{skipped} ({time.monotonic() - started:.1f} s)")
        sys.exit(1 if self.failed else 0)
