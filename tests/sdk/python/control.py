"""Reads what the control API answers to tools, as those tools do: control.py NAME."""

import json
import os
import sys
import time
from urllib.request import Request, urlopen

import yaml
from jsonschema import Draft202012Validator
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


def seed_schema():
    schema = json.loads(ask("/_localyun/seed/schema")[1])
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema).is_valid
    seed = yaml.safe_load(ask("/_localyun/seed")[1])
    assert valid(seed), list(Draft202012Validator(schema).iter_errors(seed))
    account = {"id": "1000000000000001", "ram": {"users": [{"name": "ci"}]}}
    assert valid({"version": 1, "accounts": [account]})
    assert not valid({"version": 1, "acounts": [account]})
    assert not valid({"version": 1, "accounts": [{**account, "ram": {"users": [{"nam": "ci"}]}}]})


def call():
    """Something to count."""
    try:
        urlopen(f"{BASE}/?Action=DescribeContactList&Version=2019-01-01")
    except OSError:
        pass


def main(name):
    started, passed, failed = time.monotonic(), 0, 0
    call()
    for check in (openapi, metrics, seed_schema):
        try:
            check()
            passed += 1
        except Exception as why:  # pylint: disable=broad-except
            failed += 1
            print(f"{name}: {check.__name__}: {why!r}")
    print(f"{name}: {passed} passed, {failed} failed ({time.monotonic() - started:.1f} s)")


if __name__ == "__main__":
    main(sys.argv[1])
