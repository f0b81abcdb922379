"""What tests/failover/run runs: the cluster, two servers over it, the load, what goes wrong, and the count.

Each round of the load adds a contact and sends a mail. A contact that is added is told so by a message of the outbox; three
seconds after a mail is sent, due work says in a further message what became of it, which is delivered to a receiver. So each
call that was run twice, and each piece of work, shows as a message that is there twice.
"""

import base64
import collections
import hashlib
import hmac
import http.server
import itertools
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
import urllib.error
import urllib.parse
import urllib.request
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy" / "patroni"
SETTINGS = (DEPLOY / "patroni.yml").read_text()
LONGEST_GAP = int(re.search(r"^ +ttl: (\d+)$", SETTINGS, re.M)[1]) + 5
# How long a process that hangs holds up the others.
CONNECTION = (ROOT / "src" / "store" / "postgres" / "connection.rs").read_text()
HUNG = int(re.search(r"^const IDLE: u32 = (\d+);$", CONNECTION, re.M)[1]) // 1000
PASSWORDS = {"postgres": "superuser-secret", "replicator": "replicator-secret", "localyun": "localyun-secret"}
SENDER = "no-reply@mail.acme.test"
WORKERS = 4  # for each server
PAUSE = 0.2  # between the rounds of a worker

# What a call is answered that got no answer of the database. Anything else is a fault.
NOT_KNOWN = "whether it was made is not known"
NOT_MADE = "Nothing was changed"


class Failed(Exception):
    """Something is not as it has to be."""


def check(holds, what):
    if not holds:
        raise Failed(what)


def wait_for(what, seconds, found):
    """Waits until `found` answers something, and answers that."""
    end = time.monotonic() + seconds
    while True:
        try:
            if it := found():
                return it
        except (OSError, ValueError):
            pass
        check(time.monotonic() < end, f"{what}: not within {seconds} s")
        time.sleep(0.2)


# --- processes ----------------------------------------------------------------------------------

# PostgreSQL does not run as root, so nothing does.
as_root = os.getuid() == 0
user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if as_root else {}


