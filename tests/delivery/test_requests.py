"""Requests to chat bots, webhooks and the user's own webhook for text messages, by a real HTTP receiver."""

import base64
import hashlib
import hmac
import json
import urllib.parse

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

import support

OK = {"errcode": 0, "errmsg": "ok"}


def bodies(receiver):
    return [json.loads(request.data) for request, _ in receiver.log]


def ids(receiver):
    return [request.headers["x-localyun-message-id"] for request, _ in receiver.log]


def host(receiver):
    return f"{receiver.host}:{receiver.port}"


def contact(server, name, phone="13811110000", **robots):
    """Makes a contact of SAE with chat bots: `DingTalkRobot`, `WeComRobot`."""
    server.call("CreateContact", version="2019-05-06", UserName=name, UserType="ROOT", Phone=phone, **robots)


def notify(server):
    server.control("POST", "sae/notify", {"kind": "alert", "content": "Alert: disk full"})


def test_a_robot_gets_what_its_platform_takes(localyun, receiver):
    receiver.expect_request("/robot/send", query_string={"access_token": "x"}).respond_with_json(OK)
    receiver.expect_request("/cgi-bin/webhook/send").respond_with_json(OK)
    server = localyun("--deliver-to", host(receiver))
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"),
            WeComRobot=receiver.url_for("/cgi-bin/webhook/send?key=y"))
    notify(server)
    support.until(lambda: [m for m in server.messages("&delivery=delivered") if m["channel"] == "robot"][1:],
                  "both deliveries")
    found = {body["msgtype"]: body for body in bodies(receiver)}
    assert set(found) == {"markdown"} and len(receiver.log) == 2 and len(set(ids(receiver))) == 2
    for request, _ in receiver.log:
        assert request.headers["Content-Type"] == "application/json; charset=utf-8"
        assert request.headers["User-Agent"].startswith("localyun/")
    for message in server.messages("&channel=robot"):
        assert json.loads(message["request"]["body"]) in bodies(receiver)
    assert "access_token" not in server.log() and "key=y" not in server.log()


def test_the_code_of_the_answer_decides(localyun, receiver):
    answers = iter([{"errcode": 310000, "errmsg": "keywords not in content"}, "no JSON", OK])
    receiver.expect_request("/robot/send").respond_with_handler(
        lambda _: Response(json.dumps(next(answers)), content_type="application/json"))
    server = localyun("--deliver-to", "127.0.0.1")
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"))
    notify(server)
    delivery = server.reaches("waiting", 1, channel="robot")
    assert delivery["last_error"] == "the bot refused it: 310000 keywords not in content"
    server.advance("10s")
    server.reaches("waiting", 2, channel="robot")
    server.advance("30s")
    server.reaches("delivered", 3, channel="robot")
    assert len(set(ids(receiver))) == 1, "each attempt has the same id"


def test_a_rate_limit_is_waited_for_and_three_refusals_are_enough(localyun, receiver):
    limit = {"errcode": 45009, "errmsg": "api freq out of limit"}
    receiver.expect_request("/cgi-bin/webhook/send").respond_with_json(limit)
    server = localyun("--deliver-to", host(receiver))
    contact(server, "ops", WeComRobot=receiver.url_for("/cgi-bin/webhook/send?key=y"))
    notify(server)
    assert server.reaches("waiting", 1, channel="robot")["next"] == "2026-01-01T00:01:00Z"
    server.advance("59s")
    assert len(receiver.log) == 1
    server.advance("1s")
    server.reaches("waiting", 2, channel="robot")
    server.advance("1m")
    server.reaches("dead", 3, channel="robot")
    assert len(receiver.log) == 3


