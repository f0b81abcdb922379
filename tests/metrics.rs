//! `/_localyun/metrics`: what is counted, and that it adds up.

#![expect(clippy::float_cmp, reason = "counts are whole numbers")]

use std::collections::BTreeMap;

use crate::support::{Call, Client, Server, plain};

/// Every value of the page, by its name with its labels.
fn metrics(server: &Server) -> BTreeMap<String, f64> {
    let answer = server.ask(&plain("GET", "/_localyun/metrics", &[], b""));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    assert_eq!(answer.header("content-type"), Some(kind));
    let (mut found, mut declared) = (BTreeMap::new(), BTreeMap::new());
    for line in answer.text().lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            let known = ["counter", "gauge", "histogram"].contains(&kind);
            assert!(known && declared.insert(name.to_owned(), kind.to_owned()).is_none(), "{line}");
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            let bare = name.split('{').next().unwrap();
            let of_histogram = ["_bucket", "_sum", "_count"];
            let of_histogram = of_histogram.into_iter().filter_map(|it| bare.strip_suffix(it));
            let is_declared = declared.contains_key(bare)
                || of_histogram
                    .into_iter()
                    .any(|it| declared.get(it).is_some_and(|it| it == "histogram"));
            assert!(is_declared, "{line}");
            assert!(found.insert(name.to_owned(), value.parse().unwrap()).is_none(), "{line}");
        }
    }
    for (name, kind) in declared.iter().filter(|(_, kind)| *kind == "counter") {
        assert!(name.ends_with("_total"), "{name} is a {kind}");
    }
    found
}

#[test]
fn what_is_served_is_counted() {
    let server = Server::start();
    let before = metrics(&server);
    assert_eq!(before["localyun_worlds"], 1.0);
    assert!(before["process_start_time_seconds"] > 1.7e9);
    if cfg!(target_os = "linux") {
        assert!(before["process_resident_memory_bytes"] > 1e6);
    }
    let build = format!("localyun_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(before[&build], 1.0);

    let mut client = Client::open(server.address);
    let mail = Call::put("Alice").query("Channels.Mail", "alice@example.com");
    let (mut received, mut codes) = (0, Vec::new());
    for call in [
        mail,
        Call::put("Bob"),
        Call::put("Bob").with(|c| c.key.1 = "wrong".into()),
        Call::of("DescribeContactList"),
        Call::of("PutContactGroup"),
        Call::of("NoSuchAction"),
        // Known, and not emulated.
        Call::of("DescribeSiteMonitorList"),
    ] {
        client.send(&call.bytes());
        let answer = client.answer();
        received += answer.text().len();
        codes.push(answer.code());
    }
    let [_, _, wrong, _, group, unknown, _] = &codes[..] else { panic!("{codes:?}") };
    assert_eq!(wrong, "SignatureDoesNotMatch");
    let after = metrics(&server);
    let of = |labels: &str| {
        let name = format!("localyun_calls_total{{{labels}}}");
        *after.get(&name).unwrap_or_else(|| panic!("no {name} in {after:?}"))
    };
    let cms = |action: &str, status: &str, code: &str| {
        of(&format!("product=\"Cms\",action=\"{action}\",status=\"{status}\",code=\"{code}\""))
    };
    assert_eq!(cms("PutContact", "2xx", ""), 2.0);
    assert_eq!(cms("PutContact", "4xx", wrong), 1.0);
    assert_eq!(cms("DescribeContactList", "2xx", ""), 1.0);
    assert_eq!(cms("PutContactGroup", "4xx", group), 1.0);
    // What no action has takes no label of its own.
    assert!(after.keys().all(|it| !it.contains("NoSuchAction") && !it.contains("SiteMonitor")));
    let none = format!("product=\"\",action=\"\",status=\"4xx\",code=\"{unknown}\"");
    assert_eq!(of(&none), 1.0);

    let calls: f64 =
        after.iter().filter(|it| it.0.starts_with("localyun_calls_total")).map(|it| it.1).sum();
    let timed = after.iter().filter(|it| it.0.starts_with("localyun_call_duration_seconds_count"));
    assert_eq!((calls, timed.map(|it| it.1).sum()), (7.0, 7.0));
    let of_put = "product=\"Cms\",action=\"PutContact\"";
    let name = "localyun_call_duration_seconds";
    assert_eq!(after[&format!("{name}_bucket{{{of_put},le=\"+Inf\"}}")], 3.0);
    assert_eq!(after[&format!("{name}_count{{{of_put}}}")], 3.0);
    assert!(after[&format!("{name}_sum{{{of_put}}}")] > 0.0);

    assert_eq!(after["localyun_calls_refused_total"], 3.0);
    assert_eq!(
        after["localyun_response_body_bytes_total"],
        f64::from(u32::try_from(received).unwrap())
    );
    assert_eq!((after["localyun_outbox_messages"], after["localyun_messages_total"]), (1.0, 1.0));
    assert!(
        after["localyun_connections_open"] >= 2.0,
        "the one of this test, and that of the question"
    );
    let grown = |name: &str| after[name] - before[name];
    assert_eq!(grown("localyun_connections_total"), 2.0);
    assert!(grown("localyun_commits_total") >= 2.0);
    assert!(grown("localyun_committed_writes_total") >= grown("localyun_commits_total"));
    for name in
        ["localyun_due_work_waiting", "localyun_due_work_total", "localyun_journal_evictions_total"]
    {
        assert_eq!(after[name], 0.0, "{name}");
    }
}

/// Scraping changes nothing, and is no call.
#[test]
fn a_look_at_the_metrics_is_not_counted_as_a_call() {
    let server = Server::start();
    for _ in 0..2 {
        let page = metrics(&server);
        assert!(page.keys().all(|name| !name.starts_with("localyun_calls_total")));
        assert_eq!(page["localyun_response_body_bytes_total"], 0.0);
    }
}
