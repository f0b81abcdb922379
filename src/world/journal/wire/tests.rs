//! That a call is the same after it went to another process.

use std::sync::Arc;

use actions::{ApiError, Principal};
use serde_json::json;

use super::*;
use crate::{
    config::JournalLimits,
    exchange::{Call, Decisions, Exchange, Received},
    sign::SCHEMES,
    world::journal::Journal,
};

fn product(id: &str) -> &'static Product {
    PRODUCTS.iter().find(|it| it.id == id).unwrap()
}

fn error(code: &'static str) -> ApiError {
    ApiError::new(403, code, "No, \n not so.").with_hint("why")
}

fn decision(allowed: bool) -> PolicyDecision {
    let [principal, action, resource] =
        ["acs:ram::1:user/ann", "cms:PutContact", "*"].map(str::to_owned);
    let attachment = Attachment {
        policy: "office".into(),
        kind: PolicyType::Custom,
        version: "v2".into(),
        entity: EntityType::RamGroup,
        scope: Scope::Account,
        document: Arc::default(),
    };
    let matched = Matched {
        effect: Effect::Deny,
        statement: 7,
        sid: Some("night".into()),
        attachment: attachment.into(),
    };
    PolicyDecision {
        asked: PolicyQuestion { principal, action, resource },
        allowed,
        explicit: !allowed,
        kind: PolicyKind::SessionPolicy,
        matched: vec![matched],
        denial: (!allowed).then(|| Box::new(("no".into(), Some(json!({ "Effect": "Allow" }))))),
        passed: (!allowed).then_some("NoPermission".into()),
    }
}

/// Some calls that differ in all that an entry has.
fn entries() -> Vec<Arc<Entry>> {
    let limits = JournalLimits { calls: 100, bytes: usize::MAX };
    let journal = Journal::new("", limits, None).of_process(Some("0000abcd".into()));
    journal.mark(Marks { cleared: 3, forgotten: 2 });
    let head = hyper::Request::post("/a%20b?Action=x&y=%0A")
        .header("x-acs-version", "2019-01-01")
        .header("x-twice", "1")
        .header("x-twice", hyper::header::HeaderValue::from_bytes(b"\xff2").unwrap());
    let head = head.body(()).unwrap().into_parts().0;
    let (order, table) = (product("cas"), product("cas").states.first().unwrap());
    let (from, to) = (table.transitions)()[0];
    let event = Event { product: order.id, column: table.column, from, to };
    let session = Principal::Session {
        role_id: "3".into(),
        role_name: "ops".into(),
        session: "s".into(),
        policy: None,
    };
    let user = Principal::User { id: "2".into(), name: "ann".into() };
    let principals = [Principal::Root, user, session, Principal::Anonymous];
    for (at, scheme) in SCHEMES.iter().enumerate() {
        let clocks = Clocks { real: 1_767_225_600_000, world: -5 };
        let received = Received::of(&head, b"\x00\n\xfe{", [127, 0, 0, 1].into(), clocks);
        let mut exchange = Exchange::of(received, format!("id-{at}"));
        let principal = principals[at % principals.len()].clone();
        let caller = Caller { account: "1".into(), principal, access_key: "k".into() };
        exchange.signature =
            Some(VerifiedSignature { scheme, form: Variant::standard(scheme.family) });
        exchange.covered = Covered::without(&["form"]);
        (exchange.frozen, exchange.rewritten) = (at % 2 == 0, at % 3 == 0);
        exchange.fault = (at % 2 == 1).then(|| "fault-1".into());
        if at % 4 == 3 {
            // Refused before its action was found.
            (exchange.product, exchange.action) = ("Ecs", "NoSuchThing");
            exchange.passed = Some(error("InvalidAction"));
        } else {
            let target = Target {
                product: product("cms"),
                entry: product("cms").find("PutContact").unwrap(),
            };
            let parameters = [("ContactName", "a\nb"), ("Describe", "")].into_iter().collect();
            let decisions = Decisions::default();
            decisions.all().extend([decision(true), decision(false)]);
            exchange.admit(&Arc::new(Call {
                target,
                caller: caller.into(),
                region: "cn-beijing".into(),
                request_id: "id".into(),
                parameters,
                source: Source { ip: Some([10, 0, 0, 1].into()), plain: true },
                decisions,
            }));
            exchange.ran = true;
        }
        journal.moved(std::slice::from_ref(&event));
        let failed = (at % 2 == 0).then(|| error("Failed"));
        exchange.finish(if at == 5 { 0 } else { 200 }, failed, vec![event.clone()]);
        let long = vec![b'x'; at * 10_000];
        journal.add(exchange, &[&b"{\"a\":\xff}\n"[..], &long].concat());
    }
    journal.kept().calls
}

#[test]
fn a_call_is_the_same_after_it_went_to_another_process() {
    let process = Arc::from("0000abcd");
    for (at, entry) in entries().iter().enumerate() {
        let told = write(entry).unwrap();
        let mut read = read(&process, &told).unwrap();
        read.sequence = entry.sequence;
        assert_eq!(format!("{read:?}"), format!("{entry:?}"), "{at}");
        assert_eq!(entry.answered.as_ref().unwrap().count, at as u64 + 1);
        assert_eq!(entry.marks, Marks { cleared: 3, forgotten: 2 });
        assert!(!entry.transitions_before.is_empty());
    }
}

#[test]
fn what_is_not_understood_is_left_out() {
    let process = Arc::from("0000abcd");
    let told = write(&entries()[0]).unwrap();
    let line = String::from_utf8_lossy(&told).split('\n').next().unwrap().to_owned();
    let is_read = |line: &str| {
        let rest = &told[told.iter().position(|it| *it == b'\n').unwrap()..];
        read(&process, &[line.as_bytes(), rest].concat()).is_some()
    };
    assert!(is_read(&line));
    // A newer one may say more.
    assert!(is_read(&line.replacen('{', r#"{"more":[1],"#, 1)));
    for (is, other) in [
        (r#""action":"PutContact""#, r#""action":"PutNothing""#),
        (r#""version":"2019-01-01""#, r#""version":"2999-01-01""#),
        (r#""format":"Json""#, r#""format":"Yaml""#),
        (r#""refused":"#, r#""reused":"#),
        (SCHEMES[0].name, "acs9"),
    ] {
        assert!(line.contains(is), "{is} in {line}");
        assert!(!is_read(&line.replacen(is, other, 1)), "{other}");
    }
    // Nor does anything that is cut, or has other places, do harm.
    for end in 0..line.len() + 40 {
        let _ = read(&process, &told[..end]).map(|it| it.request.map(|it| it.headers()));
    }
    let ends = line.find(r#""ends":["#).unwrap() + 8;
    for number in ["9", "99999", "18446744073709551615"] {
        let other = format!("{}{number}{}", &line[..ends], &line[ends..]);
        let _ = is_read(&other);
    }
}
