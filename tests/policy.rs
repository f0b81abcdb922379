//! Plays the tables in `fixtures/policy/`, whose form its README describes, and
//! holds the policy engine to what must be true of any policies.

use std::{borrow::Cow, collections::HashMap, fs, sync::Arc};

use actions::policy::{
    Attachment, AuthPrincipal, Context, Document, EntityType, Glob, Kind, OPERATORS, PolicyKind,
    PolicyType, Request, Rights, Scope, Subject, Who, assume_role, authorize, suggest,
    system::{POLICIES, SystemPolicy},
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

const A: &str = "1234567890123456";
const B: &str = "6543210987654321";

/// One file, as far as it has been read.
#[derive(Default)]
struct Table {
    policies: HashMap<String, Arc<Document>>,
    trust: HashMap<String, Document>,
    account: String,
    who: String,
    rights: Rights,
    session: Option<Arc<Document>>,
    control: Vec<Rights>,
    rows: usize,
}

fn read(name: &str) -> String {
    let path = format!("{}/fixtures/policy/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).expect(&path).replace("{a}", A).replace("{b}", B)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_end()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Plays a file and counts its rows.
fn play(name: &str) -> usize {
    let mut table = Table { account: A.to_owned(), ..Table::default() };
    for (number, line) in lines(&read(name)) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "policy" | "trust" => table.define(word, rest.trim()),
            "account" => table.account = rest.to_owned(),
            "as" => table.enter(rest),
            _ => table.row(&format!("{name}.txt:{number}"), line),
        }
    }
    table.rows
}

impl Table {
    fn define(&mut self, word: &str, rest: &str) {
        let (name, text) = rest.split_once(' ').expect(rest);
        let text = text.trim();
        let trust = word == "trust";
        let json = match text.starts_with('{') {
            true => text.to_owned(),
            false => written_out(text, trust).to_string(),
        };
        let kind = if trust { Kind::Trust } else { Kind::Identity };
        let document = Document::parse(&json, kind).unwrap_or_else(|e| panic!("{name}: {e}"));
        if trust {
            self.trust.insert(name.to_owned(), document);
        } else {
            self.policies.insert(name.to_owned(), Arc::new(document));
        }
    }

    fn document(&self, name: &str) -> Arc<Document> {
        let own = self.policies.get(name).cloned();
        own.or_else(|| SystemPolicy::find(name)?.document()).expect(name)
    }

    fn attachment(&self, name: &str, entity: EntityType, scope: Scope) -> Attachment {
        Attachment {
            policy: name.to_owned(),
            kind: PolicyType::Custom,
            version: "v1".to_owned(),
            entity,
            scope,
            document: self.document(name),
        }
    }

    /// `user alice view group:ops session:narrow`
    fn enter(&mut self, rest: &str) {
        let mut words = rest.split_whitespace();
        let kind = words.next().expect("who");
        let name = if kind == "root" { "" } else { words.next().expect("a name") };
        self.who = format!("{kind} {name}");
        (self.session, self.control) = (None, Vec::new());
        let mut attached = Vec::new();
        for word in words {
            match word.split_once(':') {
                None => attached.push(self.attachment(word, EntityType::RamUser, Scope::Account)),
                Some(("group", name)) => {
                    attached.push(self.attachment(name, EntityType::RamGroup, Scope::Account));
                }
                Some(("session", name)) => self.session = Some(self.document(name)),
                Some(("control", names)) => {
                    let target = EntityType::ResourceDirectoryTarget;
                    let level = names.split('+').map(|n| self.attachment(n, target, Scope::Folder));
                    let level = Rights::new(level.collect::<Vec<_>>());
                    self.control.push(level);
                }
                Some((group, name)) => {
                    let scope = Scope::ResourceGroup(group.to_owned());
                    attached.push(self.attachment(name, EntityType::RamUser, scope));
                }
            }
        }
        self.rights = Rights::new(attached);
    }

    fn row(&mut self, place: &str, line: &str) {
        self.rows += 1;
        let (asked, want) = line.split_once("->").unwrap_or_else(|| panic!("{place}: no ->"));
        let mut words = asked.split_whitespace().peekable();
        let assume = words.next_if_eq(&"assume").is_some();
        let action = if assume { "sts:AssumeRole" } else { words.next().expect("an action") };
        let resources = words.next().expect("a resource").split(',').map(Cow::from);
        let resources: Vec<_> = resources.collect();
        let trust = assume.then(|| &self.trust[words.next().expect("a trust policy")]);
        let facts: Vec<_> = words.map(|w| w.split_once('=').expect(w)).collect();
        let subject = Subject {
            account: &self.account,
            who: who(&self.who),
            rights: &self.rights,
            session: self.session.as_deref(),
            control: &self.control,
        };
        for context in [as_text(&facts), as_typed(&facts)] {
            let group = facts.iter().find(|(key, _)| *key == "group").map(|(_, id)| *id);
            let request =
                Request { resource_group: group, ..Request::new(action, &resources, &context) };
            let decision = match trust {
                Some(trust) => assume_role(&subject, trust, &request),
                None => authorize(&subject, &request),
            };
            check(place, line, want.trim(), &decision);
        }
    }
}

fn who(text: &str) -> Who<'_> {
    match text.split_once(' ').expect("two words") {
        ("root", _) => Who::Root,
        ("user", name) => Who::User(name),
        ("role", name) => Who::Role(name),
        ("federated", arn) => Who::Federated(arn),
        ("service", host) => Who::Service(host),
        _ => panic!("{text}"),
    }
}

