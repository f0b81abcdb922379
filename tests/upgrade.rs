//! A data file of version 0.1 opens with all that it had.
//!
//! `fixtures/upgrade/0.1.0.db` was written by the last program before 0.2 was begun, and `0.1.0.json` beside it has what that
//! program answered to calls that read; the README there says how they were made.

use std::{fs, path::Path};

use chrono::DateTime;
use serde_json::Value;

use crate::support::{Call, Program, program};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/upgrade");

/// A call of one of the products of 0.1.
fn call(product: &str, action: &str, parameters: &Value) -> Call {
    let (version, host) = match product {
        "cms" => ("2019-01-01", "metrics.cn-hangzhou.aliyuncs.com"),
        "ram" => ("2015-05-01", "ram.aliyuncs.com"),
        "sts" => ("2015-04-01", "sts.aliyuncs.com"),
        "ims" => ("2019-08-15", "ims.aliyuncs.com"),
        "cas" => ("2020-04-07", "cas.aliyuncs.com"),
        other => panic!("{other} was not there"),
    };
    let mut it = Call::of(action);
    (it.version, it.host) = (version.into(), host.into());
    for (name, value) in parameters.as_object().unwrap() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        it = it.query(name, &text);
    }
    it
}

/// What is missing or different of what was answered before; what is answered besides is new.
fn lost(before: &Value, now: &Value, at: &str, all: &mut Vec<String>) {
    match (before, now) {
        (Value::Object(members), Value::Object(there)) => {
            for (name, value) in members {
                lost(value, there.get(name).unwrap_or(&Value::Null), &format!("{at}.{name}"), all);
            }
        }
        (Value::Array(elements), Value::Array(there)) if elements.len() == there.len() => {
            for (index, (value, now)) in elements.iter().zip(there).enumerate() {
                lost(value, now, &format!("{at}.{index}"), all);
            }
        }
        (before, now) if before == now => {}
        (before, now) => all.push(format!("{at}: {before} was {now}")),
    }
}

#[test]
fn a_file_of_0_1_has_all_that_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("localyun.db");
    fs::copy(Path::new(FIXTURES).join("0.1.0.db"), &data).unwrap();
    let before = fs::read(Path::new(FIXTURES).join("0.1.0.json")).unwrap();
    let before: Value = serde_json::from_slice(&before).unwrap();
    // As long after it was written as the answers were asked for; signatures count from then.
    let at = before["at_ms"].as_i64().unwrap();
    let start = |time: i64| {
        let clock = DateTime::from_timestamp_millis(time).unwrap().to_rfc3339();
        let data = data.to_str().unwrap();
        let listen = ["--listen", "127.0.0.1:0", "--data", data, "--clock", &clock];
        Program::spawn(&mut program(&listen))
    };
    let then = |it: Call| Call { time: Some(at), ..it };
    for turn in ["the first", "the next"] {
        let server = start(at);
        let mut all = Vec::new();
        for read in before["reads"].as_array().unwrap() {
            let (product, action) =
                (read["product"].as_str().unwrap(), read["action"].as_str().unwrap());
            let answer = server.call(&then(call(product, action, &read["parameters"])));
            let what = format!("{product}:{action} {}", read["parameters"]);
            if read["status"] != answer.status {
                all.push(format!("{what}: {}", answer.text()));
            }
            lost(&read["answer"], &answer.json(), &what, &mut all);
        }
        assert!(all.is_empty(), "after {turn} start:\n{}", all.join("\n"));
        // A key of a user signs as before, and what it may do is decided by the policies of before.
        let key = &before["user_key"];
        let text = |name: &str| key[name].as_str().unwrap().to_owned();
        let as_user = |it: Call| Call { key: (text("id"), text("secret")), ..then(it) };
        let who = server.call(&as_user(call("sts", "GetCallerIdentity", &serde_json::json!({}))));
        assert_eq!(who.json()["Arn"], key["identity"]["Arn"]);
        let allowed = as_user(Call::of("DescribeContactList"));
        assert_eq!(server.call(&allowed).status, 200);
        assert_eq!(server.call(&as_user(Call::put("mallory"))).status, 403);
        // What is new is there too.
        let mut new = Call::of("DescribeVpcs").query("RegionId", "cn-hangzhou");
        (new.version, new.host) = ("2016-04-28".into(), "vpc.aliyuncs.com".into());
        assert_eq!(server.call(&then(new)).status, 200);
        assert!(server.stop().status.success());
    }
    // What waited for its time goes on: the domain of the order was checked a day later.
    let later = at + 86_400_000;
    let server = start(later);
    let order = &before["reads"].as_array().unwrap().last().unwrap()["parameters"];
    let state = call("cas", "DescribeCertificateState", order);
    let state = server.call(&Call { time: Some(later), ..state });
    assert_eq!(state.json()["Type"], "process", "{}", state.text());
    server.stop();
}
