from datetime import timedelta

import localyun
import pytest
from alibabacloud_alidns20150109 import models as dns_models
from alibabacloud_cas20200407 import models as cas_models
from alibabacloud_cdn20180510 import models as cdn_models
from cryptography import x509
from cryptography.x509.oid import ExtensionOID
from conftest import SITE, ZONE, Authority

from sites import certificates, cloud, renewal
from sites.__main__ import main


def test_a_site_without_a_certificate_gets_one(world: localyun.World, authority: Authority) -> None:
    assert renewal.shown(SITE).id is None
    expires = renewal.keep(SITE, world.clock.now())
    assert expires and timedelta(days=80) < expires - world.clock.now() < timedelta(days=400)
    assert renewal.shown(SITE).expires == expires
    world.calls.verify("SetCdnDomainSSLCertificate", times=1)


def test_what_is_issued_is_for_the_domain_and_from_the_authority(world: localyun.World) -> None:
    leaf, issuer = x509.load_pem_x509_certificates(certificates.issue(SITE).pem.encode())
    names = leaf.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    assert SITE in names.get_values_for_type(x509.DNSName)
    leaf.verify_directly_issued_by(issuer)
    root = x509.load_pem_x509_certificate(world.control("GET", "cas/authority")["root"].encode())
    issuer.verify_directly_issued_by(root)


def test_the_record_is_there_while_the_authority_looks_and_gone_afterwards(world: localyun.World, authority: Authority) -> None:
    seen = []
    authority.before_look = lambda: seen.append(authority.records(f"_dnsauth.{SITE}"))
    renewal.keep(SITE, world.clock.now())
    assert len(seen[0]) == 1
    assert authority.records(f"_dnsauth.{SITE}") == []
    world.calls.verify("DeleteDomainRecord", times=1)


def test_it_waits_for_a_record_that_takes_its_time(world: localyun.World, authority: Authority) -> None:
    world.control("POST", "alidns/settings", {"propagation_ms": 60_000})
    seen = []
    authority.before_look = lambda: seen.append(len(authority.records(f"_dnsauth.{SITE}")))
    assert renewal.keep(SITE, world.clock.now())
    assert seen[0] == 0 and 1 in seen
    world.calls.verify("DescribeCertificateState", at_least=12)


def test_a_certificate_is_left_alone_until_a_month_before_its_end(world: localyun.World) -> None:
    expires = renewal.keep(SITE, world.clock.now())
    first = renewal.shown(SITE)
    world.clock.set(expires - timedelta(days=31))
    assert renewal.keep(SITE, world.clock.now()) is None
    assert renewal.shown(SITE) == first
    world.calls.verify("CreateCertificateForPackageRequest", times=1)

    world.clock.set(expires - timedelta(days=29))
    renewed = renewal.keep(SITE, world.clock.now())
    assert renewed and renewed - expires > timedelta(days=30)
    assert renewal.shown(SITE).id != first.id
    assert renewal.keep(SITE, world.clock.now()) is None
    world.calls.verify("CreateCertificateForPackageRequest", times=2)


def test_a_wrong_record_gets_no_certificate(world: localyun.World, authority: Authority) -> None:
    expires = renewal.keep(SITE, world.clock.now())
    first = renewal.shown(SITE)
    world.clock.set(expires - timedelta(days=29))
    authority.before_look = lambda: spoil(f"_dnsauth.{SITE}")
    with pytest.raises(certificates.NotIssued, match="verify_fail"):
        renewal.keep(SITE, world.clock.now())
    assert renewal.shown(SITE) == first  # the site goes on with what it has
    assert authority.records(f"_dnsauth.{SITE}") == []

    authority.before_look = lambda: None
    assert renewal.keep(SITE, world.clock.now())


def test_an_authority_that_never_decides_is_given_up(world: localyun.World, authority: Authority) -> None:
    world.control("POST", "alidns/settings", {"propagation_ms": 3_600_000})
    with pytest.raises(certificates.NotIssued, match="600 seconds"):
        renewal.keep(SITE, world.clock.now())
    assert renewal.shown(SITE).id is None
    assert used() == 0  # what was not issued costs nothing


@pytest.mark.localyun(accounts=2)
def test_the_domain_of_another_account_gets_no_certificate(world: localyun.World) -> None:
    stranger = world.accounts[1]
    with world.applied_env(stranger):
        with pytest.raises(certificates.NotIssued, match="IncorrectDomainUser"):
            certificates.issue(SITE)
        with pytest.raises(Exception, match="InvalidDomain.NotFound"):
            renewal.keep(SITE, world.clock.now())
        assert used() == 0
    records = cloud.dns().describe_domain_records(dns_models.DescribeDomainRecordsRequest(domain_name=ZONE)).body
    assert records.total_count == 0


def test_the_program_needs_no_more_than_its_policy(world: localyun.World) -> None:
    allowed = {
        "yundun-cert:CreateCertificateForPackageRequest": "*", "yundun-cert:DescribeCertificateState": "*",
        "alidns:GetMainDomainName": "*", "alidns:AddDomainRecord": "*", "alidns:DeleteDomainRecord": "*",
        "cdn:SetCdnDomainSSLCertificate": "*", "cdn:DescribeDomainCertificateInfo": "*",
    }
    statement = [{"Effect": "Allow", "Action": action, "Resource": resource} for action, resource in allowed.items()]
    cron = world.user("cron", {"Version": "1", "Statement": statement})
    with world.applied_env(cron):
        assert renewal.keep(SITE, world.clock.now())
    world.calls.verify(caller=cron.arn, status="4xx", times=0)


def test_the_command_says_what_it_has_done(world: localyun.World, authority: Authority, capsys: pytest.CaptureFixture[str]) -> None:
    world.clock.release()  # it asks the machine for the time
    assert main([SITE]) == 0
    assert main([SITE]) == 0
    until = f"{renewal.shown(SITE).expires:%Y-%m-%d}"
    assert capsys.readouterr().out == f"{SITE}: renewed until {until}\n{SITE}: left alone\n"

    authority.before_look = lambda: spoil(f"_dnsauth.{SITE}")
    cloud.cdn().set_cdn_domain_sslcertificate(cdn_models.SetCdnDomainSSLCertificateRequest(domain_name=SITE, sslprotocol="off"))
    assert main([SITE]) == 1
    assert capsys.readouterr().err == f"{SITE}: the application is verify_fail\n"


def spoil(name: str) -> None:
    """Gives a record another value, as somebody else might."""
    found = cloud.dns().describe_sub_domain_records(dns_models.DescribeSubDomainRecordsRequest(sub_domain=name)).body
    for record in found.domain_records.record:
        if record.value != "spoilt":
            cloud.dns().update_domain_record(dns_models.UpdateDomainRecordRequest(
                record_id=record.record_id, rr=record.rr, type=record.type, value="spoilt"))


def used() -> int:
    """How much of the quota for certificates is used."""
    request = cas_models.DescribePackageStateRequest(product_code=certificates.PRODUCT)
    return cloud.cas().describe_package_state(request).body.used_count
