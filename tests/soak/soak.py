"""What the scripts of this folder share: a server, a client, signed calls, options and the verdict."""

import argparse
import collections
import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds for a start, a stop and an answer
ACCOUNT = "1000000000000001"
KEY = ("testid", "testsecret")
EMPTY_HASH = hashlib.sha256(b"").hexdigest()

VERSIONS = {
    "cms": "2019-01-01",
    "ram": "2015-05-01",
    "sts": "2015-04-01",
    "ims": "2019-08-15",
}

Answer = collections.namedtuple("Answer", "status headers body")


class Failed(Exception):
    """What was measured is not what it must be."""


def check(holds, what):
    if not holds:
        raise Failed(what)


def options(doc):
    """The parser of a script's options, with those that all scripts have."""
    parser = argparse.ArgumentParser(description=doc.strip().splitlines()[0],
                                     formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--binary", default=os.environ.get("LOCALYUN_BINARY", str(ROOT / "target/release/localyun")),
                        help="the program; the variable LOCALYUN_BINARY names it too")
    return parser


def run(name, script, arguments):
    """Runs a script in a folder of its own, which is removed, and ends with its verdict."""
    if not os.access(arguments.binary, os.X_OK):
        sys.exit(f"{name}: no program at {arguments.binary}; build it with: cargo build --release")
    start = time.monotonic()
    # A server that a signal would leave behind is ended by the `finally` of its `with`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix=f"localyun-{name}-") as folder:
        try:
            figures = script(arguments, pathlib.Path(folder))
        except Failed as why:
            print(f"{name}: FAILED after {time.monotonic() - start:.0f} s: {why}", flush=True)
            sys.exit(1)
    print(f"{name}: ok in {time.monotonic() - start:.0f} s: {figures}", flush=True)


class Progress:
    """Lines for who waits, no more than one in so many seconds."""

    def __init__(self, every=10):
        self.every, self.last, self.start = every, time.monotonic(), time.monotonic()

    def say(self, text, now=False):
        if now or time.monotonic() - self.last >= self.every:
            self.last = time.monotonic()
            print(f"  {time.monotonic() - self.start:6.0f} s  {text}", flush=True)


class Server:
    """A running server, which ends with the `with` that it is started in."""

    def __init__(self, arguments, folder, *words, data=":memory:", limits=None, name="server"):
        self.folder, self.data = folder, data
        self.ready, self.log_path = folder / f"{name}-ready", folder / f"{name}-log"
        self.ready.unlink(missing_ok=True)
        command = [arguments.binary, "serve", "--listen", "127.0.0.1:0", "--data", str(data), "--log", "warn",
                   "--ca-dir", str(folder / "ca"), "--ready-file", str(self.ready), "--exit-with-parent", *map(str, words)]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LOCALYUN_")}
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=log, preexec_fn=limits)
        end = time.monotonic() + PATIENCE
        while not (self.ready.exists() and self.ready.read_text().strip()):
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise Failed(f"the server has not started: {self.log()}")
            time.sleep(0.01)
        self.port = int(self.ready.read_text().strip().rsplit(":", 1)[1])

    def log(self):
        return self.log_path.read_text(errors="replace")

    def panics(self):
        return [line for line in self.log().splitlines() if "panicked" in line]

    def kill(self):
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed("the server does not stop") from None
        check(status in (0, 143, -15), f"the server stopped with the status {status}: {self.log()[-2000:]}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()

    def client(self):
        return Client(self.port)

    # What the process takes, as Linux tells it.

    def status(self, name):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1))

    def resident(self):
        """Megabytes in memory."""
        return self.status("VmRSS") * 1024 / 1e6

    def threads(self):
        return self.status("Threads")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def spent(self):
        """Seconds of processor time of the threads that there are."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except OSError:
                pass  # it has ended
        return total / 1e9


class Gone(Exception):
    """The connection has ended before the answer did."""


class Client:
    """A connection that is kept open, and opened again when the server has closed it."""

    def __init__(self, port):
        self.port, self.socket, self.rest = port, None, b""
        self.host = f"127.0.0.1:{port}"

    def open(self):
        self.close()
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.rest = None, b""

    def send(self, method, target, headers=(), body=b"", host=None):
        """The answer to one request."""
        lines = [f"{method} {target} HTTP/1.1", f"host: {host or self.host}", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        return self.send_bytes("\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body)

    def send_bytes(self, request):
        try:
            if self.socket is None:
                self.open()
            self.socket.sendall(request)
            return self.answer()
        except (OSError, ValueError) as e:
            self.close()
            raise Gone(str(e)) from None

    def answer(self):
        head = self.until(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:] if line)}
        if "chunked" in headers.get("transfer-encoding", ""):
            body = b""
            while size := int(self.until(b"\r\n"), 16):
                body += self.take(size)
                self.take(2)
            self.take(2)
        else:
            body = self.take(int(headers.get("content-length", 0)))
        if headers.get("connection", "") == "close":
            self.close()
        return Answer(status, headers, body)

    def until(self, mark):
        while mark not in self.rest:
            self.more()
        before, self.rest = self.rest.split(mark, 1)
        return before

    def take(self, size):
        while len(self.rest) < size:
            self.more()
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def more(self):
        read = self.socket.recv(1 << 18)
        if not read:
            raise OSError("the server has closed the connection")
        self.rest += read

    # --- calls of the cloud and of the control API

    def call(self, product, action, parameters=(), key=KEY, host=None, headers=()):
        """A call that is signed with ACS3-HMAC-SHA256, its parameters in a form."""
        return self.send_bytes(signed(host or self.host, product, action, dict(parameters), key, headers))

    def control(self, method, path, body=None, good=True, headers=()):
        """The JSON of the control API's answer."""
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.send(method, f"/_localyun/{path}", headers, data)
        if good:
            check(answer.status == 200, f"{method} {path}: {answer.status} {answer.body[:500]!r}")
        try:
            return json.loads(answer.body)
        except ValueError:
            return answer.body


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def signed(host, product, action, parameters, key=KEY, headers=(), token=None):
    """A request that is signed with ACS3-HMAC-SHA256."""
    body = urllib.parse.urlencode(parameters).encode()
    digest = hashlib.sha256(body).hexdigest() if body else EMPTY_HASH
    own = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": digest,
        "x-acs-date": now(),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-version": VERSIONS.get(product, product),
    }
    if body:
        own["content-type"] = "application/x-www-form-urlencoded"
    if token:
        own["x-acs-security-token"] = token
    names = sorted(own)
    canonical = "\n".join(["POST", "/", "", *(f"{n}:{own[n]}" for n in names), "", ";".join(names), digest])
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    signature = hmac.new(key[1].encode(), text.encode(), hashlib.sha256).hexdigest()
    own["authorization"] = f"ACS3-HMAC-SHA256 Credential={key[0]},SignedHeaders={';'.join(names)},Signature={signature}"
    lines = ["POST / HTTP/1.1", *(f"{n}: {v}" for n, v in [*own.items(), *headers]), "accept: application/json",
             f"content-length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def together(workers):
    """Runs functions in threads of their own; the first failure of one is raised once all have ended."""
    failures = []

    def guarded(worker):
        try:
            worker()
        except BaseException as e:  # noqa: BLE001 it is raised below
            failures.append(e)

    threads = [threading.Thread(target=guarded, args=(worker,), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    return threads, failures


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0


def at(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    found = re.search(r"model name\s*: (.*)", text)
    return f"{os.cpu_count()} x {found.group(1) if found else 'processor'}"


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
