//! Plays the tables in `fixtures/policy/`, and holds the policy engine to its laws.

mod laws;
mod table;

use std::sync::Arc;

use actions::{
    PRODUCTS, Parameters, Params,
    policy::{
        AuthPrincipal, Context, Document, DocumentKind, OPERATORS, PrincipalName, Request, Rights,
        Subject, authorize, suggest,
    },
};
use serde_json::json;

use self::table::{A, Table, lines, play, read};

#[test]
fn tables() {
    let files =
        ["wildcards", "resources", "elements", "conditions", "decisions", "trust", "reasons"];
    let rows: usize = files.into_iter().map(play).sum();
    assert!(rows >= 150, "only {rows} rows");
    let conditions = read("conditions");
    for operator in OPERATORS {
        assert!(conditions.contains(&format!(" {} ", operator.name)), "{}", operator.name);
    }
}

#[test]
fn malformed() {
    let text = read("malformed");
    let mut lines = lines(&text);
    while let (Some((number, document)), Some((_, want))) = (lines.next(), lines.next()) {
        let (kind, text) = document.split_once(' ').unwrap_or((document, ""));
        let kind = if kind == "trust" { DocumentKind::Trust } else { DocumentKind::Identity };
        let got = Document::parse(text, kind).map_or_else(|e| e.to_string(), |_| "ok".to_owned());
        assert_eq!(want.trim(), got, "malformed.txt:{number}");
    }
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(100_000) + "1" + &close.repeat(100_000);
        assert!(Document::parse(&deep, DocumentKind::Identity).is_err());
    }
}

/// Conditions on tags hold only if policies are asked about all tags that an action applies.
#[test]
fn policies_see_the_tags_that_an_action_reads() {
    let mut readers = 0;
    for product in PRODUCTS {
        for entry in product.actions {
            let nothing = Parameters::default();
            let described = |read: &dyn Fn(&mut Params<'_>)| {
                let mut p = Params::describing(&nothing, product.wording);
                read(&mut p);
                p.described()
            };
            let read = described(&|p| (entry.describe)(p));
            let tags: Vec<_> = read
                .into_iter()
                .filter(|it| it.name.starts_with("Tag.N") || it.name.starts_with("Tags.N"))
                .map(|it| (it.name, it.rule))
                .collect();
            let seen = described(&|p| drop(entry.tags.map(|read| read(p))));
            let seen: Vec<_> = seen.into_iter().map(|it| (it.name, it.rule)).collect();
            assert_eq!(tags, seen, "{} {}", product.id, entry.name);
            readers += usize::from(entry.tags.is_some());
        }
    }
    assert!(readers >= 14, "{readers}");
}

#[test]
fn rights_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Arc<Rights>>();
    shared::<Document>();
}

#[test]
fn diagnosis() {
    let mut table = Table::new();
    table.define("policy", "nodel deny cms:Delete* on *");
    table.enter("user alice group:nodel");
    let context = Context::new().time(0).secure(true).with("x:k", "1").with("x:k", "2");
    let subject = Subject::new(A, PrincipalName::User("alice"), &table.rights);
    let decision = authorize(&subject, &Request::new("cms:DeleteContact", &[], &context));
    assert_eq!("ExplicitDeny", decision.no_permission_type());
    let principal = AuthPrincipal {
        auth_principal_type: AuthPrincipal::kind(subject.who),
        auth_principal_owner_id: A,
        auth_principal_display_name: "200000000000000001",
    };
    let want = json!({
        "ExplicitDeny": true,
        "NoPermissionPolicyType": "AccountLevelIdentityBasedPolicy",
        "AuthAction": "cms:DeleteContact",
        "AuthResource": "*",
        "AuthPrincipal": {
            "AuthPrincipalType": "SubUser",
            "AuthPrincipalOwnerId": A,
            "AuthPrincipalDisplayName": "200000000000000001",
        },
        "AuthConditions": [
            { "ConditionKey": "acs:CurrentTime", "ConditionValues": ["1970-01-01T00:00:00Z"] },
            { "ConditionKey": "acs:SecureTransport", "ConditionValues": ["true"] },
            { "ConditionKey": "x:k", "ConditionValues": ["1", "2"] },
        ],
        "MatchedPolicies": [{
            "Effect": "Deny",
            "PolicyIdentifier": "nodel",
            "PolicyType": "Custom",
            "PolicyVersion": "v1",
            "AttachedEntityType": "RamGroup",
            "AttachedScope": "Account",
        }],
    });
    assert_eq!(want, serde_json::to_value(decision.diagnosis(principal, &context)).unwrap());
}

#[test]
fn suggestion() {
    let recorded = [
        ("ram:GetUser", "acs:ram:*:1:user/bob"),
        ("cms:PutContact", "*"),
        ("ram:AddUserToGroup", "acs:ram:*:1:user/bob"),
        ("cms:GetContact", "*"),
        ("ram:AddUserToGroup", "acs:ram:*:1:group/ops"),
        ("cms:PutContact", "*"),
        ("cms:PutContact", "acs:cms:*:1:contact/x"),
    ];
    let want = json!({ "Version": "1", "Statement": [
        { "Effect": "Allow", "Action": ["cms:GetContact", "cms:PutContact"], "Resource": ["*"] },
        { "Effect": "Allow", "Action": ["ram:AddUserToGroup"],
          "Resource": ["acs:ram:*:1:group/ops", "acs:ram:*:1:user/bob"] },
        { "Effect": "Allow", "Action": ["ram:GetUser"], "Resource": ["acs:ram:*:1:user/bob"] },
    ]});
    assert_eq!(serde_json::to_string_pretty(&want).unwrap(), suggest(recorded).unwrap());
    assert_eq!(None, suggest(Vec::<(String, String)>::new()));
}
