import localyun
import pytest
from alibabacloud_cas20200407 import models

from oncall import certificates
from oncall.cloud import certificates as client

SITE = "www.example.com"


@pytest.fixture
def order(cloud: localyun.World) -> int:
    """The order of a certificate that was issued on the first of January."""
    cloud.control("POST", "cas/packages", {"product_code": "symantec-dv-1-starter", "count": 3})
    cloud.clock.freeze("2026-01-01")
    order = client().create_certificate_for_package_request(models.CreateCertificateForPackageRequestRequest(
        product_code="symantec-dv-1-starter", domain=SITE, validate_type="DNS",
        username="Ann", phone="13312345678", email="ann@example.com")).body.order_id
    cloud.clock.advance("3s")  # the authority looks at the domain, and issues
    return order


def used() -> int:
    request = models.DescribePackageStateRequest(product_code="symantec-dv-1-starter")
    return client().describe_package_state(request).body.used_count


def test_what_is_valid_for_long_is_left_alone(cloud: localyun.World, order: int) -> None:
    cloud.clock.advance("300d")
    assert certificates.renew() == []
    assert used() == 1


def test_what_expires_soon_is_renewed_once(cloud: localyun.World, order: int) -> None:
    cloud.clock.set("2026-12-10")
    cloud.clock.rate(3600)  # what takes the authority seconds takes the test none
    assert certificates.renew() == [SITE]
    assert certificates.renew() == []
    assert used() == 2
    issued = client().list_user_certificate_order(models.ListUserCertificateOrderRequest(status="ISSUED")).body
    assert [each.domain for each in issued.certificate_order_list] == [SITE]


def test_no_second_certificate_is_bought_when_an_answer_is_lost(cloud: localyun.World, order: int) -> None:
    cloud.clock.set("2026-12-10")
    cloud.clock.rate(3600)
    cloud.faults.add("RenewCertificateOrderForPackageRequest", lost_answer=True, nth=1)
    assert certificates.renew() == [SITE]
    assert used() == 2


def test_a_domain_that_is_not_validated_is_an_error(cloud: localyun.World, order: int) -> None:
    cloud.control("POST", "cas/validation", {"validate": "fail"})
    cloud.clock.set("2026-12-10")
    cloud.clock.rate(3600)
    with pytest.raises(RuntimeError, match="verify_fail"):
        certificates.renew()
