"""python-new: alibabacloud_<product><version>, the tea/darabonba generation."""

import importlib
import inspect
import os
import re
from functools import cache

from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config
from darabonba.runtime import RuntimeOptions

from player import Answer, Player, Refused

PACKAGES = {
    "Cms": "alibabacloud_cms20190101",
}


@cache
def client(package, access_key_id, access_key_secret, security_token=None):
    config = Config(
        access_key_id=access_key_id,
        access_key_secret=access_key_secret,
        security_token=security_token,
        endpoint=os.environ["LOCALYUN_ENDPOINT"],
        protocol="http",
    )
    return importlib.import_module(f"{package}.client").Client(config)


def snake(action):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", action).lower()


def call(request):
    package = PACKAGES[request.product]
    models = importlib.import_module(f"{package}.models")
    method = getattr(client(package, **request.key), snake(request.action) + "_with_options")
    # GetCallerIdentity and its like take no request; ROA methods take headers as well
    takes = inspect.signature(method).parameters
    args = {"runtime": RuntimeOptions(), "headers": {}}
    if "request" in takes:
        args["request"] = getattr(models, request.action + "Request")().from_map(request.params)
        assert args["request"].to_map() == request.params, "the request has no such parameter"
    try:
        answer = method(**{name: args[name] for name in takes})
    except AlibabaCloudException as e:
        # the SDK puts status and request id around the service's message
        decorated = re.fullmatch(r"code: (\d+), (.*) request id: (.*)", e.message, re.S)
        assert decorated and decorated[1] == str(e.status_code) and decorated[3] == e.request_id, e.message
        raise Refused(e.code, decorated[2], e.request_id, e.status_code) from None
    return Answer(answer.body.to_map(), answer.headers)


if __name__ == "__main__":
    Player("python-new", call).main()
