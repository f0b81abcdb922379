"""Reads what the control API answers to tools, as those tools do: control.py NAME."""

import json
import os
import sys
import time
from urllib.request import Request, urlopen

from openapi_spec_validator import OpenAPIV31SpecValidator
from prometheus_client.parser import text_string_to_metric_families

BASE = f"http://{os.environ['LOCALYUN_ENDPOINT']}"


def ask(path, method="GET"):
    with urlopen(Request(BASE + path, method=method)) as answer:
        return answer.headers["content-type"], answer.read().decode()


def openapi():
    kind, text = ask("/_localyun/openapi.json")
    assert kind == "application/json;charset=utf-8", kind
    description = json.loads(text)
    errors = list(OpenAPIV31SpecValidator(description).iter_errors())
    assert not errors, errors
    ids = [it["operationId"] for path in description["paths"].values() for it in path.values()]
    assert len(ids) == len(set(ids)) > 30, ids


def metrics():
    kind, text = ask("/_localyun/metrics")
    assert kind == "text/plain; version=0.0.4; charset=utf-8", kind
    families = {it.name: it for it in text_string_to_metric_families(text)}
    assert families["localyun_worlds"].samples[0].value == 1
    for name, family in families.items():
        assert family.type in ("counter", "gauge", "histogram") and family.documentation, name
    durations = families["localyun_call_duration_seconds"].samples
    for sample in durations:
        if sample.name.endswith("_count"):
            buckets = [
                it.value
                for it in durations
                if it.name.endswith("_bucket") and {**it.labels, "le": ""} == {**sample.labels, "le": ""}
            ]
            assert buckets == sorted(buckets) and buckets[-1] == sample.value, sample
    calls = sum(it.value for it in families["localyun_calls"].samples)
    assert calls == sum(it.value for it in durations if it.name.endswith("_count")) > 0


def call():
    """Something to count."""
    try:
        urlopen(f"{BASE}/?Action=DescribeContactList&Version=2019-01-01")
    except OSError:
        pass


def main(name):
    started, passed, failed = time.monotonic(), 0, 0
    call()
    for check in (openapi, metrics):
        try:
            check()
            passed += 1
        except Exception as why:  # pylint: disable=broad-except
            failed += 1
            print(f"{name}: {check.__name__}: {why!r}")
    print(f"{name}: {passed} passed, {failed} failed ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main(sys.argv[1])
