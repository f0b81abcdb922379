"""Requests to the control API of a server."""

from __future__ import annotations

import http.client
import json
import os
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Union
from urllib.parse import quote, urlencode, urlsplit

#: Longer than the server waits for a message or a call at most.
_TIMEOUT_SECONDS = 90.0

Query = Mapping[str, Union[str, int, None]]


class LocalyunError(Exception):
    """Something of Localyun itself failed: it was not found, did not start, or refused a request."""


class ControlError(LocalyunError):
    """The control API refused a request.

    ``message`` says what is wrong and what to do, ``status`` is the HTTP status, and ``answer`` is
    the whole answer.
    """

    def __init__(self, message: str, status: int, answer: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.answer = answer


class Control:
    """The control API of one server, or of one world of it."""

    def __init__(self, url: str, world: Optional[str] = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise LocalyunError(f"`{url}` is not the URL of a server, such as http://127.0.0.1:4800")
        #: ``http://host:port``, without a path
        self.url = f"{parts.scheme}://{parts.netloc}"
        #: ``host:port``, as the SDKs take it
        self.host = parts.netloc
        self._secure = parts.scheme == "https"
        self._world = world

    def of_world(self, world: str) -> Control:
        """The same API, for the world of this id."""
        return Control(self.url, world)

    def send(self, method: str, path: str, body: Optional[bytes] = None, query: Query = {}) -> bytes:
        """The body of the answer. Raises `ControlError` if it is an error."""
        __tracebackhide__ = True
        pairs = {name: value for name, value in query.items() if value is not None}
        if self._world is not None:
            pairs["world"] = self._world
        target = f"/_localyun/{path}"
        if pairs:
            target += "?" + urlencode(pairs, quote_via=quote)
        # Not urllib: it would send requests for this machine to a proxy of the environment.
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        headers = _authorization()
        connection = kind(self.host, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise LocalyunError(f"no answer from Localyun at {self.url}: {error}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise _refusal(answer.status, content)
        return content

    def get(self, path: str, query: Query = {}) -> Dict[str, Any]:
        """The answer to a GET request, an object."""
        __tracebackhide__ = True
        return _object(self.send("GET", path, query=query))

    def post(self, path: str, body: Any = None, query: Query = {}) -> Dict[str, Any]:
        """The answer to a POST request with ``body`` as JSON."""
        __tracebackhide__ = True
        return self.ask("POST", path, body, query)

    def ask(self, method: str, path: str, body: Any = None, query: Query = {}) -> Dict[str, Any]:
        """The answer to a request with ``body`` as JSON; the path may begin with a slash."""
        __tracebackhide__ = True
        encoded = None if body is None else json.dumps(body).encode()
        return _object(self.send(method, path.lstrip("/"), encoded, query))

    def delete(self, path: str) -> Dict[str, Any]:
        """The answer to a DELETE request."""
        __tracebackhide__ = True
        return _object(self.send("DELETE", path))

    def delete_if_there(self, path: str) -> None:
        """Deletes what another may have deleted before."""
        __tracebackhide__ = True
        try:
            self.delete(path)
        except ControlError as error:
            if error.status != 404:
                raise


def segment(text: str) -> str:
    """A text as one segment of a path."""
    return quote(text, safe="")


def _authorization() -> Dict[str, str]:
    """The header with the token of ``LOCALYUN_CONTROL_TOKEN``, which is the token or ``@FILE``."""
    token = os.environ.get("LOCALYUN_CONTROL_TOKEN", "").strip()
    if token.startswith("@"):
        try:
            token = Path(token[1:]).read_text().strip()
        except OSError as error:
            raise LocalyunError(f"cannot read the token that LOCALYUN_CONTROL_TOKEN names: {error}") from error
    return {"Authorization": f"Bearer {token}"} if token else {}


def _object(content: bytes) -> Dict[str, Any]:
    answer = json.loads(content)
    if not isinstance(answer, dict):
        raise LocalyunError(f"the control API answered no object: {content[:200]!r}")
    return answer


def _refusal(status: int, content: bytes) -> ControlError:
    try:
        answer = _object(content)
    except (ValueError, LocalyunError):
        answer = {"message": content[:1000].decode(errors="replace")}
    return ControlError(str(answer.get("message", answer)), status, answer)
