"""Every test has a cloud of its own with a domain and a site, and an authority that looks at the name server."""

from typing import Iterator

import dns.message
import dns.query
import localyun as kit
import pytest
from alibabacloud_alidns20150109 import models as dns_models
from alibabacloud_cas20200407 import models as cas_models
from alibabacloud_cdn20180510 import models as cdn_models

from sites import certificates, cloud

ZONE = "example.com"
SITE = "www.example.com"
SOURCES = '[{"content": "192.0.2.10", "type": "ipaddr", "priority": "20", "port": 80}]'


class Authority:
    """
    Looks up the record of each application whenever the program sleeps, and decides as an authority does. The certificate service of
    the emulator asks no name server: its applications are told to wait until somebody decides.
    """

    def __init__(self, world: kit.World) -> None:
        self._world = world
        self.before_look = lambda: None  # what a test has happen just before
        world.control("POST", "cas/validation", {"validate": "hold"})
        host, port = world.control("POST", "dns")["address"].split(":")
        self._server = (host, int(port))

    def sleep(self, seconds: float) -> None:
        """Takes the place of the program's sleep: time passes in the cloud, and the authority does its work."""
        self._world.clock.advance(seconds)
        self.before_look()
        for order in self._world.control("GET", "cas/orders")["orders"]:
            if order["state"] == "domain_verify":
                self._look(order["id"])

    def _look(self, order: int) -> None:
        request = cas_models.DescribeCertificateStateRequest(order_id=order)
        asked = cloud.cas().describe_certificate_state(request).body
        found = self.records(f"{asked.record_domain}.{ZONE}")
        if found == [asked.record_value]:
            self._world.control("POST", f"cas/orders/{order}", {"validate": "pass"})
        elif found:  # where there is none yet, it looks again
            self._world.control("POST", f"cas/orders/{order}", {"validate": "fail", "reason": f"the record is {found}"})

    def records(self, name: str) -> list[str]:
        """The TXT records of a name, as the name server tells them to anybody."""
        question = dns.message.make_query(name, "TXT")
        host, port = self._server
        answer = dns.query.udp(question, host, port=port, timeout=5).answer
        return [text.decode() for found in answer for record in found for text in record.strings]


@pytest.fixture(scope="session")
def localyun() -> Iterator[kit.Server]:
    """The server of the kit, here with name servers."""
    with kit.start(arguments=["--dns", "127.0.0.1:0"]) as server:
        yield server


@pytest.fixture(autouse=True)
def world(localyun_world: kit.World, localyun_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> kit.World:
    """The cloud, whose clock stands. The first account has the domain, and the site at the CDN."""
    monkeypatch.setenv("SITES_ENDPOINT", localyun_world.url)
    localyun_world.clock.freeze("2026-01-01")
    cloud.dns().add_domain(dns_models.AddDomainRequest(domain_name=ZONE))
    cloud.cdn().add_cdn_domain(cdn_models.AddCdnDomainRequest(domain_name=SITE, cdn_type="web", sources=SOURCES))
    localyun_world.clock.advance("5s")  # until then it is being configured
    return localyun_world


@pytest.fixture(autouse=True)
def authority(world: kit.World, monkeypatch: pytest.MonkeyPatch) -> Authority:
    authority = Authority(world)
    monkeypatch.setattr(certificates, "sleep", authority.sleep)
    return authority
