"""Mail, by a real SMTP server."""

import email.header
import json

import support


def text(mail):
    return mail.get_payload(decode=True).decode()


def test_a_mail_arrives_with_its_link(localyun, mailbox):
    smtp = mailbox()
    server = localyun("--deliver", f"smtp://127.0.0.1:{smtp.port}", "--deliver-from", "cloud@example.com")
    server.mail("alice")
    delivery = server.reaches("delivered", to="alice@example.com")
    assert delivery == {"state": "delivered", "attempts": 1, "next": None, "last_error": None,
                        "at": "2026-01-01T00:00:00Z"}
    [(envelope, mail)] = smtp.mails
    message = server.one(to="alice@example.com")
    assert (envelope.mail_from, envelope.rcpt_tos) == ("cloud@example.com", ["alice@example.com"])
    assert str(email.header.make_header(email.header.decode_header(mail["Subject"]))) == message["subject"]
    assert mail["Date"] == "Thu, 01 Jan 2026 00:00:00 +0000"
    assert mail["To"] == "alice@example.com" and mail["Message-ID"].endswith("@localyun>")
    assert mail.get_content_type() == "text/plain" and mail.get_content_charset() == "utf-8"
    assert message["body"] in text(mail) and message["link"] in text(mail)
    with support.urllib.request.urlopen(message["link"]) as page:
        assert b"Activated" in page.read()
    health = server.control("GET", "health")["delivery"]
    assert health == f"mail to smtp://127.0.0.1:{smtp.port}"
    with support.urllib.request.urlopen(server.base + "/_localyun/metrics") as page:
        metrics = page.read().decode()
    assert 'localyun_deliveries_total{outcome="delivered"} 1\n' in metrics
    assert "localyun_outbox_waiting 0\n" in metrics


def test_without_the_option_nothing_leaves(localyun):
    server = localyun()
    server.mail("alice")
    message = server.one(to="alice@example.com")
    assert message["delivery"] == {"state": "recorded", "attempts": 0, "next": None, "last_error": None, "at": None}
    status, answer = server.request("POST", f"/_localyun/outbox/{message['id']}/deliver")
    assert status == 409 and "--deliver smtp://HOST" in answer["message"]
    assert "delivery" not in server.control("GET", "health")


def test_starttls_and_tls_are_spoken_with_a_user(localyun, mailbox, authority):
    context, users = support.server_context(authority), {"me@example.com": "hush/hush"}
    starttls = mailbox(tls_context=context, require_starttls=True, users=users)
    tls = mailbox(ssl_context=context, users=users, auth_require_tls=False)
    for smtp, scheme, password in [(starttls, "smtp", ":hush%2Fhush"), (tls, "smtps", "")]:
        env = {**authority.env} if password else {**authority.env, "LOCALYUN_DELIVER_PASSWORD": "hush/hush"}
        server = localyun("--deliver", f"{scheme}://me%40example.com{password}@localhost:{smtp.port}", env=env,
                          data=f"{scheme}.db")
        server.mail("alice")
        server.reaches("delivered", to="alice@example.com")
        assert [envelope.rcpt_tos for envelope, _ in smtp.mails] == [["alice@example.com"]]
        assert "hush" not in server.log() and "hush" not in str(server.control("GET", "health"))
        server.stop()
    assert starttls.tls_used == [True]


def test_a_server_that_is_not_trusted_gets_nothing(localyun, mailbox, authority):
    smtp = mailbox(tls_context=support.server_context(authority))
    server = localyun("--deliver", f"smtp://localhost:{smtp.port}")
    server.mail("alice")
    delivery = server.reaches("waiting", 1, to="alice@example.com")
    assert "certificate" in delivery["last_error"] and not smtp.mails


def test_a_wrong_password_is_tried_again(localyun, mailbox):
    smtp = mailbox(users={"me": "right"}, auth_require_tls=False)
    server = localyun("--deliver", f"smtp://me:wrong@127.0.0.1:{smtp.port}")
    server.mail("alice")
    delivery = server.reaches("waiting", 1, to="alice@example.com")
    assert "535" in delivery["last_error"] and "wrong" not in delivery["last_error"]


