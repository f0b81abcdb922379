//! Calls that name what they are for by method and path: found before anything of their body is read.

use crate::support::{Call, Server, plain};

const STATUS: &str = "/pop/v1/sam/app/describeApplicationStatus";

fn call(method: &str, path: &str) -> Call {
    Call::of("").with(|c| {
        (c.scheme, c.action, c.version) = ("roa-v1-hmac-sha1", None, "2019-05-06".into());
        (c.method, c.path) = (method.into(), path.into());
    })
}

fn with_body(call: Call, kind: &str, body: &str) -> Call {
    call.with(|c| c.body = Some((kind.into(), body.into())))
}

#[test]
fn a_body_is_read_once_its_action_is_known() {
    let server = Server::start();
    let headers = ["x-acs-version: 2019-05-06", "content-type: application/x-www-form-urlencoded"];
    let many = "a&".repeat(3000);
    for (body, wrong) in [(&*many, "TooManyParameters.Localyun"), ("a=%ff", "InvalidParameter")] {
        let ask = |path| server.ask(&plain("GET", path, &headers, body.as_bytes()));
        assert_eq!(ask("/pop/v1/sam/nothing").code(), "InvalidAction.NotFound");
        let answer = ask(STATUS);
        assert_eq!(answer.code(), wrong, "{}", answer.text());
        assert!(answer.field("Recommend").contains("&product=sae&"), "{}", answer.text());
    }
}

/// The names of its fields are the action's own.
#[test]
fn nothing_in_the_body_of_a_resource_steers_the_call() {
    let server = Server::start();
    let fields = "Action=PutContact&Version=2019-01-01&Format=YAML&AccessKeyId=x&Signature=y";
    let json = r#"{"Action":"PutContact","Version":"2019-01-01","Format":"YAML"}"#;
    for (kind, body) in [("application/x-www-form-urlencoded", fields), ("application/json", json)]
    {
        let answer = server.call(&with_body(call("GET", STATUS), kind, body));
        assert_eq!(answer.code(), "NotEmulated.Localyun", "{}", answer.text());
        assert!(answer.message().starts_with("DescribeApplicationStatus is an action of sae"));
        // A version in a form is none.
        let none = with_body(call("GET", STATUS).with(|c| c.version = String::new()), kind, body);
        let answer = server.call(&none);
        assert_eq!(answer.code(), "MissingVersion");
        let hint = answer.header("x-localyun-hint").unwrap_or_default();
        assert!(hint.starts_with("The call has another path than /"), "{hint}");
    }
}

#[test]
fn a_variable_segment_may_be_any_text() {
    let server = Server::start();
    // `/clusters/[ClusterId]/nodes` of CS.
    for (id, code) in [
        ("c1", "NotEmulated.Localyun"),
        ("a%2Fb", "NotEmulated.Localyun"),
        ("", "InvalidAction.NotFound"),
    ] {
        let path = format!("/clusters/{id}/nodes");
        let call = call("GET", &path).with(|c| c.version = "2015-12-15".into());
        let answer = server.call(&call);
        assert_eq!(answer.code(), code, "{path}: {}", answer.text());
    }
}
