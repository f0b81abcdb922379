//! From a metric to a message, over signed HTTP: a custom metric crosses the threshold of a rule, and the mail of an
//! activated contact tells of it and of its end.

use serde_json::Value;

use crate::support::{Answer, Call, Server, plain};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;

fn done(server: &Server, call: &Call) -> Answer {
    let answer = server.call(call);
    assert_eq!(answer.short(), (200, "200".to_owned()), "{}", answer.text());
    answer
}

/// The messages to this address, oldest first.
fn messages(server: &Server, to: &str) -> Vec<Value> {
    let path = format!("/_localyun/outbox?to={to}");
    let found = server.ask(&plain("GET", &path, &[], b"")).json();
    found["messages"].as_array().unwrap().clone()
}

fn advance(server: &Server, by: &str) {
    let body = format!(r#"{{"advance": "{by}"}}"#);
    let json = ["content-type: application/json"];
    let answer = server.ask(&plain("POST", "/_localyun/clock", &json, body.as_bytes()));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn report(server: &Server, value: i64) {
    let call = Call::of("PutCustomMetric")
        .query("MetricList.1.Type", "0")
        .query("MetricList.1.MetricName", "queue")
        .query("MetricList.1.Dimensions", r#"{"host":"a"}"#)
        .query("MetricList.1.Values", &format!(r#"{{"value":{value}}}"#));
    done(server, &call);
}

fn rule(server: &Server) -> Call {
    let contact = Call::of("PutContact")
        .query("ContactName", "carol")
        .query("Describe", "On call")
        .query("Channels.Mail", "carol@example.com");
    done(server, &contact);
    let group = Call::of("PutContactGroup")
        .query("ContactGroupName", "ops")
        .query("ContactNames.1", "carol");
    done(server, &group);
    Call::of("PutCustomMetricRule")
        .query("RuleId", "r-1")
        .query("RuleName", "Queue is long")
        .query("MetricName", "queue")
        .query("ContactGroups", "ops")
        .query("Resources", r#"[{"groupId":0,"dimension":"host=a"}]"#)
        .query("Level", "WARN")
        .query("Statistics", "Average")
        .query("ComparisonOperator", ">=")
        .query("Threshold", "100")
        .query("EvaluationCount", "2")
}

#[test]
fn a_custom_metric_becomes_a_mail_of_an_activated_contact_and_another_when_it_is_over() {
    let server = Server::with(|o| o.clock = Some(START));
    done(&server, &rule(&server));
    let mail = || messages(&server, "carol@example.com");
    let subjects = || -> Vec<String> {
        mail().iter().skip(1).map(|it| it["subject"].as_str().unwrap().to_owned()).collect()
    };
    let state = || {
        let call = Call::of("DescribeMetricRuleList").query("RuleIds", "r-1");
        server.call(&call).json()["Alarms"]["Alarm"][0]["AlertState"].clone()
    };

    // Once is not enough, and an address that is not activated is not sent to.
    for expected in ["OK", "ALARM"] {
        report(&server, 120);
        advance(&server, "1m");
        assert_eq!(state(), expected);
    }
    assert!(subjects().is_empty(), "{:?}", mail());
    report(&server, 1);
    advance(&server, "1m");
    assert_eq!(state(), "OK");

    // Opening the link in the first mail activates the address.
    let link = mail()[0]["link"].as_str().unwrap().to_owned();
    let path = link.strip_prefix(&format!("http://{}", server.address)).unwrap();
    assert_eq!(server.ask(&plain("GET", path, &[], b"")).status, 200);
    for _ in 0..2 {
        report(&server, 150);
        advance(&server, "1m");
    }
    assert_eq!(subjects(), ["Alert: Queue is long WARN"]);
    report(&server, 2);
    advance(&server, "1m");
    assert_eq!(subjects(), ["Alert: Queue is long WARN", "Recovered: Queue is long"]);
    assert_eq!(state(), "OK");

    let body = |at: usize| mail()[at]["body"].as_str().unwrap().to_owned();
    assert!(body(1).contains("Condition: $Average>=100 (2 in a row)\nValue: 150"), "{}", body(1));
    assert!(body(2).contains("Value: 2") && body(2).contains("Lasted: 60 s"), "{}", body(2));
    let log = Call::of("DescribeAlertLogList").query("RuleId", "r-1").query("LastMin", "60");
    let logged = server.call(&log).json()["AlertLogList"].clone();
    let told: Vec<usize> = logged
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["ContactMailList"].as_array().unwrap().len())
        .collect();
    assert_eq!(told, [1, 1, 0, 0], "newest first: {logged}");
}

#[test]
fn what_of_a_rule_is_kept_without_effect_is_said_in_a_hint() {
    let server = Server::with(|o| o.clock = Some(START));
    let plain = rule(&server);
    assert_eq!(done(&server, &plain).header("x-localyun-hint"), None);
    let on_resources = || {
        Call::of("PutResourceMetricRule")
            .query("RuleId", "r-2")
            .query("RuleName", "r-2")
            .query("Namespace", "acs_ecs_dashboard")
            .query("MetricName", "cpu_total")
            .query("ContactGroups", "ops")
    };
    let raw = r#"{"Level":"WARN","Times":1,"ExpressionRaw":"@cpu_total[60].$Average > 9"}"#;
    let target = Call::of("PutMetricRuleTargets")
        .query("RuleId", "r-1")
        .query("Targets.1.Id", "1")
        .query("Targets.1.Arn", "acs:mns:cn-hangzhou:1000000000000001:/queues/q/message");
    let threshold = |call: Call, start: &str| {
        call.query(&format!("{start}Statistics"), "Average")
            .query(&format!("{start}ComparisonOperator"), "GreaterThanThreshold")
            .query(&format!("{start}Threshold"), "9")
            .query(&format!("{start}Times"), "1")
    };
    let several = Call::of("PutResourceMetricRules")
        .query("Rules.1.RuleId", "r-3")
        .query("Rules.1.RuleName", "r-3")
        .query("Rules.1.Namespace", "acs_ecs_dashboard")
        .query("Rules.1.MetricName", "cpu_total")
        .query("Rules.1.ContactGroups", "ops")
        .query("Rules.1.Escalations.Warn.PreCondition", "$Average > 1");
    for (call, part) in [
        (on_resources().query("Prometheus", r#"{"PromQL":"up == 0"}"#), "Prometheus"),
        (on_resources().query("CompositeExpression", raw), "ExpressionRaw"),
        (threshold(several, "Rules.1.Escalations.Warn."), "PreCondition"),
        (target, "targets"),
    ] {
        let answer = done(&server, &call);
        let hint = answer.header("x-localyun-hint").unwrap_or_default();
        assert!(hint.starts_with("Localyun keeps") && hint.contains(part), "{hint}");
    }
    let threshold = threshold(on_resources(), "Escalations.Warn.");
    assert_eq!(done(&server, &threshold).header("x-localyun-hint"), None);
}