def test_a_refused_recipient_is_a_dead_letter(localyun, mailbox):
    smtp = mailbox()
    server = localyun("--deliver", f"smtp://127.0.0.1:{smtp.port}")
    server.mail("refused")
    server.mail("alice")
    delivery = server.reaches("dead", 1, to="refused@example.com")
    assert "550" in delivery["last_error"] and "no such mailbox" in delivery["last_error"]
    server.reaches("delivered", to="alice@example.com")
    assert [m["to"] for m in server.messages("&delivery=dead")] == ["refused@example.com"]
    status, answer = server.request("GET", "/_localyun/outbox?delivery=gone")
    assert status == 400 and "recorded, waiting, delivered, dead" in answer["message"]
    # It is tried again when somebody says so, and what is delivered is not.
    message = server.one(to="refused@example.com")
    again = server.control("POST", f"outbox/{message['id']}/deliver")
    assert again["delivery"]["state"] == "waiting"
    server.reaches("dead", 1, to="refused@example.com")
    status, answer = server.request("POST", f"/_localyun/outbox/{server.one(to='alice@example.com')['id']}/deliver")
    assert status == 409 and "not sent again" in answer["message"]
    assert server.request("POST", "/_localyun/outbox/99/deliver")[0] == 404
    assert "not tried again" in server.log()


def test_a_server_that_was_down_is_tried_again_as_the_clock_goes_on(localyun, mailbox):
    port = support.free_port()
    server = localyun("--deliver", f"smtp://127.0.0.1:{port}")
    server.mail("alice")
    delivery = server.reaches("waiting", 1, to="alice@example.com")
    assert delivery["next"] == "2026-01-01T00:00:10Z"
    server.advance("10s")
    assert server.reaches("waiting", 2, to="alice@example.com")["next"] == "2026-01-01T00:00:40Z"
    smtp = mailbox(port=port)
    server.advance("29s")
    assert server.one(to="alice@example.com")["delivery"]["attempts"] == 2
    server.advance("1s")
    assert server.reaches("delivered", 3, to="alice@example.com")["at"] == "2026-01-01T00:00:40Z"
    smtp.stop()
    # One that stays down makes a dead letter.
    server.mail("bob")
    for attempt in range(1, 4):
        server.reaches("waiting", attempt, to="bob@example.com")
        server.advance("5m")
    assert "the mail server:" in server.reaches("dead", 4, to="bob@example.com")["last_error"]


def test_a_restart_goes_on_with_what_waits(localyun, mailbox):
    port = support.free_port()
    options = ("--deliver", f"smtp://127.0.0.1:{port}")
    server = localyun(*options)
    server.mail("alice")
    server.reaches("waiting", 1, to="alice@example.com")
    server.stop()
    smtp = mailbox(port=port)
    server = localyun(*options, clock="2026-01-01T00:00:09Z")
    server.mail("bob")
    server.reaches("delivered", 1, to="bob@example.com")
    assert server.reaches("waiting", 1, to="alice@example.com")["next"] == "2026-01-01T00:00:10Z"
    server.advance("1s")
    server.reaches("delivered", 2, to="alice@example.com")
    assert len({mail["Message-ID"] for _, mail in smtp.mails}) == 2


def test_what_a_snapshot_or_a_reset_brings_back_is_not_sent_again(localyun, mailbox):
    port = support.free_port()
    options = ("--deliver", f"smtp://127.0.0.1:{port}")
    server = localyun(*options)
    server.mail("alice")
    server.reaches("waiting", 1, to="alice@example.com")
    server.control("POST", "snapshots", {"name": "before"})
    server.stop()
    # The state at start has a message that waits.
    smtp = mailbox(port=port)
    server = localyun(*options, clock="2026-01-01T01:00:00Z")
    server.reaches("delivered", 2, to="alice@example.com")
    for back in ["snapshots/before/restore", "reset"]:
        server.control("POST", back)
        delivery = server.one(to="alice@example.com")["delivery"]
        assert delivery["state"] == "recorded" and "restored" in delivery["last_error"], back
        server.advance("1h")
        server.mail("bob")
        server.reaches("delivered", to="bob@example.com")
    assert smtp.count() == {"alice@example.com": 1, "bob@example.com": 2}
    assert len({mail["Message-ID"] for _, mail in smtp.mails}) == 3, "no id comes twice, though the numbers do"
    # The user may have it sent.
    server.control("POST", f"outbox/{server.one(to='alice@example.com')['id']}/deliver")
    server.reaches("delivered", 1, to="alice@example.com")
    # A new state that begins with a file.
    file = server.folder / "state.db-snapshots" / "before.db"
    server.stop()
    server = localyun(*options, "--from", str(file), data="other.db", clock="2026-01-01T01:00:00Z")
    server.mail("carol")
    server.reaches("delivered", to="carol@example.com")
    assert server.one(to="alice@example.com")["delivery"]["state"] == "recorded"
    assert smtp.count()["alice@example.com"] == 2


