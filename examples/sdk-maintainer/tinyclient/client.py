"""Calls, with timeouts and retries, and lists page after page."""

import hashlib
import http.client
import json
import time
import uuid
from typing import Any, Dict, Iterator, Mapping, Optional, Union

from . import signing

Value = Union[str, int]
EMPTY_HASH = hashlib.sha256(b"").hexdigest()
READS = ("Describe", "Get", "List", "Query", "Search")


class ServiceError(Exception):
    """The service refused the call."""

    def __init__(self, status: int, code: str, message: str, request_id: str, retry_after: Optional[float]) -> None:
        super().__init__(f"{status} {code}: {message} (request {request_id})")
        self.status, self.code, self.request_id, self.retry_after = status, code, request_id, retry_after

    @property
    def busy(self) -> bool:
        """Whether the call was not carried out, and may succeed later."""
        return self.code.startswith("Throttling") or self.code in ("ServiceUnavailable", "InternalError")


class NoAnswer(Exception):
    """No answer came, or one that is not the service's: the call may have been carried out."""


class Client:
    """A client of one service at ``host:port``, such as ``metrics.cn-hangzhou.aliyuncs.com``."""

    def __init__(
        self,
        endpoint: str,
        version: str,
        key_id: str,
        secret: str,
        *,
        secure: bool = True,
        timeout: float = 10.0,
        attempts: int = 3,
        encode: signing.Encode = signing.percent,
    ) -> None:
        self._endpoint, self._version, self._key_id, self._secret = endpoint, version, key_id, secret
        self._connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._timeout, self._attempts, self._encode = timeout, attempts, encode

    def call(self, action: str, **parameters: Value) -> Dict[str, Any]:
        """Calls an action, again if that does no harm: when the service was busy, and without an answer if it only reads."""
        for attempt in range(1, self._attempts + 1):
            try:
                return self._once(action, {name: str(value) for name, value in parameters.items()})
            except ServiceError as error:
                if not error.busy or attempt == self._attempts:
                    raise
                time.sleep(error.retry_after or 0.1 * 2**attempt)
            except NoAnswer:
                if not action.startswith(READS) or attempt == self._attempts:
                    raise
        raise AssertionError("unreachable")

    def pages(self, action: str, **parameters: Value) -> Iterator[Dict[str, Any]]:
        """The pages of a list that goes on by a marker, as those of RAM do."""
        while True:
            page = self.call(action, **parameters)
            yield page
            if not page.get("IsTruncated"):
                return
            parameters["Marker"] = page["Marker"]

    def numbered_pages(self, action: str, rows: str, **parameters: Value) -> Iterator[Dict[str, Any]]:
        """The pages of a list that has a total, as those of CloudMonitor do; ``rows`` is the path of its rows."""
        seen = 0
        parameters["PageNumber"] = 1
        while True:
            page = self.call(action, **parameters)
            yield page
            found: Any = page
            for name in rows.split("."):
                found = found[name]
            seen += len(found)
            if not found or seen >= page["Total"]:
                return
            parameters["PageNumber"] = int(parameters["PageNumber"]) + 1

    def _once(self, action: str, parameters: Mapping[str, str]) -> Dict[str, Any]:
        query = signing.query(parameters, self._encode)
        headers = {
            "host": self._endpoint,
            "x-acs-action": action,
            "x-acs-content-sha256": EMPTY_HASH,
            "x-acs-date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-version": self._version,
        }
        text = signing.string_to_sign("POST", query, headers, EMPTY_HASH)
        signed = {**headers, "Authorization": signing.authorization(self._key_id, self._secret, text, headers)}
        connection = self._connect(self._endpoint, timeout=self._timeout)
        try:
            connection.request("POST", f"/?{query}", headers={**signed, "Accept": "application/json"})
            answer = connection.getresponse()
            content = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(f"{action}: {type(error).__name__}: {error}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            told = answer.headers.get("retry-after")
            request_id = content.get("RequestId", "")
            raise ServiceError(answer.status, content["Code"], content["Message"], request_id, float(told) if told else None)
        return content
