"""The same as read.py with the second generation of the client, which is on the SDK of the new generation."""

import os
import sys

from alibabacloud_secretsmanager_client_v2.secret_manager_cache_client_builder import SecretManagerCacheClientBuilder
from alibabacloud_secretsmanager_client_v2.service.default_secret_manager_client_builder import (
    DefaultSecretManagerClientBuilder,
)
from alibabacloud_tea_openapi.exceptions import ClientException

key = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
builder = DefaultSecretManagerClientBuilder.standard().with_access_key(*key).with_region("cn-hangzhou")
client = SecretManagerCacheClientBuilder.new_cache_client_builder(builder.build()).build()
try:
    found = client.get_secret_info(sys.argv[1])
except ClientException as refused:
    print(refused.code)
    sys.exit()
print(found.secret_value, found.version_id, found.secret_data_type)
# The cache answers what it has read.
assert client.get_secret_info(sys.argv[1]).secret_value == found.secret_value
client.close()
