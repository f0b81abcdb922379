"""python-new: alibabacloud_<product><version>, the tea/darabonba generation."""

import importlib
import inspect
import os
import re
from functools import cache

from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from alibabacloud_tea_openapi.utils import Utils
from darabonba.policy.retry import RetryOptions
from darabonba.runtime import RuntimeOptions

from player import Answer, Player, Refused

PACKAGES = {
    "Alidns": "alibabacloud_alidns20150109",
    "ARMS": "alibabacloud_arms20190808",
    "BssOpenApi": "alibabacloud_tea_openapi",  # by name
    "captcha": "alibabacloud_captcha20230305",
    "cas": "alibabacloud_cas20200407",
    "Cdn": "alibabacloud_cdn20180510",
    "Cms": "alibabacloud_cms20190101",
    "dcdn": "alibabacloud_dcdn20180115",
    "Dm": "alibabacloud_dm20151123",
    "Dypnsapi": "alibabacloud_dypnsapi20170525",
    "Dysmsapi": "alibabacloud_dysmsapi20170525",
    "Ecs": "alibabacloud_ecs20140526",
    "Ims": "alibabacloud_ims20190815",
    "Kms": "alibabacloud_kms20160120",
    "Ram": "alibabacloud_ram20150501",
    "ResourceDirectoryMaster": "alibabacloud_resourcedirectorymaster20220419",
    "ResourceManager": "alibabacloud_resourcemanager20200331",
    "sae": "alibabacloud_sae20190506",
    "Sts": "alibabacloud_sts20150401",
    "Vpc": "alibabacloud_vpc20160428",
}


@cache
def client(package, attempts, access_key_id, access_key_secret, security_token=None):
    config = Config(
        access_key_id=access_key_id,
        access_key_secret=access_key_secret,
        security_token=security_token,
        endpoint=os.environ["LOCALYUN_ENDPOINT"],
        protocol="http",
    )
    if attempts:
        condition = {"maxAttempts": attempts, "errorCode": ["Throttling.User", "ServiceUnavailable"]}
        config.retry_options = RetryOptions({"retryable": True, "maxAttempts": attempts, "retryCondition": [condition]})
    return importlib.import_module(f"{package}.client").Client(config)


def snake(action):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", action).lower()


def shown(value):
    """What a request holds: its map has empty lists where nothing was given."""
    if isinstance(value, dict):
        return {name: shown(inner) for name, inner in value.items() if inner != []}
    return [shown(inner) for inner in value] if isinstance(value, list) else value


def build(model, params):
    """A request as its constructor makes it: `from_map` puts empty lists where nothing was given."""
    made = model().from_map(params)
    for name, value in vars(made).items():
        if value == []:
            setattr(made, name, None)
    assert shown(made.to_map()) == params, f"the request does not hold {params}"
    return made


def generic(core, request):
    """A call that is newer than the package, as the SDK's users make it."""
    method, path = (request.route or "POST /").split()
    params = Params(
        action=request.action,
        version=request.version,
        protocol="HTTP",
        pathname=path,
        method=method,
        auth_type="AK",
        style="ROA" if request.route else "RPC",
        req_body_type="formData",
        body_type="json",
    )
    answer = core.call_api(params, OpenApiRequest(query=Utils.query(request.params)), RuntimeOptions())
    return Answer(answer["body"], answer["headers"])


def typed(method, models, request):
    # (request, runtime); no request for GetCallerIdentity and its like; headers as well in ROA
    args = []
    for name in inspect.signature(method).parameters:
        if name == "runtime":
            # `autoretry` and `max_attempts` are not read: what counts are the `retry_options` of the client
            args.append(RuntimeOptions(read_timeout=request.timeout, autoretry=True, max_attempts=3))
        elif name == "headers":
            args.append({})
        else:
            args.append(build(getattr(models, request.action + "Request"), request.params))
    answer = method(*args)
    return Answer(answer.body.to_map(), answer.headers)


def call(request):
    package = PACKAGES[request.product]
    core = client(package, request.attempts, **request.key)
    method = getattr(core, snake(request.action) + "_with_options", None)
    try:
        if method is None or request.by_name:
            return generic(core, request)
        return typed(method, importlib.import_module(f"{package}.models"), request)
    except AlibabaCloudException as e:
        # the SDK puts status and request id around the service's message
        decorated = re.fullmatch(r"code: (\d+), (.*) request id: (.*)", e.message, re.S)
        assert decorated and decorated[1] == str(e.status_code) and decorated[3] == e.request_id, e.message
        raise Refused(e.code, decorated[2], e.request_id, e.status_code, getattr(e, "access_denied_detail", None) or {}) from None


if __name__ == "__main__":
    Player("python-new", call).main()
