//! An ARMS address book of 10,000 contacts beside one of 20; CloudMonitor with 1,000 rules on a metric that has
//! 100,000 reports of the last hour; days of rules and of alerts.

use std::{
    fmt::Write,
    sync::Arc,
    time::{Duration, Instant},
};

use localyun::{
    clock,
    world::{Settings, World, due},
};
use serde_json::json;

use super::{
    control,
    many::{FEW, MANY, call_product},
    row,
    server::{Client, Server, first_key},
    tree,
};

/// The parameters of a call.
type Parameters = Vec<(&'static str, String)>;

/// 2026-01-01T01:00:00Z, an hour after the first report.
const NOW: i64 = 1_767_229_200_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const SERIES: usize = 1000;
const REPORTS_IN_CALL: usize = 50;
const CALLS_IN_TURN: u32 = 20;
const CONTACT: [(&str, &str); 3] = [
    ("ContactName", "Ann"),
    ("Describe", "on call"),
    ("Channels.DingWebHook", "https://oapi.dingtalk.com/robot/send?access_token=a"),
];

/// As many contacts again as the account has.
const DOUBLE: &str = "INSERT INTO arms_contact (account, id, legacy, name, phone, phone_key, mail, mail_key,
     ding, phone_verified, mail_verified, reissue, corp_user, system_notices, resource_group, made, changed)
     SELECT account, id + $1, legacy + $1, name || '-' || $1, phone || $1, phone_key || $1, mail || $1,
     mail_key || $1, ding, phone_verified, mail_verified, reissue, corp_user, system_notices, resource_group,
     made, changed FROM arms_contact WHERE account = '2000000000000002' AND id <= $1";
const COUNT: &str = "UPDATE tally SET held = $1, last = $1
     WHERE account = '2000000000000002' AND kind IN ('arms_contact', 'arms_contact_legacy')";

fn empty() -> Arc<World> {
    World::alone(&Settings { frozen: Some(NOW), seed: Some(1), ..Settings::default() }).unwrap()
}

pub(super) async fn measure() {
    contacts().await;
    whole_calls();
    metrics().await;
    day_of_rules().await;
    events().await;
}

async fn contacts() {
    let world = empty();
    for account in [FEW, MANY] {
        for n in 0..20 {
            let (name, phone) = (format!("contact-{n}"), format!("138{n:08}"));
            let mail = format!("c{n}@example.com");
            let params = [("ContactName", &*name), ("Phone", &*phone), ("Email", &*mail)];
            call_product(&world, ("arms", account), "CreateOrUpdateContact", &params).await;
        }
    }
    let mut held = 20;
    while held < 10_000 {
        tree::run(&world, vec![(DOUBLE, vec![held.into()])]).await;
        held *= 2;
    }
    tree::run(&world, vec![(COUNT, vec![held.into()])]).await;
    let page = |number: i64| vec![("Page", number.to_string()), ("Size", "20".into())];
    let calls: [(&str, &str, Parameters, Parameters); 5] = [
        ("DescribeContacts, first page", "DescribeContacts", page(1), page(1)),
        ("DescribeContacts, last page", "DescribeContacts", page(1), page(held / 20)),
        (
            "SearchAlertContact by id",
            "SearchAlertContact",
            vec![("RegionId", "cn-hangzhou".into()), ("ContactIds", "[\"100001\"]".into())],
            vec![("RegionId", "cn-hangzhou".into()), ("ContactIds", "[\"100001\"]".into())],
        ),
        (
            "SearchAlertContact, first page",
            "SearchAlertContact",
            vec![("RegionId", "cn-hangzhou".into()), ("PageSize", "20".into())],
            vec![("RegionId", "cn-hangzhou".into()), ("PageSize", "20".into())],
        ),
        (
            "CreateOrUpdateContact, a change",
            "CreateOrUpdateContact",
            vec![("ContactId", "1".into()), ("ContactName", "x".into())],
            vec![("ContactId", "1".into()), ("ContactName", "x".into())],
        ),
    ];
    for (name, action, few, many) in calls {
        let mut best = [Duration::MAX; 2];
        for _ in 0..30 {
            for ((account, params), best) in [(FEW, &few), (MANY, &many)].into_iter().zip(&mut best)
            {
                let params: Vec<_> = params.iter().map(|(name, value)| (*name, &**value)).collect();
                *best = time(&world, ("arms", account), action, &params).await.min(*best);
            }
        }
        row(name, best[0], best[1]);
    }
}

