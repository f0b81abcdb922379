//! Plays a table of `fixtures/policy/`, whose form the README there describes.

use std::{borrow::Cow, collections::HashMap, fs, sync::Arc};

use actions::{
    core::guard::Ruling,
    policy::{
        Attachment, Context, ControlLevel, Decision, Document, DocumentKind, EffectScope,
        EntityType, PolicyKind, PolicyType, PrincipalName, Request, Rights, Scope, Subject,
        assume_role, authorize, system::SystemPolicy,
    },
};
use localyun::permissions::check::{Answer, Held, Kind, Question, Who};
use serde_json::{Value, json};

pub(super) const A: &str = "1234567890123456";
const B: &str = "6543210987654321";

/// One file, as far as it has been read.
#[derive(Default)]
pub(super) struct Table {
    policies: HashMap<String, Arc<Document>>,
    trust: HashMap<String, Document>,
    account: String,
    who: String,
    pub(super) rights: Rights,
    session: Option<Arc<Document>>,
    control: Vec<ControlLevel>,
    rows: usize,
}

pub(super) fn read(name: &str) -> String {
    let path = format!("{}/fixtures/policy/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).expect(&path).replace("{a}", A).replace("{b}", B)
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_end()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Plays a file and counts its rows.
pub(super) fn play(name: &str) -> usize {
    let mut table = Table::new();
    for (number, line) in lines(&read(name)) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "policy" | "trust" => table.define(word, rest.trim()),
            "account" => rest.clone_into(&mut table.account),
            "as" => table.enter(rest),
            _ => table.row(&format!("{name}.txt:{number}"), line),
        }
    }
    table.rows
}

impl Table {
    pub(super) fn new() -> Self {
        Self { account: A.to_owned(), ..Self::default() }
    }

    pub(super) fn define(&mut self, word: &str, rest: &str) {
        let (name, text) = rest.split_once(' ').expect(rest);
        let text = text.trim();
        let trust = word == "trust";
        let json = if text.starts_with('{') {
            text.to_owned()
        } else {
            written_out(text, trust).to_string()
        };
        let kind = if trust { DocumentKind::Trust } else { DocumentKind::Identity };
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
    pub(super) fn enter(&mut self, rest: &str) {
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
                    let attached = names.split('+').map(|name| match name.strip_prefix("ram=") {
                        Some(name) => (EffectScope::Ram, name),
                        None => (EffectScope::All, name),
                    });
                    let attached = attached
                        .map(|(scope, name)| (scope, self.attachment(name, target, Scope::Folder)));
                    let name = format!("level {}", self.control.len() + 1);
                    let level = ControlLevel::new(name, attached.collect::<Vec<_>>());
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
            let (want, because) = match want.split_once(" because ") {
                Some((want, because)) => (want, Some(because.trim())),
                None => (want, None),
            };
            check(place, line, want.trim(), &decision);
            if self.session.is_none() {
                let checked = self.checked(action, &resources, &facts, trust);
                let got = (checked.allowed, checked.explicit, checked.policy_type);
                let want = (decision.allowed, decision.explicit, decision.policy_type);
                assert_eq!(got, want, "{place}: policy check");
                assert_eq!(checked.resource, decision.resource, "{place}: policy check");
            }
            if let Some(because) = because {
                assert_eq!(because, decision.reason(&subject, &context), "{place}: {line}");
            }
        }
    }
}

impl Table {
    /// What `localyun policy check` decides.
    fn checked(
        &self,
        action: &str,
        resources: &[Cow<'_, str>],
        facts: &[(&str, &str)],
        trust: Option<&Document>,
    ) -> Answer {
        let owned = |it: &str| it.to_owned();
        let kind = match who(&self.who) {
            PrincipalName::Root => Kind::Root,
            PrincipalName::User(name) => Kind::User(owned(name)),
            PrincipalName::Role(name) => Kind::Role(owned(name)),
            PrincipalName::Federated(arn) => Kind::Federated(owned(arn)),
            PrincipalName::Service(host) => Kind::Service(owned(host)),
        };
        let group = facts.iter().find(|(key, _)| *key == "group").map(|(_, id)| owned(id));
        let question = Question {
            action: owned(action),
            resources: resources.iter().map(|it| owned(it)).collect(),
            resource_group: group,
            others: facts.iter().map(|(key, value)| (owned(key), owned(value))).collect(),
            ..Question::default()
        };
        let of_resource = (Ruling::Silent, false);
        let held = Held { rights: &self.rights, control: &self.control, trust, of_resource };
        question.put(&Who { account: self.account.clone(), kind }, &held)
    }
}

fn who(text: &str) -> PrincipalName<'_> {
    match text.split_once(' ').expect("two words") {
        ("root", _) => PrincipalName::Root,
        ("user", name) => PrincipalName::User(name),
        ("role", name) => PrincipalName::Role(name),
        ("federated", arn) => PrincipalName::Federated(arn),
        ("service", host) => PrincipalName::Service(host),
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
fn check(place: &str, line: &str, want: &str, decision: &Decision<'_>) {
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
