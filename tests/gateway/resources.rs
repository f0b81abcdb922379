//! Calls that name what they are for by method and path: found before anything of their body is read.

use crate::support::{Call, Server, plain};

/// The path of an action that is not emulated.
const SLBS: &str = "/pop/v1/sam/app/slb";

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
    let many = "a&".repeat(12_000);
    for (body, wrong) in [(&*many, "TooManyParameters.Localyun"), ("a=%ff", "InvalidParameter")] {
        let ask = |path| server.ask(&plain("GET", path, &headers, body.as_bytes()));
        assert_eq!(ask("/pop/v1/sam/nothing").code(), "InvalidAction.NotFound");
        let answer = ask(SLBS);
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
        let answer = server.call(&with_body(call("GET", SLBS), kind, body));
        assert_eq!(answer.code(), "NotEmulated.Localyun", "{}", answer.text());
        assert!(answer.message().starts_with("DescribeApplicationSlbs is an action of sae"));
        // A version in a form is none.
        let none = with_body(call("GET", SLBS).with(|c| c.version = String::new()), kind, body);
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

/// The older signature names no action, the newer one may: both reach the same, by path and by name.
#[test]
fn an_action_is_reached_by_path_under_either_generation_of_signatures() {
    let server = Server::start();
    let both = |method: &str, path: &str| {
        ["roa-v1-hmac-sha1", "acs3-hmac-sha256"].map(|scheme| {
            let call = call(method, path).query("NamespaceId", "cn-hangzhou:test");
            call.with(|c| c.scheme = scheme)
        })
    };
    let path = "/pop/v1/paas/namespace";
    let [older, newer] = both("POST", path);
    let [older, newer] = [older, newer].map(|it| it.query("NamespaceName", "Test"));
    let made = server.call(&older);
    assert_eq!(made.status, 200, "{}", made.text());
    assert_eq!(server.call(&newer).code(), "InstanceExist.NamespaceId");
    for call in both("GET", path) {
        let shown = server.call(&call);
        assert_eq!(shown.status, 200, "{}", shown.text());
        assert!(shown.text().contains(r#""NamespaceId":"cn-hangzhou:test""#), "{}", shown.text());
    }
    // By name, at `/`.
    let by_name = Call::of("DescribeNamespace").with(|c| c.version = "2019-05-06".into());
    assert_eq!(server.call(&by_name.query("NameSpaceShortId", "test")).status, 200);
    // What a POST has in a JSON body is read as what it has in its query.
    for scheme in ["roa-v1-hmac-sha1", "acs3-hmac-sha256"] {
        let made = call("POST", "/pop/v1/sam/app/createApplication").with(|c| c.scheme = scheme);
        let made = made.query("AppName", &scheme[..3]).query("PackageType", "Image");
        let json = r#"{"Replicas":"1","ImageUrl":"nginx","Deploy":false}"#;
        let made = server.call(&with_body(made, "application/json; charset=utf-8", json));
        assert_eq!(made.status, 200, "{}", made.text());
    }
    let [older, newer] = both("DELETE", path);
    assert_eq!(server.call(&older).status, 200);
    assert_eq!(server.call(&newer).code(), "InvalidNamespaceId.NotFound");
}

/// Lists are repeated elements with the name of the list, as the vendor writes them.
#[test]
fn an_answer_by_path_is_xml_where_that_is_accepted() {
    let server = Server::start();
    for name in ["one", "two"] {
        let made = call("POST", "/pop/v1/paas/namespace")
            .query("NamespaceId", &format!("cn-hangzhou:{name}"))
            .query("NamespaceName", name);
        assert_eq!(server.call(&made).status, 200);
    }
    let listed = call("GET", "/pop/v1/paas/namespaces")
        .query("CurrentPage", "1")
        .query("PageSize", "10")
        .with(|c| c.scheme = "acs3-hmac-sha256")
        .edit(|request| {
            // Not signed.
            request.headers.retain(|(name, _)| name != "accept");
            request.headers.push(("accept".into(), "application/xml".into()));
        });
    let listed = server.call(&listed);
    let text = listed.text();
    assert!(text.contains("<DescribeNamespacesResponse><RequestId>"), "{text}");
    assert!(text.contains("</Namespaces><Namespaces>"), "{text}");
    assert_eq!(text.matches("<Namespaces>").count(), 3, "{text}");
}

/// Of a parameter that is in the query and in the body, the body's counts.
#[test]
fn the_body_of_a_resource_wins_over_its_query() {
    let server = Server::start();
    let path = "/pop/v1/paas/namespace";
    for (id, kind, body) in [
        ("json", "application/json; charset=utf-8", r#"{"NamespaceName":"body"}"#),
        ("form", "application/x-www-form-urlencoded", "NamespaceName=body"),
    ] {
        let id = format!("cn-hangzhou:{id}");
        let made = call("POST", path).query("NamespaceId", &id).query("NamespaceName", "query");
        let made = server.call(&with_body(made, kind, body));
        assert_eq!(made.status, 200, "{}", made.text());
        let shown = server.call(&call("GET", path).query("NamespaceId", &id));
        assert_eq!(shown.json()["Data"]["NamespaceName"], "body", "{kind}");
    }
}
