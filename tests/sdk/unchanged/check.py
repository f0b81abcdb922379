"""Runs a program that knows nothing of Localyun under `localyun exec`: check.py DRIVER.

The programs beside this file have neither an endpoint nor, but for the wrong one, a key in their code. Each does what its arguments
name, and prints a line for each. LOCALYUN is the program, LOCALYUN_ENDPOINT a server that is this driver's own, LOCALYUN_CA_DIR its
certificate authority. A driver `hermetic-…` runs each under `exec --hermetic`, on a server that begins with the state of that one; with
NAMESPACE=1 all this is in a network namespace that has nothing but its loopback interface.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE.parents[2] / "target/sdk"
LOCALYUN = os.environ["LOCALYUN"]
SERVER = f"http://{os.environ['LOCALYUN_ENDPOINT']}"
AUTHORITY = os.environ["LOCALYUN_CA_DIR"]

ACCOUNT = "acs:ram::1000000000000001"
ISSUER = "https://token.actions.githubusercontent.com"
SUBJECT = "repo:example/app:ref:refs/heads/main"
SEEN_WRONG = {"python-old": "InvalidAccessKeySecret", "java-old": "SDK.InvalidAccessKeySecret"}
CONTACTS = "contacts ['alice'] then []"


def program(driver):
    """The command, and what it needs in its environment."""
    language, generation = driver.split("-")
    match language:
        case "python":
            return [PACKAGES / "python/bin/python", HERE / f"{generation}.py"], {"PYTHONDONTWRITEBYTECODE": "1"}
        case "node":
            return ["node", HERE / f"{generation}.js"], {"NODE_PATH": PACKAGES / "node/node_modules"}
        case "go":
            return [PACKAGES / f"go/unchanged-{generation}"], {}
        case "java":
            options = ["-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR", "-cp", (PACKAGES / "java/classpath").read_text()]
            return ["java", *options, HERE / f"{generation.title()}.java"], {"ALIBABA_CLOUD_SDK_LOG_LEVEL": "error"}


def is_line(line, like):
    return line.startswith(like.removesuffix("…")) if like.endswith("…") else line == like


def unreachable():
    """What this network namespace has counted of packets without a route, and of those to a UDP port where nobody listens, which are
    questions to a name server of this machine."""
    lines = Path("/proc/net/snmp").read_text().splitlines()
    counts = {}
    for names, values in zip(lines[::2], lines[1::2]):
        protocol, *names = names.split()
        counts.update({protocol + name: int(value) for name, value in zip(names, values.split()[1:])})
    counts.update(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    names = ("Ip:OutNoRoutes", "Ip6OutNoRoutes", "Udp:NoPorts", "Udp6NoPorts")
    return {name: int(counts[name]) for name in names}


class Wrong(Exception):
    pass


class Skipped(Exception):
    pass


class Check:
    def __init__(self, driver, home, hermetic):
        self.driver, self.home, self.hermetic = driver, home, hermetic
        self.reports = []  # what exec --hermetic said of each run
        self.command, self.needs = program(driver)
        self.old = driver.endswith("-old")

    # --- what is run -----------------------------------------------------------------------------

    def environment(self, authority, variables):
        all = {"PATH": os.environ["PATH"], "HOME": self.home, "LOCALYUN_CA_DIR": authority, **self.needs, **variables}
        return {name: str(value) for name, value in all.items()}

    def localyun(self, *words, authority=AUTHORITY, **variables):
        """Localyun in an environment that has nothing else."""
        environment = self.environment(authority, variables)
        return subprocess.run([LOCALYUN, *map(str, words)], env=environment, capture_output=True, text=True, timeout=180)

    def exec(self, options, command, **more):
        if not self.hermetic:
            where = [] if "--own" in options else ["--endpoint", SERVER]
            return self.localyun("exec", *where, *options, "--", *command, **more)
        # It has a server of its own, which is to have what the other one was given.
        state, report = Path(self.home, "state.yaml"), Path(self.home, "report.json")
        self.run("seed", "export", "--secrets", "--endpoint", SERVER, "--output", state, "--replace")
        report.unlink(missing_ok=True)
        hermetic = ["--hermetic", "--seed", state, "--report", report, "--fail-on-leak"]
        done = self.localyun("exec", *hermetic, *options, "--", *command, **more)
        if not report.exists():
            raise Wrong(f"there is no report: exit status {done.returncode}, {done.stderr[-2000:]}")
        self.reports.append(json.loads(report.read_text()))
        return done

    def run(self, *words):
        """What a command of Localyun prints, which has to succeed."""
        done = self.localyun(*words)
        if done.returncode != 0:
            raise Wrong(f"localyun {words}: {done.stdout}{done.stderr}")
        return done.stdout

    def prints(self, options, want, **variables):
        """The program under `localyun exec OPTIONS` does what the lines of `want` begin with, and prints them; `…` is any end."""
        done = self.exec(options, [*self.command, *(line.split()[0] for line in want)], **variables)
        got = done.stdout.splitlines()
        fits = [is_line(line, like) for line, like in zip(got, want)]
        if done.returncode != 0 or len(got) != len(want) or not all(fits):
            raise Wrong(f"exit status {done.returncode}, printed {got} and not {want}; {done.stderr[-2000:]}")
        if re.search(" was (refused|looked up|tried) ", done.stderr):
            raise Wrong(f"it wanted to connect elsewhere: {done.stderr}")
        return got

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(SERVER + path, data, {"content-type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=300) as answer:
            return json.load(answer)

    def call(self, *words):
        return json.loads(self.run("call", "--endpoint", SERVER, *words))

    def role(self, name, principal):
        trusts = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
        policy = json.dumps({"Version": "1", "Statement": [trusts]})
        self.call("ram", "CreateRole", f"RoleName={name}", f"AssumeRolePolicyDocument={policy}")
        return f"{ACCOUNT}:role/{name}"

    # --- what is proved --------------------------------------------------------------------------

    def key(self):
        """the contact flow with the key of the environment, over HTTPS"""
        self.prints([], [CONTACTS, f"caller {ACCOUNT}:root"])

    def plain(self):
        """the contact flow over HTTP, which the SDKs of the old generation speak by themselves"""
        if not self.old:
            raise Skipped("those of the new generation speak HTTPS")
        self.prints([], [CONTACTS.replace("contacts", "plain")])

    def wrong_key(self):
        """refused with a wrong secret"""
        # those of the old generation compare what was signed and then give the code that is theirs
        self.prints([], [f"refused {SEEN_WRONG.get(self.driver, 'SignatureDoesNotMatch')}"])

    def certificates(self):
        """trusts no certificates but those of the authority that it was given"""
        other = f"{self.home}/other"
        command = [*self.command, "contacts"]
        if self.hermetic:  # an exec inside leads to the server of the outer one, with the other authority and nothing of the outer one's
            variables = [f"{name}={value}" for name, value in self.environment(other, {}).items()]
            inner = [LOCALYUN, "exec", "--endpoint", "http://127.0.0.1:80", "--"]
            done = self.exec([], ["env", "-i", *variables, *inner, *command])
        else:
            done = self.exec([], command, authority=other)
        if done.returncode == 0 or done.stdout:
            raise Wrong(f"it called a server whose authority is another: {done.stdout}")
        if not re.search("certificate|PKIX", done.stderr, re.IGNORECASE):
            raise Wrong(f"it failed, but not for the certificate: {done.stderr[-2000:]}")

    def metadata(self):
        """a session of a role from the metadata service, and calls with it"""
        known = {}
        if self.driver == "python-old":  # it has to be told the role, which the first question for credentials makes
            self.control("GET", "/_localyun/credentials")
            known = {"ALIBABA_CLOUD_ECS_METADATA": "localyun"}
        session = f"caller {ACCOUNT}:assumed-role/localyun/vm-ram-…"
        self.prints(["--credentials", "metadata"], [CONTACTS, session], **known)

    def uri(self):
        """a session of a role from the credentials URI, and calls with it"""
        if self.driver == "python-old":
            raise Skipped("the SDK reads no credentials URI")
        session = f"caller {ACCOUNT}:assumed-role/localyun/localyun"
        self.prints(["--credentials", "uri"], [CONTACTS, session])

    def ram_role(self):
        """the chain ramRoleArn: the key of the environment assumes a role"""
        arn = self.role("assumed", {"RAM": [f"{ACCOUNT}:root"]})
        self.call("ram", "CreateUser", "UserName=program")
        policy = "AliyunSTSAssumeRoleAccess"
        self.call("ram", "AttachPolicyToUser", "PolicyType=System", f"PolicyName={policy}", "UserName=program")
        made = self.call("ram", "CreateAccessKey", "UserName=program")["AccessKey"]
        key = ["--key-id", made["AccessKeyId"], "--secret", made["AccessKeySecret"]]
        self.prints(key, [f"role {ACCOUNT}:assumed-role/assumed/unchanged"], ALIBABA_CLOUD_ROLE_ARN=arn)

    def oidc(self):
        """the chain OIDC: a token assumes a role, and there is no key"""
        if self.driver == "python-old":
            raise Skipped("the SDK has no provider for OIDC")
        self.call("ims", "CreateOIDCProvider", "OIDCProviderName=github", f"IssuerUrl={ISSUER}", "ClientIds=sts.aliyuncs.com")
        provider = f"{ACCOUNT}:oidc-provider/github"
        token = Path(self.home, "token")
        made = self.control("POST", "/_localyun/ims/oidc-tokens", {"issuer": "github", "claims": {"sub": SUBJECT}})
        token.write_text(made["token"])
        self.prints(
            ["--credentials", "metadata"],  # which the chain asks after OIDC
            [f"caller {ACCOUNT}:assumed-role/deploy/…"],
            ALIBABA_CLOUD_ROLE_ARN=self.role("deploy", {"Federated": [provider]}),
            ALIBABA_CLOUD_OIDC_PROVIDER_ARN=provider,
            ALIBABA_CLOUD_OIDC_TOKEN_FILE=token,
        )

    def world(self):
        """in a world of its own, which is dropped afterwards"""
        first = self.prints(["--world", "new"], [CONTACTS, "caller acs:ram::…"])
        if ACCOUNT in first[-1] or not first[-1].endswith(":root"):
            raise Wrong(f"{first[-1]} is not the root of another world")
        if self.driver != "python-old":
            session = self.prints(["--world", "new", "--credentials", "uri"], ["caller acs:ram::…"])
            if ACCOUNT in session[0] or not session[0].endswith(":assumed-role/localyun/localyun"):
                raise Wrong(f"{session[0]} is no session of another world")
        worlds = [world["id"] for world in self.control("GET", "/_localyun/worlds")["worlds"]]
        if worlds:
            raise Wrong(f"there are the worlds {worlds}")

    def own(self):
        """on a server that is started for it"""
        self.prints(["--own"], [CONTACTS, f"caller {ACCOUNT}:root"])

    def nowhere_else(self):
        """nothing of all this was sent elsewhere"""
        if self.hermetic:
            if not self.reports:
                raise Skipped("nothing was run")
            left = [report for report in self.reports if any(report.values())]
            if left:
                raise Wrong(f"what tried to leave: {left}")
        hosts = self.control("GET", "/_localyun/proxy")["hosts"]
        if hosts:
            raise Wrong(f"clients wanted to connect to {hosts}")

    def no_way_out(self):
        """nothing of all this asked for a name or an address outside of its network namespace"""
        if self.hermetic:
            raise Skipped("what exec --hermetic reports is more")
        if os.environ.get("NAMESPACE") != "1":
            raise Skipped("there is no namespace here")
        tried = {name: count for name, count in unreachable().items() if count}
        if tried:
            raise Wrong(f"the namespace has counted {tried}")

    ALL = (key, plain, wrong_key, certificates, metadata, uri, ram_role, oidc, world, own, nowhere_else, no_way_out)


def main():
    name = sys.argv[1]
    started, passed, failed, skipped = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as home:
        how, driver = name.split("-", 1)
        check = Check(driver, home, how == "hermetic")
        for each in Check.ALL:
            if os.environ.get("ONLY", "") not in f"unchanged: {each.__doc__}":
                continue
            try:
                each(check)
                passed += 1
                print(f"  {each.__doc__}")
            except Skipped as why:
                skipped += 1
                print(f"  skipped {each.__doc__}: {why}")
            except Exception as e:  # a failure of this one only
                failed += 1
                print(f"  FAILED {each.__doc__}: {type(e).__name__}: {e}")
    skipped = f", {skipped} skipped" if skipped else ""
    print(f"{name}: {passed} passed, {failed} failed{skipped} ({time.monotonic() - started:.1f} s)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