fn as_text<'a>(facts: &[(&'a str, &'a str)]) -> Context<'a> {
    facts.iter().fold(Context::new(), |context, (key, value)| context.with(*key, *value))
}

/// The same facts in the form that the server gives them.
fn as_typed<'a>(facts: &[(&'a str, &'a str)]) -> Context<'a> {
    facts.iter().fold(Context::new(), |context, (key, value)| match (*key, *value) {
        ("acs:CurrentTime", v) => match chrono::DateTime::parse_from_rfc3339(v) {
            Ok(time) => context.time(time.timestamp_millis()),
            Err(_) => context.with(*key, v),
        },
        ("acs:SourceIp", v) => match v.parse() {
            Ok(ip) => context.source_ip(ip),
            Err(_) => context.with(*key, v),
        },
        ("acs:SecureTransport", v @ ("true" | "false")) => context.secure(v == "true"),
        ("acs:MFAPresent", v @ ("true" | "false")) => context.mfa(v == "true"),
        (key, v) => {
            match (key.strip_prefix("acs:RequestTag/"), key.strip_prefix("acs:ResourceTag/")) {
                (Some(tag), _) => context.request_tag(tag, v),
                (_, Some(tag)) => context.resource_tag(tag, v),
                _ if key == "sts:ExternalId" => context.external_id(v),
                _ if key == "acs:PrincipalARN" => context.principal(v),
                _ => context.with(key, v),
            }
        }
    })
}

/// Compares a decision with `implicit session @ acs:… by name`. What the row leaves
/// out is not compared, but for the kind of policy.
fn check(place: &str, line: &str, want: &str, decision: &actions::policy::Decision<'_>) {
    let (want, by) = match want.split_once(" by ") {
        Some((want, by)) => (want, Some(by)),
        None => (want, None),
    };
    let (want, at) = match want.split_once(" @ ") {
        Some((want, at)) => (want, Some(at)),
        None => (want, None),
    };
    let (verdict, kind) = want.trim().split_once(' ').unwrap_or((want.trim(), "identity"));
    let kind = match kind.trim() {
        "identity" => PolicyKind::AccountLevelIdentityBasedPolicy,
        "session" => PolicyKind::SessionPolicy,
        "trust" => PolicyKind::AssumeRolePolicy,
        "control" => PolicyKind::ControlPolicy,
        "group" => PolicyKind::ResourceGroupLevelIdentityBasedPolicy,
        other => panic!("{place}: {other}"),
    };
    let got = match (decision.allowed, decision.explicit) {
        (true, false) => "allow",
        (false, false) => "implicit",
        (false, true) => "explicit",
        (true, true) => panic!("{place}: allowed and denied"),
    };
    assert_eq!((verdict, kind), (got, decision.policy_type), "{place}: {line}");
    if let Some(at) = at {
        assert_eq!(at, decision.resource, "{place}: {line}");
    }
    if let Some(by) = by {
        let names: Vec<_> = decision.matched.iter().map(|m| &*m.attachment.policy).collect();
        assert_eq!(by, names.join(" "), "{place}: {line}");
    }
}

