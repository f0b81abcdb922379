"""The certificate of a domain of the CDN, renewed before it expires."""

from datetime import datetime, timedelta, timezone
from typing import NamedTuple, Optional

from alibabacloud_cdn20180510 import models

from . import certificates, cloud

REGION = "cn-hangzhou"
BEFORE = timedelta(days=30)


class NotSet(Exception):
    """The domain has another certificate than it should have."""


class Shown(NamedTuple):
    """What the CDN says of the certificate of a domain."""

    id: Optional[str]
    expires: Optional[datetime]


def keep(domain: str, now: Optional[datetime] = None) -> Optional[datetime]:
    """Renews what has less than 30 days left: until when the new one is valid, or nothing if the old one is left alone."""
    now = now or datetime.now(timezone.utc)
    there = shown(domain)
    if there.expires and there.expires - now > BEFORE:
        return None
    issued = certificates.issue(domain)
    cloud.cdn().set_cdn_domain_sslcertificate(models.SetCdnDomainSSLCertificateRequest(
        domain_name=domain, sslprotocol="on", cert_type="cas", cert_id=issued.id, cert_region=REGION))
    found = shown(domain)
    if found.id != str(issued.id) or not found.expires:
        raise NotSet(f"the certificate should be {issued.id}, and is {found.id}")
    return found.expires


def shown(domain: str) -> Shown:
    """The certificate that the CDN shows for a domain."""
    request = models.DescribeDomainCertificateInfoRequest(domain_name=domain)
    infos = cloud.cdn().describe_domain_certificate_info(request).body.cert_infos.cert_info
    if not infos or infos[0].server_certificate_status != "on":
        return Shown(None, None)
    return Shown(infos[0].cert_id, datetime.fromisoformat(infos[0].cert_expire_time.replace("Z", "+00:00")))
