"""Runs an example against the emulator as its user would: example.py NAME COMMAND..."""

import os
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from new import call
from player import ROOT_KEY, Request, World

WORLD = World(os.environ["LOCALYUN_ENDPOINT"])
CONTACT = {"Name": "Ann", "Mobile": "13312345678", "Webhooks": '["https://oapi.dingtalk.com/robot/send?access_token=x"]'}


def cas(action, **params):
    return call(Request("cas", "2020-04-07", action, params, ROOT_KEY, "JSON")).body


def upload(name, days, *domains):
    """A certificate that has this many days left."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, domains[0])])
    now = datetime.now(timezone.utc)
    names = x509.SubjectAlternativeName([x509.DNSName(d) for d in domains])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=80))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    return cas("UploadUserCertificate", Name=name, Cert=pem.decode(), Key=private.decode())["CertId"]


def resources(*wanted):
    return WORLD.control("POST /_localyun/cas/resources", list(wanted))["ids"]


def deployed():
    """The certificate of each resource."""
    found = WORLD.control("GET /_localyun/cas/resources")["resources"]
    return {r["id"]: r.get("cert_id") for r in found}


def certificates():
    return {c["CertificateId"]: c for c in cas("ListUserCertificateOrder", OrderType="CERT")["CertificateOrderList"]}


def run(command):
    environment = {
        **os.environ,
        "CAS_ENDPOINT": f"http://{os.environ['LOCALYUN_ENDPOINT']}",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": ROOT_KEY["access_key_id"],
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ROOT_KEY["access_key_secret"],
        "POLL_SECONDS": "0.1",
    }
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    return ended.returncode, ended.stdout + ended.stderr


def renewal(command):
    """what expires soon is renewed where it is in use, in both kinds of clouds, and then left alone"""
    cas("CreateContact", **CONTACT)
    cas("AddCloudAccess", CloudName="Tencent", SecretId="AKID1", SecretKey="x")
    old = upload("www", 10, "www.example.com", "example.com")
    idle = upload("idle", 10, "idle.example.com")
    fresh = upload("fresh", 60, "shop.example.com")
    cdn, slb, tencent, shop, bare = resources(
        {"product": "CDN", "domain": "www.example.com", "cert_id": old},
        {"product": "SLB", "domain": "example.com", "cert_id": old},
        {"product": "TencentCDN", "domain": "www.example.com", "cert_id": old},
        {"product": "CDN", "domain": "shop.example.com", "cert_id": fresh},
        {"product": "OSS", "domain": "www.example.com"},
    )
    code, said = run(command)
    assert code == 0, said
    (new,) = set(certificates()) - {old, idle, fresh}
    assert certificates()[new]["Sans"] == "www.example.com,example.com", certificates()[new]
    now = {cdn: new, slb: new, tencent: new, shop: fresh, bare: None}
    assert deployed() == now, said
    told = [m["body"] for m in WORLD.control("GET /_localyun/outbox")["messages"] if m["channel"] == "robot"]
    assert sum("has succeeded" in body for body in told) == len(told) == 2, told
    code, said = run(command)
    assert code == 0 and deployed() == now and len(certificates()) == 4, said


def rollback(command):
    """where one resource refuses, all get their old certificate back"""
    cas("CreateContact", **CONTACT)
    old = upload("www", 10, "www.example.com")
    cdn, oss = resources(
        {"product": "CDN", "domain": "www.example.com", "cert_id": old},
        {"product": "OSS", "domain": "www.example.com", "cert_id": old, "fail": "the bucket is locked"},
    )
    code, said = run(command)
    assert code == 1, said
    assert deployed() == {cdn: old, oss: old} and set(certificates()) == {old}, said
    assert cas("DescribeDeploymentJobStatus", JobId=cas("ListDeploymentJob")["Data"][0]["Id"])["RollbackSuccessCount"] == 1
    WORLD.control(f"POST /_localyun/cas/resources/{oss}", {"fail": False})
    code, said = run(command)
    assert code == 0 and set(deployed().values()).isdisjoint({old, None}), said


def no_contact(command):
    """without a contact nothing is begun"""
    old = upload("www", 10, "www.example.com")
    (cdn,) = resources({"product": "CDN", "domain": "www.example.com", "cert_id": old})
    code, said = run(command)
    assert code == 1 and "there is no contact" in said, said
    assert deployed() == {cdn: old} and set(certificates()) == {old}, said


def main():
    name, *command = sys.argv[1:]
    started, passed, failed = time.monotonic(), 0, 0
    for scenario in (renewal, rollback, no_contact):
        title = f"renewal: {scenario.__doc__}"
        if os.environ.get("ONLY", "") not in title:
            continue
        WORLD.control("POST /_localyun/reset")
        try:
            scenario(command)
            passed += 1
        except Exception as e:  # a failure of this scenario only
            failed += 1
            print(f"  FAILED {title}: {type(e).__name__}: {e}")
    print(f"{name}: {passed} passed, {failed} failed ({time.monotonic() - started:.1f} s)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