/// The document of `allow cms:Get* on * if StringEquals key a|b ; deny …`.
fn written_out(text: &str, trust: bool) -> Value {
    let statements = text.split(" ; ").map(|text| {
        let (text, conditions) = text.split_once(" if ").unwrap_or((text, ""));
        let mut words = text.split_whitespace().peekable();
        let mut item = serde_json::Map::new();
        let effect = if words.next() == Some("allow") { "Allow" } else { "Deny" };
        item.insert("Effect".to_owned(), effect.into());
        if trust {
            item.insert("Action".to_owned(), "sts:AssumeRole".into());
            let principals = words.next().expect("principals").split(',').map(|p| {
                let (element, values) = p.split_once('=').expect(p);
                (element.to_owned(), values.split('|').collect::<Value>())
            });
            item.insert("Principal".to_owned(), Value::Object(principals.collect()));
        } else {
            for element in ["Action", "Resource"] {
                words.next_if_eq(&"on");
                let not = if words.next_if_eq(&"not").is_some() { "Not" } else { "" };
                let values = words.next().expect(text).split(',').collect::<Value>();
                item.insert(format!("{not}{element}"), values);
            }
        }
        for condition in conditions.split(" and ").filter(|c| !c.is_empty()) {
            let [operator, key, values] =
                condition.split_whitespace().collect::<Vec<_>>().try_into().expect(condition);
            let values: Value = values.split('|').collect();
            item.entry("Condition").or_insert_with(|| json!({}))[operator][key] = values;
        }
        Value::Object(item)
    });
    json!({ "Version": "1", "Statement": statements.collect::<Vec<_>>() })
}

#[test]
fn tables() {
    let files = ["wildcards", "resources", "elements", "conditions", "decisions", "trust"];
    let rows: usize = files.into_iter().map(play).sum();
    assert!(rows >= 150, "only {rows} rows");
    let conditions = read("conditions");
    for operator in OPERATORS {
        assert!(conditions.contains(&format!(" {} ", operator.name)) || operator.name == "Bool");
    }
}

#[test]
fn malformed() {
    let text = read("malformed");
    let mut lines = lines(&text);
    while let (Some((number, document)), Some((_, want))) = (lines.next(), lines.next()) {
        let (kind, text) = document.split_once(' ').unwrap_or((document, ""));
        let kind = if kind == "trust" { Kind::Trust } else { Kind::Identity };
        let got = Document::parse(text, kind).map_or_else(|e| e.to_string(), |_| "ok".to_owned());
        assert_eq!(want.trim(), got, "malformed.txt:{number}");
    }
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(100_000) + "1" + &close.repeat(100_000);
        assert!(Document::parse(&deep, Kind::Identity).is_err());
    }
}

#[test]
fn system_policies() {
    assert!(POLICIES.is_sorted_by(|a, b| a.name < b.name));
    for policy in &POLICIES {
        assert!(policy.document().is_some(), "{}", policy.name);
        assert!(policy.text.len() <= 6144);
    }
}

#[test]
fn rights_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Arc<Rights>>();
    shared::<Document>();
}

#[test]
fn diagnosis() {
    let mut table = Table { account: A.to_owned(), ..Table::default() };
    table.define("policy", "nodel deny cms:Delete* on *");
    table.enter("user alice group:nodel");
    let context = Context::new().time(0).secure(true).with("x:k", "1").with("x:k", "2");
    let subject = Subject::new(A, Who::User("alice"), &table.rights);
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

/// A matcher that is plainly right, and slow.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('*', rest)) => (0..=text.len()).any(|skip| naive(rest, &text[skip..])),
        Some((want, rest)) => text
            .split_first()
            .is_some_and(|(got, text)| (*want == '?' || want == got) && naive(rest, text)),
    }
}

const ACTIONS: &[&str] = &["a:Get", "a:Put", "b:Get", "b:Put"];
const RESOURCES: &[&str] = &["*", "acs:a:*:1:x/1", "acs:a:*:1:x/2", "acs:b:r:1:y/1"];

