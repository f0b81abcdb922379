"""Renews the certificates that expire soon, and puts the new ones where the old ones are.

For each certificate that is about to expire and in use: make a new one for the same domains, upload
it, deploy it onto every resource that has the old one, and see that it is there. If any resource
refuses it, all of them get their old certificate back, and the exit code is 1.

CAS_ENDPOINT (https://cas.aliyuncs.com) is the service; the credentials are found where the SDK
always looks for them, such as ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.
"""

import os
import sys
import time
from datetime import datetime, timedelta, timezone

from alibabacloud_cas20200407 import models as cas
from alibabacloud_cas20200407.client import Client
from alibabacloud_credentials.client import Client as Credentials
from alibabacloud_tea_openapi.models import Config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

POLL_SECONDS = float(os.environ.get("POLL_SECONDS", "5"))
PATIENCE_SECONDS = 600


def connect():
    protocol, _, endpoint = os.environ.get("CAS_ENDPOINT", "https://cas.aliyuncs.com").partition("://")
    return Client(Config(credential=Credentials(), endpoint=endpoint, protocol=protocol))


def pages(call, request, rows):
    """Every row of a list, page after page."""
    request.current_page, request.show_size = 1, 50
    while True:
        page = getattr(call(request).body, rows) or []
        yield from page
        if len(page) < request.show_size:
            return
        request.current_page += 1


def expiring(client):
    """The certificates that expire within 30 days."""
    request = cas.ListUserCertificateOrderRequest(order_type="CERT", status="WILLEXPIRED")
    return list(pages(client.list_user_certificate_order, request, "certificate_order_list"))


def resources_with(client, cert_id):
    request = cas.ListCloudResourcesRequest(cert_ids=[cert_id])
    return [r for r in pages(client.list_cloud_resources, request, "data") if r.cert_id == cert_id]


def make_certificate(domains):
    """A certificate and its key as PEM. Self-signed here; this is where you ask your authority."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, domains[0])])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(d) for d in domains]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    return (
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode(),
    )


def wait(what, done):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := done()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not end within {PATIENCE_SECONDS} seconds")
        time.sleep(POLL_SECONDS)
    return found


def deploy(client, job_type, cert_id, resources, contact_id):
    """Runs a deployment job to its end: its id, and whether it has succeeded."""
    job = client.create_deployment_job(cas.CreateDeploymentJobRequest(
        name=f"renewal-{cert_id}",
        job_type=job_type,
        cert_ids=str(cert_id),
        resource_ids=",".join(str(r.id) for r in resources),
        contact_ids=str(contact_id),
    )).body.job_id
    client.update_deployment_job_status(cas.UpdateDeploymentJobStatusRequest(job_id=job, status="pending"))
    ask = cas.DescribeDeploymentJobRequest(job_id=job)

    def ended():
        status = client.describe_deployment_job(ask).body.status
        return status if status in ("success", "error") else None

    return job, wait(f"job {job}", ended) == "success"


def roll_back(client, job):
    """Gives the resources that this job has changed their old certificate back."""
    def workers(status):
        return list(pages(client.list_worker_resource, cas.ListWorkerResourceRequest(job_id=job, status=status), "data"))

    for worker in workers("success"):
        print(f"  rolling back {worker.cloud_product} {worker.resource_domain}")
        client.update_worker_resource_status(cas.UpdateWorkerResourceStatusRequest(
            job_id=job, worker_id=worker.id, status="rollback"))
    wait(f"the rollback of job {job}", lambda: not workers("rollback"))
    for worker in workers("rollback_error"):
        print(f"  {worker.cloud_product} {worker.resource_domain} could not be rolled back")


def renew(client, old, resources, contact_id):
    domains = old.sans.split(",") if old.sans else [old.common_name]
    certificate, key = make_certificate(domains)
    new = client.upload_user_certificate(cas.UploadUserCertificateRequest(
        name=f"{domains[0]}-{time.time_ns() // 1_000_000}", cert=certificate, key=key)).body.cert_id
    print(f"  uploaded {new} for {', '.join(domains)}")

    jobs = []
    for job_type, mine in (("user", True), ("cloud", False)):  # other clouds have jobs of their own
        onto = [r for r in resources if (r.cloud_name in (None, "aliyun")) == mine]
        if onto:
            jobs.append(deploy(client, job_type, new, onto, contact_id))
    if all(success for _, success in jobs):
        there = {r.id for r in resources_with(client, new)}
        if all(r.id in there for r in resources):
            print(f"  deployed onto {', '.join(f'{r.cloud_product} {r.domain}' for r in resources)}")
            return True
    for job, _ in jobs:
        roll_back(client, job)
    client.delete_user_certificate(cas.DeleteUserCertificateRequest(cert_id=new))
    print("  failed: the old certificate stays")
    return False


def main():
    client = connect()
    contacts = client.list_contact(cas.ListContactRequest(show_size=1)).body.contact_list
    if not contacts:
        sys.exit("there is no contact to be told of the deployment; add one first")
    failed = 0
    for old in expiring(client):
        resources = resources_with(client, old.certificate_id)
        print(f"{old.name} ({old.certificate_id}) expires on {old.end_date}, in use by {len(resources)} resources")
        if resources and not renew(client, old, resources, contacts[0].contact_id):
            failed += 1
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
