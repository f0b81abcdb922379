"""Mail that is handed over by SMTP, by the client of Python's own library."""

import base64
import email.message
import json
import smtplib

import pytest

import support

ADDRESS = "no-reply@mail.acme.test"
PASSWORD = "Abc123Def456"
HTML = '<p>Your code is <b>123456</b>. <a href="https://acme.test/confirm?t=1">Confirm</a></p>'


@pytest.fixture
def server(localyun):
    """A server that takes mail, with a sender address and its password."""
    it = localyun("--smtp", "127.0.0.1:0")
    dm(it, "CreateDomain", DomainName="mail.acme.test")
    address = dm(it, "CreateMailAddress", AccountName=ADDRESS, Sendtype="trigger")["MailAddressId"]
    dm(it, "ModifyMailAddress", MailAddressId=address, Password=PASSWORD)
    return it


def dm(server, action, **parameters):
    return server.call(action, version="2015-11-23", **parameters)


def connected(server):
    host, port = server.control("GET", "health")["smtp"].rsplit(":", 1)
    return smtplib.SMTP(host, int(port), timeout=support.PATIENCE)


def message(to):
    it = email.message.EmailMessage()
    it["From"], it["To"], it["Subject"], it["Reply-To"] = f"Acme <{ADDRESS}>", to, "你好", "help@acme.test"
    it["X-AliDM-Trace"] = base64.b64encode(json.dumps({"TagName": "welcome"}).encode()).decode()
    it.set_content("Your code is 123456.\n")
    it.add_alternative(HTML, subtype="html")
    it.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return it


def test_mail_is_in_the_outbox_with_all_its_parts(server):
    with connected(server) as client:
        client.login(ADDRESS, PASSWORD)
        assert client.send_message(message("ann@example.com, bob@example.com")) == {}
    ann, bob = server.messages("&product=dm")
    assert (ann["to"], bob["to"]) == ("ann@example.com", "bob@example.com")
    assert (ann["subject"], ann["body"].strip(), ann["html"].strip()) == ("你好", "Your code is 123456.", HTML)
    assert (ann["codes"], ann["links"]) == (["123456"], ["https://acme.test/confirm?t=1"])
    assert (ann["tag"], ann["headers"]["Reply-To"]) == ("welcome", "help@acme.test")
    assert ann["attachments"] == [{"name": "a.pdf", "type": "application/pdf", "size": 5}]
    assert ann["biz_id"] == bob["biz_id"] and ann["state"] == "waiting"
    server.advance("3s")
    assert server.one(to="ann@example.com")["state"] == "delivered"


def test_a_bounce_is_known_to_the_statistics_and_refused_from_then_on(server):
    with connected(server) as client:
        client.login(ADDRESS, PASSWORD)
        client.send_message(message("bounce@example.com"))
        server.advance("3s")
        found = dm(server, "SenderStatisticsDetailByParam", Status=2)["data"]["mailDetail"]
        assert [(it["ToAddress"], it["ErrorClassification"]) for it in found] == [("bounce@example.com", "SmtpNxBox")]
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.send_message(message("bounce@example.com"))
        assert refused.value.recipients["bounce@example.com"][0] == 563


def test_who_may_not_send_is_told_so(server):
    with connected(server) as client:
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            client.login(ADDRESS, "Abc123Def457")
        assert refused.value.smtp_code == 535
    with connected(server) as client:
        client.login(ADDRESS, PASSWORD)
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.send_message(message("ann@example.com"), from_addr="other@mail.acme.test")
        assert refused.value.smtp_code == 436
    assert server.messages("&product=dm") == []