def test_a_fork_delivers_its_own_messages_and_none_that_it_inherits(localyun, mailbox):
    port = support.free_port()
    server = localyun("--deliver", f"smtp://127.0.0.1:{port}")
    server.mail("alice")
    server.reaches("waiting", 1, to="alice@example.com")
    fork = server.control("POST", "worlds", {"from": "default"})["id"]
    smtp = mailbox(port=port)
    server.mail("bob", world=fork)
    support.until(lambda: smtp.count()["bob@example.com"] == 1, "the mail of the fork")
    server.control("POST", f"clock?world={fork}", {"advance": "1h"})
    server.advance("1h")
    server.reaches("delivered", 2, to="alice@example.com")
    assert smtp.count() == {"alice@example.com": 1, "bob@example.com": 1}
    assert [m["to"] for m in server.messages(f"&world={fork}")] == ["bob@example.com"]


def test_kill_9_loses_nothing_and_repeats_nothing_that_was_acknowledged(localyun, mailbox):
    smtp = mailbox()
    options = ("--deliver", f"smtp://127.0.0.1:{smtp.port}")
    answered = []
    for round in range(3):
        server = localyun(*options)
        for n in range(60):
            name = f"c{round}-{n}"
            server.mail(name)
            answered.append(f"{name}@example.com")
        support.until(lambda: len(smtp.count()) > 60 * round + 20, "some mail")
        server.kill()
        # Without the option it is only looked at.
        server = localyun()
        states = {m["to"]: m["delivery"]["state"] for m in server.messages()}
        done, sent = [to for to in answered if states[to] == "delivered"], smtp.count()
        assert all(states[to] in ("delivered", "waiting") for to in answered)
        assert all(sent[to] >= 1 for to in done), "what is recorded as delivered was received"
        server.stop()
        server = localyun(*options)
        for to in answered:
            server.reaches("delivered", to=to) if states[to] == "waiting" else None
        after = smtp.count()
        assert all(after[to] == sent[to] for to in done), "what is recorded as delivered is not sent again"
        server.stop()
    assert set(smtp.count()) == set(answered)
    ids = {envelope.rcpt_tos[0]: set() for envelope, _ in smtp.mails}
    for envelope, mail in smtp.mails:
        ids[envelope.rcpt_tos[0]].add(mail["Message-ID"])
    assert all(len(it) == 1 for it in ids.values()), "a repeat has the id of the first"


def test_mail_of_direct_mail_arrives_as_it_was_sent(localyun, mailbox):
    smtp = mailbox()
    server = localyun("--deliver", f"smtp://127.0.0.1:{smtp.port}")

    def dm(action, **parameters):
        return server.call(action, version="2015-11-23", **parameters)

    dm("CreateDomain", DomainName="mail.acme.test")
    dm("CreateMailAddress", AccountName="no-reply@mail.acme.test", Sendtype="trigger")
    html = '<p>Your code is <b>123456</b>. <a href="https://acme.test/?a=1&amp;b=2">打开</a></p>'
    headers = {"Message-ID": "<1@acme.test>", "X-User-Id": "7"}
    dm("SingleSendMail", AccountName="no-reply@mail.acme.test", AddressType=1, ReplyToAddress="false",
       ToAddress="ann@example.com", Subject="你好", HtmlBody=html, FromAlias="阿里", ReplyAddress="help@acme.test",
       ReplyAddressAlias="Help", Headers=json.dumps(headers))
    server.reaches("delivered", to="ann@example.com")
    [(envelope, mail)] = smtp.mails
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@mail.acme.test", ["ann@example.com"])
    decoded = {name: str(email.header.make_header(email.header.decode_header(mail[name]))) for name in ("From", "Subject")}
    assert decoded == {"From": "阿里 <no-reply@mail.acme.test>", "Subject": "你好"}
    assert (mail["Reply-To"], mail["Message-ID"], mail["X-User-Id"]) == ("Help <help@acme.test>", "<1@acme.test>", "7")
    assert mail.get_content_type() == "multipart/alternative"
    plain, rich = mail.get_payload()
    assert (plain.get_content_type(), text(plain).strip()) == ("text/plain", "Your code is 123456. 打开")
    assert (rich.get_content_type(), text(rich).strip()) == ("text/html", html)