async fn time(
    world: &Arc<World>,
    product: (&str, &str),
    action: &str,
    params: &[(&str, &str)],
) -> Duration {
    let started = Instant::now();
    call_product(world, product, action, params).await;
    started.elapsed()
}

/// The parameters of a call that reports values of as many series, the first of which is `first`.
fn reports(first: usize, at: i64) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for n in 0..REPORTS_IN_CALL {
        let mut name = String::new();
        write!(name, "MetricList.{}.", n + 1).unwrap();
        let dimensions = json!({ "instanceId": format!("i-{}", (first + n) % SERIES) });
        for (part, value) in [
            ("Type", "0".to_owned()),
            ("MetricName", "cpu_total".into()),
            ("Time", at.to_string()),
            ("Dimensions", dimensions.to_string()),
            ("Values", r#"{"value":10.5}"#.into()),
        ] {
            all.push((format!("{name}{part}"), value));
        }
    }
    all
}

async fn put(world: &Arc<World>, reports: &[(String, String)]) -> Duration {
    let params: Vec<_> = reports.iter().map(|(name, value)| (&**name, &**value)).collect();
    time(world, ("cms", FEW), "PutCustomMetric", &params).await
}

/// What a signed `PutCustomMetric` of 50 reports costs beside a signed `PutContact`, on one connection to a server
/// that has 1,000 rules on the metric and 100,000 reports of the last hour.
fn whole_calls() {
    let (server, now) = (Server::start(), clock::real_now());
    let mut client = server.connect();
    let ann = [("ContactName", "Ann"), ("Describe", "on call"), ("Channels.Mail", "ann@x.com")];
    client.send(&signed("PutContact", &ann));
    let group = [("ContactGroupName", "ops"), ("ContactNames.1", "Ann")];
    client.send(&signed("PutContactGroup", &group));
    for n in 0..SERIES {
        client.send(&signed("PutResourceMetricRule", &metric_rule(n)));
    }
    for round in 0..100_000 / REPORTS_IN_CALL {
        let at = now - i64::try_from(round).unwrap() * 1_800;
        client.send(&signed("PutCustomMetric", &reports(round * REPORTS_IN_CALL, at)));
    }
    let contact = || signed("PutContact", &CONTACT);
    let mut round = 0;
    let report = || {
        round += 1;
        let at = now - i64::try_from(round).unwrap() * MINUTE % 3_600_000;
        signed("PutCustomMetric", &reports(round * REPORTS_IN_CALL, at))
    };
    let mut calls: [&mut dyn FnMut() -> String; 2] = [&mut { contact }, &mut { report }];
    let (mut latency, mut processor) = ([Duration::MAX; 2], [Duration::MAX; 2]);
    for _ in 0..30 {
        for (at, call) in calls.iter_mut().enumerate() {
            let all: Vec<String> = (0..CALLS_IN_TURN).map(|_| call()).collect();
            let before = server.processor();
            let taken = all.iter().map(|it| client.send(it)).min().unwrap();
            let mean = server.processor().saturating_sub(before) / CALLS_IN_TURN;
            (latency[at], processor[at]) = (latency[at].min(taken), processor[at].min(mean));
        }
    }
    row("PutCustomMetric of 50 beside PutContact, CPU", processor[0], processor[1]);
    row("the same, latency on one connection", latency[0], latency[1]);
}

fn signed<N: AsRef<str>, V: AsRef<str>>(action: &str, parameters: &[(N, V)]) -> String {
    let parameters: Vec<_> = parameters.iter().map(|(n, v)| (n.as_ref(), v.as_ref())).collect();
    Client::signed(&first_key(), action, &parameters)
}

async fn metrics() {
    let world = empty();
    add_rules(&world, MANY, 10).await;
    add_rules(&world, FEW, SERIES).await;
    // 100 reports of each series in the last hour.
    for round in 0..100_000 / REPORTS_IN_CALL {
        let at = NOW - i64::try_from(round).unwrap() * 1_800;
        put(&world, &reports(round * REPORTS_IN_CALL, at)).await;
    }
    let mut best = [Duration::MAX; 2];
    for round in 0..100 {
        best[0] = time(&world, ("cms", FEW), "PutContact", &CONTACT).await.min(best[0]);
        let at = NOW - i64::from(round) * MINUTE % 3_600_000;
        let reports = reports(usize::try_from(round).unwrap() * REPORTS_IN_CALL, at);
        best[1] = put(&world, &reports).await.min(best[1]);
    }
    row("the same without HTTP and signatures", best[0], best[1]);
    let mut best = [Duration::MAX; 2];
    for _ in 0..30 {
        for (account, best) in [MANY, FEW].into_iter().zip(&mut best) {
            *best = time(&world, ("cms", account), "DescribeMetricRuleList", &[]).await.min(*best);
        }
    }
    row("DescribeMetricRuleList, 10 and 1,000 rules", best[0], best[1]);
    let mut longest = Duration::ZERO;
    for minute in 1..=5 {
        put(&world, &reports(0, NOW + minute * MINUTE)).await;
        longest = moved(&world, MINUTE).await.max(longest);
    }
    took("evaluation of 1,000 rules, longest of 5", longest);
}

