"""Reads a secret as a program does that uses the vendor's client of secrets, through its cache: from the vendor's host, with
a key of the environment."""

import os
import sys

from alibaba_cloud_secretsmanager_client.secret_manager_cache_client_builder import SecretManagerCacheClientBuilder
from alibaba_cloud_secretsmanager_client.service.default_secret_manager_client_builder import (
    DefaultSecretManagerClientBuilder,
)
from aliyunsdkcore.acs_exception.exceptions import ServerException

key = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
builder = DefaultSecretManagerClientBuilder.standard().with_access_key(*key).with_region("cn-hangzhou")
client = SecretManagerCacheClientBuilder.new_cache_client_builder(builder.build()).build()
try:
    found = client.get_secret_info(sys.argv[1])
except ServerException as refused:
    print(refused.get_error_code())
    sys.exit()
print(found.secret_value, found.version_id, found.secret_data_type)
# The cache answers what it has read.
assert client.get_secret_info(sys.argv[1]).secret_value == found.secret_value
client.close()