class Machine:
    """The folder, the ports and the processes of the test."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C", "TMPDIR": str(folder)}
        self.processes = []
        for file in DEPLOY.iterdir():
            shutil.copy(file, folder)
        self.program = shutil.copy(os.environ["LOCALYUN_BINARY"], folder / "localyun")
        for path in [folder, *folder.iterdir()]:
            if as_root:
                shutil.chown(path, "nobody", "nogroup")
            path.chmod(path.stat().st_mode | 0o400)

    def start(self, name, command, environment):
        log = open(self.folder / f"{name}.log", "ab")
        it = subprocess.Popen(command, cwd=self.folder, env=self.environment | environment, stdin=subprocess.DEVNULL,
                              stdout=log, stderr=log, start_new_session=True, **user)
        self.processes.append(it)
        return it

    def below(self, folder):
        """The processes whose current folder is this one: those of PostgreSQL are in their data folder."""
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if pathlib.Path(os.readlink(entry / "cwd")).is_relative_to(folder):
                    found.append(int(entry.name))
            except OSError:
                pass
        return found

    def signal(self, which, pids):
        for pid in pids:
            try:
                os.kill(pid, which)
            except ProcessLookupError:
                pass

    def stop(self):
        """Ends whatever runs in the folder, also what its processes have started."""
        for _ in range(50):
            left = self.below(self.folder)
            self.signal(signal.SIGKILL, left)
            for it in self.processes:
                it.poll()
            if not left:
                return
            time.sleep(0.1)


def free_ports(count):
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [it.getsockname()[1] for it in taken]
    for it in taken:
        it.close()
    return ports


class Node:
    """A PostgreSQL and its Patroni."""

    def __init__(self, machine, name, etcd, port, rest):
        self.machine, self.name, self.port, self.rest = machine, name, port, rest
        self.data = machine.folder / f"data-{name}"
        self.environment = {
            "PATRONI_NAME": name,
            "PATRONI_ETCD3_HOSTS": f"127.0.0.1:{etcd}",
            "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{rest}",
            "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{rest}",
            "PATRONI_POSTGRESQL_LISTEN": f"127.0.0.1:{port}",
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"127.0.0.1:{port}",
            "PATRONI_POSTGRESQL_DATA_DIR": str(self.data),
            "PATRONI_POSTGRESQL_BIN_DIR": os.environ["POSTGRES"],
            "PATRONI_POSTGRESQL_PGPASS": str(machine.folder / f"pgpass-{name}"),
            "PATRONI_SUPERUSER_USERNAME": "postgres",
            "PATRONI_SUPERUSER_PASSWORD": PASSWORDS["postgres"],
            "PATRONI_REPLICATION_USERNAME": "replicator",
            "PATRONI_REPLICATION_PASSWORD": PASSWORDS["replicator"],
        }
        self.start()

    def start(self):
        self.patroni = self.machine.start(f"patroni-{self.name}", ["patroni", "patroni.yml"], self.environment)

    def all(self):
        return [self.patroni.pid, *self.machine.below(self.data)]

    def kill(self):
        self.machine.signal(signal.SIGKILL, self.all())
        self.patroni.wait()
        # Those that were being started when they were listed.
        wait_for("the end of a node", 10, lambda: not self.machine.signal(signal.SIGKILL, self.all()) and not self.machine.below(self.data))

    def postmaster(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def cluster(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.rest}/cluster", timeout=2) as answer:
            return {it["name"]: it for it in json.load(answer)["members"]}


class Cluster:
    """Two nodes, and the addresses that lead to their primary."""

    def __init__(self, machine):
        self.machine = machine
        etcd, peer, *ports, self.port = free_ports(7)
        etcd_options = dict(line.split("=", 1) for line in (DEPLOY / "etcd.env").read_text().splitlines()
                            if line and not line.startswith("#"))
        machine.start("etcd", ["etcd"], etcd_options | {
            "ETCD_NAME": "a", "ETCD_DATA_DIR": str(machine.folder / "etcd"),
            "ETCD_LISTEN_CLIENT_URLS": f"http://127.0.0.1:{etcd}", "ETCD_ADVERTISE_CLIENT_URLS": f"http://127.0.0.1:{etcd}",
            "ETCD_LISTEN_PEER_URLS": f"http://127.0.0.1:{peer}", "ETCD_INITIAL_ADVERTISE_PEER_URLS": f"http://127.0.0.1:{peer}",
            "ETCD_INITIAL_CLUSTER": f"a=http://127.0.0.1:{peer}"})
        wait_for("etcd", 20, lambda: socket.create_connection(("127.0.0.1", etcd), 1).close() or True)
        self.nodes = [Node(machine, name, etcd, port, rest) for name, port, rest in zip("ab", ports[::2], ports[1::2])]
        a, b = self.nodes
        machine.start("haproxy", ["haproxy", "-db", "-f", "haproxy.cfg"], {
            "LISTEN": f"127.0.0.1:{self.port}", "NODE_A": f"127.0.0.1:{a.port}", "CHECK_A": str(a.rest),
            "NODE_B": f"127.0.0.1:{b.port}", "CHECK_B": str(b.rest)})
        self.hosts = f"127.0.0.1:{a.port},127.0.0.1:{b.port}"
        self.whole()
        wait_for("haproxy", 20, lambda: self.sql("SELECT 1") == "1")
        self.sql(f"CREATE USER localyun PASSWORD '{PASSWORDS['localyun']}'")
        self.sql("CREATE DATABASE localyun OWNER localyun")

    def members(self):
        """What the nodes are, as any of them says."""
        for node in self.nodes:
            try:
                return node.cluster()
            except OSError:
                pass
        return {}

    def roles(self):
        members = self.members()
        by_role = {members[node.name]["role"]: node for node in self.nodes
                   if members.get(node.name, {}).get("state") in ("running", "streaming")}
        return by_role.get("leader"), by_role.get("sync_standby")

    def whole(self):
        """Waits until there are a primary and a synchronous standby, and answers these."""
        return wait_for("a whole cluster", 60, lambda: it if all(it := self.roles()) else None)

    def sql(self, text):
        asked = subprocess.run([f"{os.environ['POSTGRES']}/psql", "-XAtqc", text, f"postgres://postgres@127.0.0.1:{self.port}/postgres"],
                               env=self.machine.environment | {"PGPASSWORD": PASSWORDS["postgres"]}, text=True, capture_output=True, timeout=20)
        if asked.returncode:
            raise OSError(asked.stderr)
        return asked.stdout.strip()

    def control(self, *command):
        done = subprocess.run(["patronictl", "-c", "patroni.yml", *command], cwd=self.machine.folder, text=True, capture_output=True,
                              env=self.machine.environment | self.nodes[0].environment, timeout=60, **user)
        check(done.returncode == 0, f"patronictl {' '.join(command)}: {done.stdout}{done.stderr}")


class Cutter:
    """Leads connections on, and cuts some in the middle of a commit: before the server has it, or before its answer."""

    def __init__(self, port):
        self.target, self.cuts, self.left, self.next = port, None, 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def cut(self, when, count):
        self.cuts, self.left = when, count

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.lead, args=(client,), daemon=True).start()

    def lead(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.target), 5)
        except OSError:
            return client.close()
        server.settimeout(None)
        for it in (client, server):
            it.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answers = threading.Event()  # an answer is kept back
        kept = threading.Event()
        threading.Thread(target=self.back, args=(client, server, answers, kept), daemon=True).start()
        is_write = False
        try:
            while data := client.recv(65536):
                is_write = is_write or b"pg_advisory_xact_lock" in data
                if b"COMMIT\0" in data and is_write:
                    is_write = False
                    if self.left and time.monotonic() > self.next:
                        self.left, self.next = self.left - 1, time.monotonic() + 0.3
                        if self.cuts == "after":
                            answers.set()
                            server.sendall(data)
                            kept.wait(10)
                        break
                server.sendall(data)
        except OSError:
            pass
        end(client, server)

    def back(self, client, server, answers, kept):
        try:
            while data := server.recv(65536):
                if answers.is_set():
                    break
                client.sendall(data)
        except OSError:
            pass
        kept.set()
        end(client, server)


def end(*sockets):
    for it in sockets:
        try:
            it.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        it.close()


class Receiver(http.server.ThreadingHTTPServer):
    """Takes what is delivered, and counts it by the mail that it is about."""

    daemon_threads = True

    def __init__(self):
        received, ids = self.received, self.ids = collections.Counter(), collections.defaultdict(set)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                received[body["data"]["env_id"]] += 1
                ids[body["data"]["env_id"]].add(self.headers["x-localyun-message-id"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_port
        threading.Thread(target=self.serve_forever, daemon=True).start()


# --- calls --------------------------------------------------------------------------------------

class Server:
    """A Localyun."""

    def __init__(self, machine, name, place, receiver):
        self.name = name
        (port,) = free_ports(1)
        self.address = f"http://127.0.0.1:{port}"
        data = f"postgres://localyun:{PASSWORDS['localyun']}@{place}/localyun?application_name={name}"
        self.process = machine.start(name, [machine.program, "serve", "--listen", f"127.0.0.1:{port}", "--log", "warn",
                                            "--deliver-to", f"127.0.0.1:{receiver.port}"], {"LOCALYUN_DATA": data})
        wait_for(f"the start of {name}", 30, lambda: self.control("health"))

    def control(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.address}/_localyun/{path}", data), timeout=60) as answer:
            return json.load(answer)

    def call(self, action, version="2019-01-01", timeout=30, **parameters):
        """A signed call: its status and what it answers, with the hint."""
        parameters |= {"Action": action, "Version": version, "Format": "JSON", "AccessKeyId": "testid", "SignatureMethod": "HMAC-SHA1",
                       "SignatureVersion": "1.0", "SignatureNonce": uuid.uuid4().hex,
                       "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        query = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(parameters.items()))
        signature = hmac.digest(b"testsecret&", f"GET&%2F&{encoded(query)}".encode(), hashlib.sha1)
        try:
            url = f"{self.address}/?{query}&Signature={encoded(base64.b64encode(signature).decode())}"
            with urllib.request.urlopen(url, timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode() + e.headers.get("x-localyun-hint", "")

    def good(self, action, *rest, **parameters):
        status, text = self.call(action, *rest, **parameters)
        check(status == 200, f"{action}: {status} {text}")
        return json.loads(text)


def encoded(text):
    return urllib.parse.quote(str(text), safe="-_.~")


class Load:
    """Calls of both servers, and what came of each."""

    def __init__(self, servers):
        self.servers, self.numbers = servers, itertools.count(1)
        self.contacts, self.mails = {}, {}  # by name: what came of it
        self.answered = {it.name: [] for it in servers}
        self.faults = []

    def start(self):
        self.going = True
        self.threads = [threading.Thread(target=self.work, args=(it,), daemon=True) for it in self.servers for _ in range(WORKERS)]
        for it in self.threads:
            it.start()

    def stop(self):
        self.going = False
        for it in self.threads:
            it.join(60)
            check(not it.is_alive(), "a call is not answered")

    def work(self, server):
        while self.going:
            name = f"n{next(self.numbers)}"
            self.contacts[name] = self.call(server, "PutContact", ContactName=name, Describe="x", **{"Channels.Mail": f"{name}@example.com"})
            self.mails[name] = self.call(server, "SingleSendMail", "2015-11-23", AccountName=SENDER, AddressType=1, ReplyToAddress="false",
                                         ToAddress=f"{name}@example.com", Subject=name, TextBody="x")
            time.sleep(PAUSE)

    def call(self, server, *action, **parameters):
        try:
            status, text = server.call(*action, **parameters)
        except OSError:
            return "not known"
        if status == 200:
            self.answered[server.name].append(time.monotonic())
            return "answered"
        if NOT_KNOWN in text:
            return "not known"
        if NOT_MADE in text:
            return "not made"
        self.faults.append(f"{server.name} {action[0]}: {status} {text}")
        return "not known"

    def gap(self, server, begun, ended):
        """The longest time in which no call was answered by a server."""
        times = [begun, *(it for it in list(self.answered[server.name]) if begun < it < ended), ended]
        return max(b - a for a, b in zip(times, times[1:]))


# --- the count ----------------------------------------------------------------------------------

def outbox(server, since):
    found = []
    while True:
        last = found[-1]["id"] if found else since
        page = server.control(f"outbox?limit=1000&since={last}")["messages"]
        found += page
        if not page:
            return found


def listed(server):
    """The names of all contacts, as often as they are listed."""
    names = collections.Counter()
    for page in itertools.count(1):
        found = server.good("DescribeContactList", PageSize=100, PageNumber=page)["Contacts"]["Contact"]
        names.update(it["Name"] for it in found)
        if len(found) < 100:
            return names


def told(events):
    return collections.Counter(json.loads(it["request"]["body"])["data"]["env_id"] for it in events)


class Count:
    """Compares what was answered with what is there."""

    def __init__(self, servers, load, receiver):
        self.servers, self.load, self.receiver = servers, load, receiver
        self.since, self.seen = 0, set()

    def settled(self):
        """The messages of the load since the last count, once the work that is due is done and all is delivered."""
        messages = outbox(self.servers[-1], self.since)
        events = [it for it in messages if it["channel"] == "webhook"]
        mails = [it for it in messages if it["product"] == "dm" and it["channel"] == "mail"]
        done = len(events) >= len(mails) and all(it["delivery"]["state"] == "delivered" for it in events)
        return messages if done or not mails else None

    def run(self):
        load = self.load
        try:
            messages = wait_for("due work", 20, self.settled)
        except Failed:
            # What is not there is counted below.
            messages = outbox(self.servers[-1], self.since)
        mine = lambda of: {name: came for name, came in of.items() if name not in self.seen}
        contacts, mails = mine(load.contacts), mine(load.mails)
        self.seen |= contacts.keys()
        self.since = messages[-1]["id"] if messages else self.since
        wrong = []

        def none(what, names):
            names = sorted(names)
            if names:
                wrong.append(f"{what}: {len(names)}, such as {', '.join(names[:5])}")

        came_to = lambda what: {name for name, came in load.contacts.items() if came == what}
        for server in self.servers:
            there = listed(server)
            none(f"contacts that were answered and are lost ({server.name})", came_to("answered") - there.keys())
            none(f"contacts that are there twice ({server.name})", (it for it, times in there.items() if times > 1))
            none(f"contacts that are there though nothing was changed ({server.name})", came_to("not made") & there.keys())
        none("message numbers that are there twice", {str(it) for it, times in collections.Counter(it["id"] for it in messages).items() if times > 1})
        confirmations = collections.Counter(it["to"].split("@")[0] for it in messages if it["product"] == "cms")
        none("contacts without their message", (it for it in contacts if there[it] and not confirmations[it]))
        none("contacts with two messages", (it for it, times in confirmations.items() if times > 1))
        sent = collections.Counter(it["subject"] for it in messages if it["product"] == "dm" and it["channel"] == "mail")
        none("mails that were answered and are lost", (it for it, came in mails.items() if came == "answered" and not sent[it]))
        none("mails that were sent twice", (it for it, times in sent.items() if times > 1))
        none("mails that were sent though nothing was changed", (it for it, came in mails.items() if came == "not made" and sent[it]))
        ids = {it["biz_id"] for it in messages if it["product"] == "dm" and it["channel"] == "mail"}
        done = told([it for it in messages if it["channel"] == "webhook"])
        none("due work that was not done", ids - done.keys())
        none("due work that was done twice", (it for it, times in done.items() if times > 1))
        none("messages that were not delivered", done.keys() - self.receiver.received.keys())
        none("messages that were delivered with two ids", (it for it in done if len(self.receiver.ids[it]) > 1))
        none("answers that are no answer to this", load.faults)
        results = collections.Counter([*contacts.values(), *mails.values()])
        again = sum(self.receiver.received[it] - 1 for it in done if it in self.receiver.received)
        there_unknown = {it for it, came in contacts.items() if came == "not known" and there[it]}
        unknown = {it for it, came in contacts.items() if came == "not known"}
        return results, len(done), again, (unknown, there_unknown), wrong


# --- what goes wrong ----------------------------------------------------------------------------

class Run:
    def __init__(self, machine):
        self.machine = machine
        self.cluster = Cluster(machine)
        self.receiver = Receiver()
        self.cutter = Cutter(self.cluster.port)
        self.proxied = Server(machine, "through-haproxy", f"127.0.0.1:{self.cutter.port}", self.receiver)
        self.direct = Server(machine, "two-hosts", self.cluster.hosts, self.receiver)
        self.servers = [self.proxied, self.direct]
        self.load = Load(self.servers)
        self.count = Count(self.servers, self.load, self.receiver)
        self.proxied.good("CreateDomain", "2015-11-23", DomainName=SENDER.split("@")[1])
        self.proxied.good("CreateMailAddress", "2015-11-23", AccountName=SENDER, Sendtype="trigger")
        self.proxied.good("UpdateUser", "2015-11-23", User='{"EnableEventbridge":true}')
        self.proxied.control("dm/settings", {"delivery_ms": 3000, "events": f"http://127.0.0.1:{self.receiver.port}/events",
                                             "daily_quota": 1000000, "month_quota": 1000000})

    def nothing(self):
        """Nothing goes wrong: what the others are compared with."""
        time.sleep(2)

    def killed_primary(self):
        """kill -9 of the primary and its Patroni, as of a machine that is gone."""
        primary, standby = self.cluster.whole()
        # The standby gets nothing more for a moment: what was answered without it would be lost.
        sends = [it for it in primary.all() if b"walsender" in pathlib.Path(f"/proc/{it}/cmdline").read_bytes()]
        check(sends, "the standby does not follow the primary")
        self.machine.signal(signal.SIGSTOP, sends)
        time.sleep(0.5)
        primary.kill()
        wait_for("another primary", 60, lambda: standby.cluster()[standby.name]["role"] == "leader")
        return primary.start

    def killed_postmaster(self):
        """kill -9 of the first process of the primary: Patroni starts it again, or the standby takes over."""
        primary, _ = self.cluster.whole()
        old = primary.postmaster()
        os.kill(old, signal.SIGKILL)
        wait_for("a primary", 60, lambda: (it := self.cluster.roles()[0]) and (it is not primary or it.postmaster() != old))

    def switchover(self):
        """patronictl switchover."""
        primary, standby = self.cluster.whole()
        self.cluster.control("switchover", "localyun", "--candidate", standby.name, "--force")
        wait_for("another primary", 30, lambda: self.cluster.roles()[0] is standby)

    def stopped_standby(self):
        """SIGSTOP of the standby and its Patroni: commits wait for it until the primary goes on alone."""
        _, standby = self.cluster.whole()
        pids = standby.all()
        self.machine.signal(signal.SIGSTOP, pids)
        # Patroni as well is not heard of any more.
        time.sleep(3)
        return lambda: self.machine.signal(signal.SIGCONT, pids)

    def stopped_server(self):
        """SIGSTOP of a Localyun in the middle of a write, whose lock is then in nobody's hands."""
        server = self.proxied
        holds = f"""SELECT COUNT(*) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid WHERE l.locktype = 'advisory' AND l.granted
            AND a.application_name = '{server.name}' AND a.state = 'idle in transaction'"""

        def stopped():
            server.process.send_signal(signal.SIGSTOP)
            if self.cluster.sql(holds) != "0":
                return True
            server.process.send_signal(signal.SIGCONT)
            return False

        wait_for("a write to be stopped in", 30, stopped)
        time.sleep(2 * HUNG)
        server.process.send_signal(signal.SIGCONT)

    def cut(self, when):
        self.cutter.cut(when, 8)
        wait_for("eight cuts", 30, lambda: self.cutter.left == 0)

    def cut_before(self):
        """A connection is cut when COMMIT is sent, and the server does not get it."""
        self.cut("before")

    def cut_after(self):
        """A connection is cut when COMMIT was done, and its answer does not arrive."""
        self.cut("after")

    def case(self, what):
        self.load.start()
        time.sleep(2)
        begun = time.monotonic()
        mend = what()
        done = time.monotonic()
        wait_for("an answer of each server", 60, lambda: all(it and it[-1] > done for it in self.load.answered.values()))
        time.sleep(1)
        ended = time.monotonic()
        self.load.stop()
        gaps = [self.load.gap(it, begun, ended) for it in self.servers]
        if mend:
            mend()
        self.cluster.whole()
        results, work, again, (unknown, there), wrong = self.count.run()
        print(f"{what.__name__.replace('_', ' '):18} {results['answered']:8} {results['not made']:8} {results['not known']:9}"
              f" {work:8} {again:9} {gaps[0]:8.1f} s {gaps[1]:8.1f} s", flush=True)
        for server, gap in zip(self.servers, gaps):
            if gap >= (HUNG + 3 if what == self.stopped_server and server is self.direct else LONGEST_GAP):
                wrong.append(f"no answer of {server.name} for {gap:.1f} s")
        if not results["answered"] or not work:
            wrong.append("nothing was done")
        # Here it is known what came of the commits.
        if what in (self.cut_before, self.cut_after) and not unknown:
            wrong.append("no contact was in a commit that was cut")
        if what == self.cut_before and there:
            wrong.append(f"commits that the server did not get are there: {sorted(there)}")
        if what == self.cut_after and unknown - there:
            wrong.append(f"commits that were done are lost: {sorted(unknown - there)}")
        if what == self.nothing and results["not known"] + results["not made"]:
            wrong.append("calls failed though nothing went wrong")
        return wrong

    def all(self, only):
        cases = [self.nothing, self.cut_before, self.cut_after, self.switchover, self.killed_primary, self.stopped_standby,
                 self.stopped_server, self.killed_postmaster]
        print("\n                    calls: of these                     due  delivered   longest time without an answer")
        print("                   answered not made not known     work     again    HAProxy  two hosts")
        passed = failed = 0
        for what in [it for it in cases if not only or it.__name__ in only]:
            wrong = self.case(what)
            failed += bool(wrong)
            passed += not wrong
            for it in wrong:
                print(f"  FAILED: {it}", flush=True)
        print(f"failover: {passed} passed" + (f", {failed} failed" if failed else ""))
        return failed


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    machine = None
    folder = pathlib.Path(tempfile.mkdtemp()).resolve()
    try:
        machine = Machine(folder)
        return 1 if Run(machine).all(sys.argv[1:]) else 0
    except (Failed, OSError, subprocess.SubprocessError) as e:
        print(f"tests/failover/run: {e}", file=sys.stderr)
        for log in sorted(folder.glob("*.log")):
            print(f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-15:]), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if machine:
            machine.stop()
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
