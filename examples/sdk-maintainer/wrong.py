"""Makes the call that the first version of the client got wrong: a value with a space in it, encoded as in a form."""

import os
import sys

from tinyclient import Client, ServiceError, signing

client = Client(
    os.environ.get("LOCALYUN_ENDPOINT", "http://127.0.0.1:4800").removeprefix("http://"),
    "2019-01-01",
    os.environ.get("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid"),
    os.environ.get("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret"),
    secure=False,
    encode=signing.form,
)
try:
    client.call("DescribeContactList", ContactName="Alice Smith")
except ServiceError as error:
    sys.exit(f"{error.status} {error.code}, request {error.request_id}")