def test_a_bot_that_got_too_much_is_left_alone_by_all_messages(localyun, receiver):
    answers = iter([{"errcode": 130101, "errmsg": "send too fast"}, OK, OK])
    receiver.expect_request("/robot/send").respond_with_handler(
        lambda _: Response(json.dumps(next(answers)), content_type="application/json"))
    server = localyun("--deliver-to", host(receiver))
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"))
    notify(server)
    server.reaches("waiting", 1, channel="robot")
    notify(server)
    waits = lambda: [m["delivery"] for m in server.messages("&delivery=waiting") if m["delivery"]["last_error"]]
    support.until(lambda: len(waits()) == 2, "both wait")
    assert [it["attempts"] for it in waits()] == [1, 0] and len(receiver.log) == 1
    assert {it["next"] for it in waits()} == {"2026-01-01T00:10:00Z"}
    server.advance("10m")
    support.until(lambda: len([m for m in server.messages("&delivery=delivered") if m["channel"] == "robot"]) == 2, "both")


def test_a_bot_gets_twenty_messages_a_minute(localyun, receiver):
    receiver.expect_request("/robot/send").respond_with_json(OK)
    server = localyun("--deliver-to", host(receiver))
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"))
    for _ in range(23):
        notify(server)
    delivered = lambda: len([m for m in server.messages("&delivery=delivered") if m["channel"] == "robot"])
    support.until(lambda: delivered() == 20 and len(server.messages("&delivery=waiting")) == 3, "twenty deliveries")
    waiting = server.messages("&delivery=waiting")
    assert {m["delivery"]["attempts"] for m in waiting} == {0}
    assert "20 messages" in waiting[0]["delivery"]["last_error"] and len(receiver.log) == 20
    server.advance("1m")
    support.until(lambda: delivered() == 23, "the others")
    assert len(set(ids(receiver))) == 23


def arms_alert(server, receiver):
    """Has ARMS tell a DingTalk bot that wants signatures."""
    url = receiver.url_for("/robot/send?access_token=x")
    arms = {"version": "2019-08-08"}
    robot = server.call("CreateOrUpdateIMRobot", **arms, RobotName="ops", Type="dingding", RobotAddress=url,
                        DingSignKey="SEC0123456789abcdef")["AlertRobot"]["RobotId"]
    to = {"notifyStartTime": "00:00", "notifyEndTime": "23:59", "notifyChannels": ["dingTalk"],
          "notifyObjects": [{"notifyObjectType": "DING_ROBOT_GROUP", "notifyObjectId": robot, "notifyObjectName": "ops"}]}
    server.call("CreateOrUpdateNotificationPolicy", **arms, Name="all", Repeat="true", RepeatInterval="86400", NotifyRule=json.dumps(to))
    server.control("POST", "arms/events", {"alertname": "disk full"})
    server.advance("5s")


def test_a_signature_is_right_and_one_that_is_too_old_is_not_sent(localyun, receiver):
    answers = iter([{"errcode": 130101, "errmsg": "send too fast"}])
    receiver.expect_request("/robot/send").respond_with_handler(
        lambda _: Response(json.dumps(next(answers)), content_type="application/json"))
    server = localyun("--deliver-to", host(receiver))
    arms_alert(server, receiver)
    assert server.reaches("waiting", 1, channel="robot")["next"] == "2026-01-01T00:10:05Z"
    [(request, _)] = receiver.log
    text = f"{request.args['timestamp']}\nSEC0123456789abcdef".encode()
    digest = hmac.new(b"SEC0123456789abcdef", text, hashlib.sha256).digest()
    assert request.args["sign"] == base64.b64encode(digest).decode()
    server.advance("2h")
    delivery = server.reaches("dead", 1, channel="robot")
    assert "signature" in delivery["last_error"] and len(receiver.log) == 1


