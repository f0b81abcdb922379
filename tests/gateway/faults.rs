//! The table of the gateway's errors: each stands there once, and is shown.

use std::{collections::BTreeMap, fs, path::Path};

use localyun::gateway::faults::TABLE;

use super::refusals::{astray, unproven};
use crate::support::{Call, Server, plain};

#[test]
fn every_error_stands_in_the_table_once() {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &TABLE {
        assert!(row.when.ends_with('.'), "{}: {:?}", row.fault.code, row.when);
        codes.entry(row.fault.code).or_default().push(row.fault.message);
    }
    for (code, texts) in codes {
        // Clients of version 1 and of version 3 look for different texts.
        let wanted = if code == "SignatureDoesNotMatch" { 2 } else { 1 };
        assert_eq!(texts.len(), wanted, "{code}");
        assert!(texts.windows(2).all(|two| two[0] != two[1]), "{code}");
    }
}

/// Every Rust file of the program, and of what all products share.
fn sources(folder: &Path, all: &mut Vec<String>) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            all.push(code.split_whitespace().collect());
        }
    }
}

#[test]
fn no_error_is_defined_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    sources(&root.join("src"), &mut all);
    // What products word by themselves may have the same code.
    let shared = fs::read_to_string(root.join("actions/core/error.rs")).unwrap();
    all.push(shared.split_whitespace().collect());
    for row in &TABLE {
        let code = row.fault.code;
        let forms = [
            format!("code:\"{code}\""),
            format!("bad(\"{code}\""),
            format!("new({},\"{code}\"", row.fault.status),
        ];
        let count =
            |form: &String| all.iter().map(|text| text.matches(&**form).count()).sum::<usize>();
        assert_eq!(forms.iter().map(count).sum::<usize>(), 1, "{code}");
    }
}

/// Whether `text` is `template` with something in the place of each `%s`.
fn is_of(template: &str, text: &str) -> bool {
    let mut words = template.split("%s");
    let first = words.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for word in words {
        let Some((_, after)) =
            (if word.is_empty() { Some((rest, "")) } else { rest.split_once(word) })
        else {
            return false;
        };
        rest = after;
    }
    rest.is_empty()
}

/// Errors whose scene takes more than a call, each with the test that shows it.
const ELSEWHERE: [(&str, &str); 7] = [
    ("InvalidAccessKeyId.Inactive", "tests/gateway/refusals.rs"),
    ("InvalidSecurityToken.Expired", "tests/identity.rs"),
    ("InvalidSecurityToken.MismatchWithAccessKey", "tests/identity.rs"),
    ("ContentMD5NotMatched", "tests/gateway/refusals.rs"),
    ("SignatureNonceUsed", "tests/gateway/refusals.rs"),
    ("InternalError", "tests/keys.rs"),
    ("ServiceUnavailable", "tests/keys.rs"),
];

/// What a server answers to calls that nothing has to be made ready for.
fn shown() -> Vec<(u16, String, String)> {
    let server = Server::start();
    let v3 = || Call::of("DescribeContactList");
    let mut calls: Vec<Call> =
        astray().into_iter().chain(unproven()).map(|(call, ..)| call).collect();
    calls.extend([
        v3().with(|c| c.key.1 = "wrong".into()),
        Call::rpc("DescribeContactList").query("Format", "JSON").with(|c| c.key.1 = "wrong".into()),
        v3().edit(|r| {
            r.headers.iter_mut().find(|(n, _)| n == "accept").unwrap().1 = "image/png".into();
        }),
        Call::of("CreateSmartShortUrl").with(|c| c.version = "2017-05-25".into()),
    ]);
    let mut answers: Vec<_> = calls.iter().map(|call| server.call(call)).collect();
    for query in ["Action=%ff".to_owned(), "a&".repeat(10_001)] {
        answers.push(server.ask(&plain("GET", &format!("/?{query}"), &[], b"")));
    }
    answers.iter().map(|it| (it.status, it.code(), it.message())).collect()
}

#[test]
fn every_error_is_shown_or_said_not_to_be_answered() {
    let shown = shown();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for row in &TABLE {
        let fault = row.fault;
        let is = |(status, code, message): &(u16, String, String)| {
            *status == fault.status && is_of(fault.code, code) && is_of(fault.message, message)
        };
        if let Some((code, file)) = ELSEWHERE.iter().find(|(code, _)| *code == fault.code) {
            let text = fs::read_to_string(root.join(file)).unwrap();
            assert!(text.contains(&format!("\"{code}\"")), "{file} does not show {code}");
            assert!(row.answered, "{code}");
        } else {
            assert_eq!(shown.iter().any(is), row.answered, "{} {}", fault.code, fault.message);
        }
    }
    for (status, code, message) in &shown {
        let is = |fault: &actions::Fault| {
            fault.status == *status && is_of(fault.code, code) && is_of(fault.message, message)
        };
        assert!(TABLE.iter().any(|row| is(&row.fault)), "no row is {status} {code}: {message}");
    }
}