fn a_document() -> impl Strategy<Value = String> {
    let action = select(vec!["*", "a:*", "*:Get", "a:Put", "b:?et", "A:GET"]);
    let resource =
        select(vec!["*", "acs:a:*:*:*", "acs:a:*:*:x/*", "acs:a:*:1:x/1", "acs:?:r:*:y/1"]);
    let condition = select(vec![
        json!({}),
        json!({ "StringEquals": { "k:a": "1" } }),
        json!({ "StringNotLike": { "k:a": ["2*", "3"] } }),
        json!({ "Bool": { "k:b": true }, "NumericLessThan": { "k:a": 2 } }),
    ]);
    let effect = select(vec!["Allow", "Deny"]);
    let (not_a, not_r) = (any::<bool>(), any::<bool>());
    let one = (effect, not_a, vec(action, 1..3), not_r, vec(resource, 1..3), condition);
    let one = one.prop_map(|(effect, not_a, actions, not_r, resources, condition)| {
        let action = if not_a { "NotAction" } else { "Action" };
        let resource = if not_r { "NotResource" } else { "Resource" };
        json!({ "Effect": effect, action: actions, resource: resources, "Condition": condition })
    });
    vec(one, 1..4).prop_map(|list| json!({ "Version": "1", "Statement": list }).to_string())
}

fn rights(documents: &[String]) -> Rights {
    Rights::new(documents.iter().map(|text| Attachment {
        policy: "p".to_owned(),
        kind: PolicyType::Custom,
        version: "v1".to_owned(),
        entity: EntityType::RamUser,
        scope: Scope::Account,
        document: Arc::new(Document::parse(text, Kind::Identity).unwrap()),
    }))
}

/// Whether it is allowed, and whether it is explicitly denied.
fn ask(rights: &Rights, action: &str, resource: &str, value: &str) -> (bool, bool) {
    let context = Context::new().with("k:a", value).with("k:b", "true");
    let resources = [Cow::from(resource)];
    let subject = Subject::new("1", Who::User("u"), rights);
    let decision = authorize(&subject, &Request::new(action, &resources, &context));
    (decision.allowed, decision.explicit)
}

proptest! {
    #[test]
    fn an_explicit_denial_stands(
        some in vec(a_document(), 0..3), more in vec(a_document(), 0..4), first in any::<bool>(),
        action in select(ACTIONS), resource in select(RESOURCES), value in select(vec!["1", "2", "25"]),
    ) {
        let alone = ask(&rights(&some), action, resource, value);
        let (before, after) = if first { (more, some) } else { (some, more) };
        let both = ask(&rights(&[before, after].concat()), action, resource, value);
        prop_assert!(!alone.1 || both.1);
        prop_assert!(!(both.0 && both.1));
    }

    #[test]
    fn more_permission_takes_none_away(
        some in vec(a_document(), 0..3), more in vec(a_document(), 1..3),
        action in select(ACTIONS), resource in select(RESOURCES), value in select(vec!["1", "2", "25"]),
    ) {
        let more: Vec<_> = more.iter().map(|text| text.replace("\"Deny\"", "\"Allow\"")).collect();
        let alone = ask(&rights(&some), action, resource, value);
        let both = ask(&rights(&[some, more].concat()), action, resource, value);
        prop_assert!(!alone.0 || both.0);
        prop_assert_eq!(alone.1, both.1);
    }

    #[test]
    fn globs_match_as_defined(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        prop_assert_eq!(naive(&chars(&pattern), &chars(&text)), Glob::new(&pattern).matches(&text));
    }

    #[test]
    fn a_suggestion_allows_what_was_recorded(
        pairs in vec((select(ACTIONS), select(&RESOURCES[1..])), 1..12), turn in 0..12_usize,
    ) {
        let document = suggest(pairs.clone()).unwrap();
        let rights = rights(std::slice::from_ref(&document));
        for action in ACTIONS {
            for resource in &RESOURCES[1..] {
                let wanted = pairs.contains(&(*action, *resource));
                prop_assert_eq!(wanted, ask(&rights, action, resource, "1").0);
            }
        }
        let mut turned = pairs.clone();
        turned.rotate_left(turn % pairs.len());
        prop_assert_eq!(Some(document), suggest(turned));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Document::parse(&text, Kind::Identity);
        let wrapped = json!({ "Version": "1", "Statement": { "Effect": "Allow", "Action": text, "Resource": text } });
        let _ = Document::parse(&wrapped.to_string(), Kind::Identity);
    }
}