def test_a_webhook_of_cloudmonitor_is_posted_a_form(localyun, receiver):
    answers = iter([503, 302, 200])
    receiver.expect_request("/hook", method="POST").respond_with_handler(
        lambda _: Response("", status=next(answers), headers={"Location": receiver.url_for("/other")}))
    server = localyun("--deliver-to", host(receiver))
    server.mail("ops")
    server.call("PutContactGroup", ContactGroupName="ops", **{"ContactNames.1": "ops"})
    level = {"Statistics": "Average", "ComparisonOperator": "GreaterThanThreshold", "Threshold": "90", "Times": "1"}
    server.call("PutResourceMetricRule", RuleId="cpu", RuleName="CPU high", Namespace="acs_ecs_dashboard",
                MetricName="CPUUtilization", Resources='[{"instanceId":"i-1"}]', ContactGroups="ops", Period="60",
                Webhook=receiver.url_for("/hook"), **{f"Escalations.Critical.{k}": v for k, v in level.items()})
    server.control("POST", "cms/metrics", {"namespace": "acs_ecs_dashboard", "metric": "CPUUtilization",
                                           "dimensions": {"instanceId": "i-1"}, "value": 97.5})
    server.advance("60s")
    assert server.reaches("waiting", 1, channel="webhook")["last_error"] == "the answer was 503"
    server.advance("10s")
    assert "redirect is not followed" in server.reaches("waiting", 2, channel="webhook")["last_error"]
    server.advance("30s")
    server.reaches("delivered", 3, channel="webhook")
    assert [request.path for request, _ in receiver.log] == ["/hook"] * 3 and len(set(ids(receiver))) == 1
    request, _ = receiver.log[-1]
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=UTF-8"
    form = dict(urllib.parse.parse_qsl(request.data.decode(), keep_blank_values=True))
    assert (form["alertName"], form["alertState"], form["triggerLevel"]) == ("CPU high", "ALERT", "CRITICAL")
    assert set(form) == {"alertName", "alertState", "curValue", "dimensions", "expression", "instanceName", "metricName",
                         "metricProject", "namespace", "preTriggerLevel", "ruleId", "signature", "timestamp",
                         "triggerLevel", "userId"}


def test_a_text_message_is_posted_to_the_users_webhook(localyun, receiver):
    receiver.expect_request("/sms", query_string={"token": "hush"}, method="POST").respond_with_data("", status=204)
    server = localyun("--deliver-phone", receiver.url_for("/sms?token=hush"))
    server.call("PutContact", ContactName="alice", Describe="x",
                **{"Channels.Mail": "alice@example.com", "Channels.SMS": "13800000000"})
    server.reaches("delivered", 1, channel="sms")
    message, [body] = server.one(channel="sms"), bodies(receiver)
    assert [body["id"]] == ids(receiver) and body["message"] == message["id"] and body["world"] == "default"
    assert all(body[name] == message[name] for name in ("channel", "to", "kind", "product", "subject", "body", "link"))
    recorded = server.reaches("recorded", 0, channel="mail")
    assert "without --deliver" in recorded["last_error"]
    assert "hush" not in server.log() + str(server.control("GET", "health"))


@pytest.mark.parametrize("listed", ["127.0.0.2", "localhost", "127.0.0.1:1", "*.example.com"])
def test_a_host_that_is_not_listed_gets_nothing(localyun, receiver, listed):
    server = localyun("--deliver-to", listed)
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"))
    notify(server)
    delivery = server.reaches("recorded", 0, channel="robot")
    support.until(lambda: server.one(channel="robot")["delivery"]["last_error"], "the reason")
    delivery = server.one(channel="robot")["delivery"]
    assert delivery["last_error"] == f"{host(receiver)} is not among the hosts of --deliver-to"
    assert not receiver.log


def test_https_is_spoken_with_a_server_that_is_trusted(localyun, authority):
    with HTTPServer(host="127.0.0.1", port=0, ssl_context=support.server_context(authority)) as receiver:
        receiver.expect_request("/robot/send").respond_with_json(OK)
        url = f"https://localhost:{receiver.port}/robot/send?access_token=x"
        for env, state in [({}, "waiting"), (authority.env, "delivered")]:
            server = localyun("--deliver-to", "localhost", env=env, data=f"{state}.db")
            contact(server, "ops", DingTalkRobot=url)
            notify(server)
            delivery = server.reaches(state, 1, channel="robot")
            assert env or "TLS cannot begin" in delivery["last_error"]
        assert len(receiver.log) == 1


