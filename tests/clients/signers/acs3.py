"""PutContact with Python's standard library alone: ACS3-HMAC-SHA256, parameters in the query, no body.

Usage: acs3.py NAME DESCRIPTION
  CMS_URL  where to send it (default: the cloud's own host)
"""

import hashlib
import hmac
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from urllib.parse import quote, urlsplit

url = os.environ.get("CMS_URL", "https://metrics.cn-hangzhou.aliyuncs.com")
parameters = {"ContactName": sys.argv[1], "Describe": sys.argv[2], "Channels.Mail": "ops@example.com"}
query = "&".join(f"{quote(name, '~')}={quote(value, '~')}" for name, value in sorted(parameters.items()))
headers = {
    "host": urlsplit(url).netloc,
    "x-acs-action": "PutContact",
    "x-acs-version": "2019-01-01",
    "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    "x-acs-signature-nonce": uuid.uuid4().hex,
    "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
}
signed = ";".join(sorted(headers))
canonical = "\n".join(
    ["GET", "/", query, *(f"{name}:{headers[name]}" for name in sorted(headers)), "", signed, headers["x-acs-content-sha256"]]
)
to_sign = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
secret = os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
headers["Authorization"] = (
    f"ACS3-HMAC-SHA256 Credential={os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID']},SignedHeaders={signed},Signature={signature}"
)
try:
    with urllib.request.urlopen(urllib.request.Request(f"{url}/?{query}", headers=headers)) as answer:
        print(answer.read().decode())
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())
