//! What is known of a call at each step.

use super::*;
use actions::{Origin, PRODUCTS, Principal};

fn head(uri: &str) -> Parts {
    let request = hyper::Request::builder().method("POST").uri(uri);
    request.header("host", " h:1\t").body(()).unwrap().into_parts().0
}

fn call(parameters: Parameters) -> Arc<Call> {
    let product = PRODUCTS[0];
    let principal = Principal::Root;
    let caller = Caller { account: "1".into(), principal, access_key: "k".into() };
    Arc::new(Call {
        target: Target { product, entry: product.find("PutContact").unwrap() },
        caller: caller.into(),
        region: String::new(),
        request_id: "id".into(),
        parameters,
        source: Source::default(),
        decisions: Decisions::default(),
    })
}

#[test]
fn a_call_is_one_record_from_its_bytes_to_its_outcome() {
    let head = head("/a/b?c=%2F");
    let clocks = Clocks { real: 6, world: 7 };
    let received = Received::of(&head, b"body", [127, 0, 0, 1].into(), clocks);
    let mut exchange = Exchange::of(received, "id".into());
    assert_eq!((exchange.host, received.target().as_str()), ("h:1", "/a/b?c=%2F"));
    assert_eq!((received.method, received.body), ("POST", &b"body"[..]));
    exchange.admit(&call(Parameters::default()));
    let style = exchange.style.unwrap();
    assert_eq!((exchange.product, exchange.action, style), ("Cms", "PutContact", Style::Rpc));
    assert_eq!(exchange.caller.as_ref().unwrap().access_key, "k");
    assert!(exchange.outcome.is_none() && exchange.errors().next().is_none());
    exchange.finish(400, Some(ApiError::new(400, "Bad", "bad")), Vec::new());
    let outcome = exchange.outcome.as_ref().unwrap();
    assert_eq!((outcome.status, &*outcome.error.as_ref().unwrap().code), (400, "Bad"));
    assert!(outcome.taken > Duration::ZERO);
}

#[test]
fn a_refusal_is_what_came_before_the_action() {
    let error = |code: &'static str| Some(ApiError::new(400, code, ""));
    let code = |it: &Exchange<'_>| it.refusal().map(|error| error.code.to_string());
    let new = || Exchange::new("id".into(), "", Format::Json);
    let mut refused = new();
    refused.finish(400, error("Before"), Vec::new());
    assert_eq!((code(&refused).as_deref(), refused.audit()), (Some("Before"), None));
    let mut failed = new();
    failed.admit(&call(Parameters::default()));
    failed.finish(400, error("Within"), Vec::new());
    assert_eq!((code(&failed), failed.audit()), (None, None));
    // What is wrong with the signature comes before what the policies would have said.
    let mut passed = new();
    passed.admit(&call(Parameters::default()));
    let asked = PolicyQuestion { principal: "p".into(), action: "a".into(), resource: "*".into() };
    let matched = Vec::new();
    let kind = PolicyKind::AccountLevelIdentityBasedPolicy;
    let passed_with = Some("Policy".into());
    let decided = PolicyDecision {
        asked,
        allowed: false,
        explicit: false,
        kind,
        matched,
        denial: None,
        passed: passed_with,
    };
    passed.call.as_ref().unwrap().decisions.all().push(decided);
    passed.finish(200, None, Vec::new());
    assert_eq!((code(&passed), passed.audit().as_deref()), (None, Some("Policy")));
    passed.passed = error("Signature");
    assert_eq!(passed.audit().as_deref(), Some("Signature"));
    assert_eq!(code(&passed).as_deref(), Some("Signature"));
}

#[test]
fn what_nothing_read_is_found_later() {
    let mut parameters = Parameters::default();
    for name in ["Version", "contactName", "ContactName", "Lang", "Signature", "Channels.Mail"] {
        parameters.add(name, "x", Origin::Query);
    }
    parameters.sort();
    let mut exchange = Exchange::new("id".into(), "", Format::Json);
    assert!(exchange.unread().is_empty());
    exchange.admit(&call(parameters));
    assert_eq!(exchange.unread(), ["contactName"]);
}
