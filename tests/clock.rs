//! The clock of a world: times and durations as people write them, a clock that runs faster, and forks of it.

#![expect(clippy::float_cmp, reason = "rates are what was set")]

use actions::PRODUCTS;
use serde_json::{Value, json};

use crate::support::{Call, Server, ask, plain};

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600_000;
const DAY: i64 = 86_400_000;

fn control(server: &Server, method: &str, path: &str, body: &str) -> Value {
    let target = format!("/_localyun/{path}");
    let answer = ask(server.address, &plain(method, &target, &[], body.as_bytes()));
    assert_eq!(answer.status, 200, "{body}: {}", answer.text());
    answer.json()
}

fn clock(server: &Server, body: &str) -> Value {
    control(server, "POST", "clock", body)
}

/// The time, whether it is frozen, and the rate.
fn shown(clock: &Value) -> (i64, bool, f64) {
    let (frozen, rate) = (clock["frozen"].as_bool().unwrap(), clock["rate"].as_f64().unwrap());
    (clock["now_ms"].as_i64().unwrap(), frozen, rate)
}

#[test]
fn times_and_durations_are_read_as_people_write_them() {
    let server = Server::with(|o| o.clock = Some(START));
    let mut now = START;
    for (body, to) in [
        (r#"{"freeze": "2026-03-01"}"#, START + 59 * DAY),
        (r#"{"set": "2026-01-02"}"#, START + DAY),
        (r#"{"set": "2026-01-01T08:00:00+08:00"}"#, START),
        (r#"{"set": "2026-01-01T00:00:00.250Z"}"#, START + 250),
    ] {
        now = to;
        assert_eq!(shown(&clock(&server, body)), (now, true, 0.0), "{body}");
    }
    for (by, millis) in [
        ("1h30m", 5_400_000),
        ("2d", 2 * DAY),
        ("90", 90_000),
        ("-90", -90_000),
        ("1d2h3m4s5ms", 93_784_005),
        ("-250ms", -250),
    ] {
        now += millis;
        let body = json!({ "advance": by }).to_string();
        assert_eq!(shown(&clock(&server, &body)), (now, true, 0.0), "{by}");
    }
    // Nothing that is wrong moves it.
    for wrong in [
        r#"{"freeze": "2026-02-30"}"#,
        r#"{"set": "1969-12-31"}"#,
        r#"{"advance": "30m1h"}"#,
        r#"{"advance": "1w"}"#,
        r#"{"rate": 0}"#,
        r#"{"rate": -1}"#,
        r#"{"rate": 1000001}"#,
        r#"{"rate": "60"}"#,
        r#"{"rate": 60, "freeze": true}"#,
        "{}",
    ] {
        let request = plain("POST", "/_localyun/clock", &[], wrong.as_bytes());
        assert_eq!(server.ask(&request).status, 400, "{wrong}");
        assert_eq!(shown(&control(&server, "GET", "clock", "")), (now, true, 0.0), "{wrong}");
    }
}

#[test]
fn a_scaled_clock_stays_scaled_when_it_is_moved_and_not_when_it_is_frozen() {
    let server = Server::with(|o| o.clock = Some(START));
    let (now, frozen, rate) = shown(&clock(&server, r#"{"rate": 60}"#));
    assert!(now >= START && !frozen && rate == 60.0);
    let (now, frozen, rate) = shown(&clock(&server, r#"{"set": "2030-01-01"}"#));
    assert!(now >= 1_893_456_000_000 && !frozen && rate == 60.0);
    let (later, frozen, rate) = shown(&clock(&server, r#"{"advance": "1d"}"#));
    assert!(later >= now + DAY && !frozen && rate == 60.0);
    let (slower, frozen, rate) = shown(&clock(&server, r#"{"rate": 0.5}"#));
    assert!(slower >= later && !frozen && rate == 0.5);
    let (at, frozen, rate) = shown(&clock(&server, r#"{"freeze": true}"#));
    assert!(at >= slower && frozen && rate == 0.0);
    assert_eq!(shown(&control(&server, "GET", "clock", "")), (at, true, 0.0));
    // It goes on where it was frozen.
    let (on, frozen, rate) = shown(&clock(&server, r#"{"rate": 2}"#));
    assert!((at..at + DAY).contains(&on) && !frozen && rate == 2.0);
    let (_, frozen, rate) = shown(&clock(&server, r#"{"release": true}"#));
    assert!(!frozen && rate == 1.0);
    control(&server, "POST", "reset", "");
    assert_eq!(shown(&control(&server, "GET", "clock", "")), (START, true, 0.0));
}

#[test]
fn a_fork_keeps_the_rate_and_has_its_own_clock() {
    let server = Server::with(|o| o.clock = Some(START));
    clock(&server, r#"{"rate": 1000}"#);
    let made = control(&server, "POST", "worlds", r#"{"from": "default"}"#);
    let there = format!("clock?world={}", made["id"].as_str().unwrap());
    clock(&server, r#"{"freeze": "2026-01-01"}"#);
    let (now, frozen, rate) = shown(&control(&server, "GET", &there, ""));
    assert!(now >= START && !frozen && rate == 1000.0);
    control(&server, "POST", &there, r#"{"set": "2031-01-01"}"#);
    assert_eq!(shown(&control(&server, "GET", "clock", "")), (START, true, 0.0));
    // A reset of the fork leads back to the clock with which it began.
    let back = format!("reset?world={}", made["id"].as_str().unwrap());
    control(&server, "POST", &back, "");
    let (now, frozen, rate) = shown(&control(&server, "GET", &there, ""));
    assert!(now < START + 1000 * DAY && !frozen && rate == 1000.0);
}

#[test]
fn due_work_is_run_as_a_scaled_clock_reaches_it() {
    let server = Server::with(|o| o.clock = Some(START));
    let good = |call: Call| {
        let answer = server.call(&call);
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    good(Call::put("ops"));
    good(
        Call::of("PutContactGroup").query("ContactGroupName", "ops").query("ContactNames.1", "ops"),
    );
    let rule = [
        ("RuleId", "cpu"),
        ("RuleName", "CPU high"),
        ("Namespace", "acs_ecs_dashboard"),
        ("MetricName", "CPUUtilization"),
        ("Resources", r#"[{"instanceId":"i-1"}]"#),
        ("ContactGroups", "ops"),
        ("Period", "60"),
        ("Escalations.Critical.Statistics", "Average"),
        ("Escalations.Critical.ComparisonOperator", "GreaterThanThreshold"),
        ("Escalations.Critical.Threshold", "90"),
        ("Escalations.Critical.Times", "1"),
    ];
    good(
        rule.iter()
            .fold(Call::of("PutResourceMetricRule"), |call, (name, value)| call.query(name, value)),
    );
    let report = json!({
        "namespace": "acs_ecs_dashboard", "metric": "CPUUtilization",
        "dimensions": { "instanceId": "i-1" }, "value": 97.5,
    });
    control(&server, "POST", "cms/metrics", &report.to_string());
    let sent = |query: &str| control(&server, "GET", &format!("outbox{query}"), "");
    assert_eq!(sent("")["messages"], json!([]), "the minute is not over");
    // The end of the minute is reached soon, and nobody calls meanwhile.
    clock(&server, r#"{"rate": 600}"#);
    let messages = &sent("?wait=20s")["messages"];
    assert!(messages[0]["subject"].as_str().unwrap().contains("CPU high"), "{messages}");
    let (now, ..) = shown(&control(&server, "GET", "clock", ""));
    assert!(now >= START + 60_000, "{now}");
}

#[test]
fn work_that_waits_is_listed_until_it_is_done() {
    let server = Server::with(|o| o.clock = Some(START));
    let due = |query: &str| control(&server, "GET", &format!("due{query}"), "");
    let nothing = json!({ "now": "2026-01-01T00:00:00.000Z", "waiting": 0, "work": [] });
    assert_eq!(due(""), nothing);
    let events = json!([
        { "alertname": "late", "endsAt": "2026-01-01T01:00:00Z" },
        { "alertname": "soon", "endsAt": "2026-01-01T00:30:00Z" },
    ]);
    control(&server, "POST", "arms/events", &events.to_string());
    let work = |at: &str, id: u8| {
        let about = format!("expiry of event {id}");
        json!({
            "at": at, "product": "arms", "kind": "event", "account": "1000000000000001",
            "about": about, "title": { "en": about, "zh": format!("事件 {id} 过期") }, "overdue": false,
        })
    };
    let soon = work("2026-01-01T00:30:00.000Z", 2);
    let late = work("2026-01-01T01:00:00.000Z", 1);
    let all = due("");
    assert_eq!((&all["waiting"], &all["work"]), (&json!(2), &json!([soon, late])));
    assert_eq!((due("?product=arms"), due("?product=Arms")), (all.clone(), all));
    assert_eq!(due("?product=Cms"), nothing);
    let first = due("?limit=1");
    assert_eq!((&first["waiting"], &first["work"]), (&json!(2), &json!([soon])));
    for (query, why) in [
        ("?limit=0", "limit is a number from 1 to 1000"),
        ("?limit=1001", "limit is a number from 1 to 1000"),
        ("?product=armss", "there is no product `armss`; did you mean"),
        ("?kind=event", "unknown query parameter `kind`"),
    ] {
        let answer = server.ask(&plain("GET", &format!("/_localyun/due{query}"), &[], b""));
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text().contains(why), "{query}: {}", answer.text());
    }
    clock(&server, r#"{"advance": "30m"}"#);
    assert_eq!(due("")["work"], json!([late]));
    clock(&server, r#"{"advance": "30m"}"#);
    assert_eq!(due("")["waiting"], 0);
}

/// The subject of work for a chat bot is the URL of its webhook, by which anybody could post.
#[test]
fn what_due_work_is_about_is_said_in_a_line_without_secrets() {
    let subject = "https://oapi.dingtalk.com/robot/send?access_token=abc\nx";
    for product in PRODUCTS {
        for due in product.due {
            let (about, one) = ((due.about)(subject), (due.about)("7"));
            for (about, one) in [(about.en, one.en), (about.zh.clone(), one.zh)] {
                let what = format!("{} of {}: {about}", due.kind, product.id);
                assert!(!about.is_empty() && !about.starts_with("http"), "{what}");
                assert!(one.lines().count() == 1, "{what}");
                if (product.id, due.kind) == ("arms", "robot") {
                    assert!(!about.contains("access_token"), "{what}");
                }
            }
            assert!(about.zh.contains(|c| ('一'..='龥').contains(&c)), "{}", about.zh);
        }
    }
}

#[test]
fn what_is_due_after_a_clock_that_was_moved_back_waits() {
    let server = Server::start();
    let call = |action: &str| {
        let it = Call::of(action).query("DomainName", "www.example.com");
        it.with(|c| {
            (c.version, c.host) = ("2018-05-10".into(), "cdn.aliyuncs.com".into());
            c.time = Some(START);
        })
    };
    let sources = r#"[{"content":"192.0.2.1","type":"ipaddr","port":80}]"#;
    // The reset has due work looked for by a clock that goes; the freeze moves it back meanwhile.
    for round in 0..20 {
        control(&server, "POST", "reset", "");
        clock(&server, r#"{"freeze": "2026-01-01"}"#);
        let added = call("AddCdnDomain").query("CdnType", "web").query("Sources", sources);
        assert_eq!(server.call(&added).status, 200, "{round}");
        let found = server.call(&call("DescribeCdnDomainDetail")).json();
        assert_eq!(found["GetDomainDetailModel"]["DomainStatus"], "configuring", "{round}");
    }
}