/// What moving the clock takes, with all work that is due then.
async fn moved(world: &Arc<World>, millis: i64) -> Duration {
    let started = Instant::now();
    world.clock.advance(millis);
    due::clock_moved(world).await;
    started.elapsed()
}

fn took(name: &str, time: Duration) {
    println!("{name:<52}{:>10.1} ms", time.as_secs_f64() * 1e3);
}

fn metric_rule(n: usize) -> Vec<(&'static str, String)> {
    vec![
        ("RuleId", format!("rule-{n}")),
        ("RuleName", format!("rule-{n}")),
        ("Namespace", format!("acs_customMetric_{FEW}")),
        ("MetricName", "cpu_total".into()),
        ("ContactGroups", "ops".into()),
        ("Resources", json!([{ "instanceId": format!("i-{n}") }]).to_string()),
        ("Escalations.Critical.Statistics", "Average".into()),
        ("Escalations.Critical.ComparisonOperator", "GreaterThanThreshold".into()),
        ("Escalations.Critical.Threshold", "90".into()),
        ("Escalations.Critical.Times", "3".into()),
    ]
}

async fn add_rules(world: &Arc<World>, account: &str, count: usize) {
    let contact = [("ContactName", "Ann"), ("Describe", "on call"), ("Channels.Mail", "ann@x.com")];
    call_product(world, ("cms", account), "PutContact", &contact).await;
    let group = [("ContactGroupName", "ops"), ("ContactNames.1", "Ann")];
    call_product(world, ("cms", account), "PutContactGroup", &group).await;
    for n in 0..count {
        let rule = metric_rule(n);
        let params: Vec<_> = rule.iter().map(|(name, value)| (*name, &**value)).collect();
        call_product(world, ("cms", account), "PutResourceMetricRule", &params).await;
    }
}

/// A day of 100 rules, each with a series that has a report in every minute.
async fn day_of_rules() {
    let world = empty();
    add_rules(&world, FEW, 100).await;
    for minute in 0..DAY / MINUTE {
        for first in [0, REPORTS_IN_CALL] {
            put(&world, &reports(first, NOW + minute * MINUTE)).await;
        }
    }
    took("a day of 100 rules, evaluated each minute", moved(&world, DAY).await);
    took("another day, without reports", moved(&world, DAY).await);
}

/// Events that 100 policies fit, and a day in which their alerts are repeated.
async fn events() {
    let world = empty();
    let contact = [("ContactName", "Ann"), ("Email", "ann@example.com")];
    call_product(&world, ("arms", FEW), "CreateOrUpdateContact", &contact).await;
    let notify = json!({
        "notifyStartTime": "00:00", "notifyEndTime": "23:59", "notifyChannels": ["email"],
        "notifyObjects": [{
            "notifyObjectType": "CONTACT", "notifyObjectId": 1, "notifyObjectName": "Ann"
        }],
    });
    for n in 0..100 {
        let (name, notify) = (format!("policy-{n}"), notify.to_string());
        let params = [
            ("Name", &*name),
            ("Repeat", "true"),
            ("RepeatInterval", "600"),
            ("NotifyRule", &*notify),
        ];
        call_product(&world, ("arms", FEW), "CreateOrUpdateNotificationPolicy", &params).await;
    }
    let mut best = Duration::MAX;
    for n in 0..30 {
        let host = format!("h{}", n % 2);
        let event = json!({ "alertname": "Down", "labels": { "host": host } });
        let started = Instant::now();
        control(&world, "arms/events", &event).await;
        best = started.elapsed().min(best);
    }
    took("an event that 100 policies fit", best);
    took("their first messages", moved(&world, MINUTE).await);
    took("a day of 100 alerts that are repeated", moved(&world, DAY).await);
}
