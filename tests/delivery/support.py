"""A server of Localyun, a mail server and a receiver of requests, for one test each."""

import collections
import contextlib
import email
import json
import os
import pathlib
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

PATIENCE = 20  # seconds
ROOT = pathlib.Path(__file__).parents[2]


def until(look, what):
    """What `look` answers, once that is true."""
    end = time.monotonic() + PATIENCE
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"{what} has not happened in {PATIENCE} s"
        time.sleep(0.02)


class Localyun:
    """A running server. Its clock is frozen unless `clock` is None."""

    def __init__(self, folder, *options, clock="2026-01-01T00:00:00Z", env=(), data="state.db"):
        self.folder = folder
        ready = folder / "ready"
        ready.unlink(missing_ok=True)
        self.log_path = folder / "log"
        words = [os.environ["LOCALYUN_BINARY"], "serve", "--port", "0", "--auth", "off", "--tls", "off",
                 "--data", str(folder / data), "--ready-file", str(ready), *options]
        if clock:
            words += ["--clock", clock]
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(words, env={**os.environ, **dict(env)}, stdout=subprocess.DEVNULL,
                                            stderr=log)
        until(lambda: self.process.poll() is not None or (ready.exists() and ready.read_text().strip()), "the start")
        assert self.process.poll() is None, self.log()
        self.base = ready.read_text().strip()

    def log(self):
        return self.log_path.read_text()

    def request(self, method, path, body=None, headers=()):
        """The status and the JSON of an answer."""
        data = json.dumps(body).encode() if body is not None else (b"" if method == "POST" else None)
        asked = urllib.request.Request(self.base + path, data=data, method=method, headers=dict(headers))
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as e:
            return e.code, json.load(e)

    def control(self, method, path, body=None):
        status, answer = self.request(method, f"/_localyun/{path}", body)
        assert status == 200, answer
        return answer

    def call(self, action, version="2019-01-01", world=None, **parameters):
        query = urllib.parse.urlencode({"Action": action, "Version": version, "Format": "JSON", **parameters})
        headers = {"x-localyun-world": world} if world else {}
        status, answer = self.request("GET", f"/?{query}", headers=headers)
        assert status == 200, answer
        return answer

    def mail(self, name, world=None):
        """Has a contact made, who is sent a mail."""
        self.call("PutContact", world=world, ContactName=name, Describe="x", **{"Channels.Mail": f"{name}@example.com"})

    def messages(self, query=""):
        return self.control("GET", f"outbox?limit=10000{query}")["messages"]

    def one(self, **wanted):
        """The last message whose members are these."""
        found = [m for m in self.messages() if all(m[name] == value for name, value in wanted.items())]
        assert found, f"there is no message with {wanted}"
        return found[-1]

    def reaches(self, state, attempts=None, **wanted):
        """The delivery of a message, once it has this state, after so many attempts."""
        last = {}

        def look():
            last.update(self.one(**wanted)["delivery"])
            return last["state"] == state and (attempts is None or last["attempts"] == attempts) and dict(last)

        with context(lambda: f"the delivery was {last}"):
            return until(look, f"{state} after {attempts} attempts")

    def advance(self, by):
        self.control("POST", "clock", {"advance": by})

    def stop(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0, self.log()

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)


@contextlib.contextmanager
def context(text):
    try:
        yield
    except AssertionError as e:
        raise AssertionError(f"{e}; {text()}") from None


class Mailbox:
    """A mail server that keeps what it accepts. Its recipients with `refused` in them are refused."""

    def __init__(self, port=0, users=None, **options):
        self.mails = []
        self.lock_out = False
        if users is not None:
            options |= {"auth_required": True, "authenticator": self.authenticate}
        self.users, self.tls_used = users or {}, []
        self.controller = Controller(self, hostname="127.0.0.1", port=port or free_port(), **options)
        self.controller.start()
        self.port = self.controller.port

    def authenticate(self, server, session, envelope, mechanism, data):
        accepted = self.users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=accepted, handled=accepted)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "refused" in address:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.tls_used.append(session.ssl is not None)
        self.mails.append((envelope, email.message_from_bytes(envelope.content)))
        return "250 OK"

    def count(self):
        """How often each recipient was sent a mail."""
        return collections.Counter(envelope.rcpt_tos[0] for envelope, _ in list(self.mails))

    def stop(self):
        if self.controller.server is not None:
            self.controller.stop()
            self.controller.server = None


def free_port():
    import socket

    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def server_context(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context