def test_a_slow_receiver_holds_up_no_call_and_the_stop_waits_for_it(localyun, receiver):
    import threading
    go = threading.Event()

    def answer(_):
        go.wait(support.PATIENCE)
        return Response(json.dumps(OK), content_type="application/json")

    receiver.expect_request("/robot/send").respond_with_handler(answer)
    server = localyun("--deliver-to", host(receiver))
    contact(server, "ops", DingTalkRobot=receiver.url_for("/robot/send?access_token=x"))
    notify(server)
    server.call("DescribeContactList")
    assert server.one(channel="robot")["delivery"]["state"] == "waiting"
    threading.Timer(1, go.set).start()
    server.stop()
    server = localyun("--deliver-to", host(receiver))
    assert server.one(channel="robot")["delivery"]["state"] == "delivered"
    assert len(receiver.log) == 1


SMS = "2017-05-25"
TAKEN = {"code": 0, "msg": "接收成功"}


def text_messages(server, receiver):
    """A server that pushes receipts of text messages, with a sign and a template."""
    server.control("POST", "dysms/callbacks", {"SmsReport": receiver.url_for("/report"), "SmsUp": receiver.url_for("/up")})
    server.control("POST", "dysms/signs", {"name": "阿里云"})
    server.control("POST", "dysms/templates", {"code": "SMS_1", "content": "您的验证码是${code}"})


def send(server, phone="13800000000"):
    answer = server.call("SendSms", version=SMS, PhoneNumbers=phone, SignName="阿里云", TemplateCode="SMS_1",
                         TemplateParam='{"code":"1234"}')
    assert answer["Code"] == "OK", answer
    return answer["BizId"]


def test_a_receipt_of_a_text_message_is_pushed_and_acknowledged(localyun, receiver):
    receiver.expect_request("/report").respond_with_json(TAKEN)
    receiver.expect_request("/up").respond_with_json(TAKEN)
    server = localyun("--deliver-to", host(receiver))
    text_messages(server, receiver)
    biz_id = send(server)
    assert not receiver.log, "nothing is told before the phone has it"
    server.advance("3s")
    server.reaches("delivered", 1, channel="receipt")
    assert bodies(receiver) == [[{
        "send_time": "2026-01-01 08:00:00", "report_time": "2026-01-01 08:00:03", "success": True,
        "err_msg": "用户接收成功", "err_code": "DELIVERED", "phone_number": "13800000000", "sms_size": "1",
        "biz_id": biz_id,
    }]]
    server.control("POST", "dysms/incoming", {"from": "13800000000", "content": "TD", "dest_code": "1069"})
    support.until(lambda: len(receiver.log) == 2, "the reply")
    assert bodies(receiver)[1][0]["content"] == "TD"
    assert [it["attempts"] for it in server.control("GET", "dysms/receipts")["receipts"]][0] == 1


def test_a_receipt_that_nobody_acknowledges_is_retried_three_times(localyun, receiver):
    answers = iter([Response(status=500), Response("{}"), Response(json.dumps({"code": "0"})), Response(status=204)])
    receiver.expect_request("/report").respond_with_handler(lambda _: next(answers))
    server = localyun("--deliver-to", host(receiver))
    text_messages(server, receiver)
    send(server)
    server.advance("3s")
    server.reaches("waiting", 1, channel="receipt")
    for wait, state, attempts in [("1m", "waiting", 2), ("5m", "waiting", 3), ("10m", "dead", 4)]:
        server.advance(wait)
        server.reaches(state, attempts, channel="receipt")
    server.advance("1h")
    assert len(receiver.log) == 4 and len(set(ids(receiver))) == 1


def test_a_receipt_goes_to_no_host_that_is_not_allowed(localyun, receiver):
    server = localyun("--deliver-to", "example.com")
    text_messages(server, receiver)
    send(server)
    server.advance("3s")
    assert "is not among the hosts" in server.reaches("recorded", 0, channel="receipt")["last_error"]
    assert not receiver.log
