"""A certificate for a domain: an application, the record that proves the domain, and what the authority says."""

import time
from contextlib import contextmanager
from typing import Iterator, NamedTuple

from alibabacloud_alidns20150109 import models as dns_models
from alibabacloud_cas20200407 import models as cas_models

from . import cloud

PRODUCT = "digicert-free-1-free"
POLL_SECONDS = 5.0
PATIENCE_SECONDS = 600.0
sleep = time.sleep


class NotIssued(Exception):
    """There is no certificate, and why."""


class Applicant(NamedTuple):
    """Whom the authority may ask."""

    name: str = "Ann"
    phone: str = "13312345678"
    mail: str = "ann@example.com"


class Issued(NamedTuple):
    """What the certificate service has issued, and keeps."""

    id: int
    pem: str


def issue(domain: str, applicant: Applicant = Applicant()) -> Issued:
    """Applies for a certificate and proves the domain. An application that fails is withdrawn, so that its quota comes back."""
    order = cloud.cas().create_certificate_for_package_request(cas_models.CreateCertificateForPackageRequestRequest(
        product_code=PRODUCT, domain=domain, validate_type="DNS",
        username=applicant.name, phone=applicant.phone, email=applicant.mail)).body.order_id
    try:
        state = _state(order)
        with _record(domain, state.record_domain, state.record_type, state.record_value):
            return _wait(order)
    except Exception as error:
        _withdraw(order)
        if isinstance(error, NotIssued):
            raise
        raise NotIssued(getattr(error, "code", None) or str(error)) from error


@contextmanager
def _record(domain: str, name: str, kind: str, value: str) -> Iterator[None]:
    """The record that proves the domain, for as long as the authority may look."""
    zone = cloud.dns().get_main_domain_name(dns_models.GetMainDomainNameRequest(input_string=domain)).body.domain_name
    record = cloud.dns().add_domain_record(dns_models.AddDomainRecordRequest(
        domain_name=zone, rr=name, type=kind, value=value)).body.record_id
    try:
        yield
    finally:
        cloud.dns().delete_domain_record(dns_models.DeleteDomainRecordRequest(record_id=record))


def _wait(order: int) -> Issued:
    waited = 0.0
    while waited < PATIENCE_SECONDS:
        state = _state(order)
        if state.type == "certificate":
            return Issued(int(state.cert_id), state.certificate)
        if state.type not in ("domain_verify", "process"):
            raise NotIssued(f"the application is {state.type}")
        sleep(POLL_SECONDS)
        waited += POLL_SECONDS
    raise NotIssued(f"the authority has not decided in {PATIENCE_SECONDS:.0f} seconds")


def _withdraw(order: int) -> None:
    if _state(order).type in ("domain_verify", "process"):
        cloud.cas().cancel_order_request(cas_models.CancelOrderRequestRequest(order_id=order))
    cloud.cas().delete_certificate_request(cas_models.DeleteCertificateRequestRequest(order_id=order))


def _state(order: int) -> cas_models.DescribeCertificateStateResponseBody:
    return cloud.cas().describe_certificate_state(cas_models.DescribeCertificateStateRequest(order_id=order)).body
