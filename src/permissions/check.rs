//! What policies decide about an action on a resource, without a call.

use std::{borrow::Cow, net::IpAddr, sync::Arc};

use actions::policy::{
    self, Attachment, Context, ControlLevel, Decision, Document, DocumentKind, EntityType,
    PolicyKind, PolicyType, PrincipalName, Request, Rights, Scope, Subject,
};
use serde::{Serialize, de::IgnoredAny};
use serde_json::Value;

use crate::permissions::known;

/// The account of those who name none.
const ACCOUNT: &str = "1000000000000001";

/// A principal, given as an ARN, as `user/NAME`, `role/NAME` or `root`, or as a service's host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Its account: 16 digits.
    pub account: String,
    /// What it is, and its name.
    pub kind: Kind,
}

/// What a principal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The account itself.
    Root,
    /// A user, by its name.
    User(String),
    /// A role, by its name.
    Role(String),
    /// An identity provider, by its ARN.
    Federated(String),
    /// A service, by its host.
    Service(String),
}

impl Who {
    /// Reads one; `account` is that of a name without one.
    pub fn read(text: &str, account: Option<&str>) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is no principal: give user/NAME, role/NAME, root, an ARN such as \
                 acs:ram::{ACCOUNT}:user/alice, or the host of a service"
            )
        };
        let (account, name) = match text.strip_prefix("acs:ram::") {
            Some(rest) => rest.split_once(':').ok_or_else(wrong)?,
            None => (account.unwrap_or(ACCOUNT), text),
        };
        if account.is_empty() || !account.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let is_host = |it: &str| it.contains('.') && !it.contains([':', '/', '*', ' ']);
        let kind = match name.split_once('/') {
            None if name == "root" => Kind::Root,
            None if is_host(name) => Kind::Service(name.to_owned()),
            Some(("user", name)) if !name.is_empty() => Kind::User(name.to_owned()),
            Some(("role", name)) if !name.is_empty() => Kind::Role(name.to_owned()),
            // The session of a role has the rights of the role.
            Some(("assumed-role", rest)) if !rest.is_empty() => {
                Kind::Role(rest.split('/').next().unwrap_or(rest).to_owned())
            }
            Some(("oidc-provider" | "saml-provider", name)) if !name.is_empty() => {
                Kind::Federated(format!("acs:ram::{account}:{}", text_after(text)))
            }
            _ => return Err(wrong()),
        };
        Ok(Self { account: account.to_owned(), kind })
    }

    /// The principal, as policies are asked about it.
    #[must_use]
    pub fn name(&self) -> PrincipalName<'_> {
        match &self.kind {
            Kind::Root => PrincipalName::Root,
            Kind::User(name) => PrincipalName::User(name),
            Kind::Role(name) => PrincipalName::Role(name),
            Kind::Federated(arn) => PrincipalName::Federated(arn),
            Kind::Service(host) => PrincipalName::Service(host),
        }
    }

    /// Its ARN; of a service, the host.
    #[must_use]
    pub fn arn(&self) -> String {
        let account = &self.account;
        match &self.kind {
            Kind::Root => format!("acs:ram::{account}:root"),
            Kind::User(name) => format!("acs:ram::{account}:user/{name}"),
            Kind::Role(name) => format!("acs:ram::{account}:role/{name}"),
            Kind::Federated(name) | Kind::Service(name) => name.clone(),
        }
    }
}

/// What follows the account in an ARN; the whole text, if it is none.
fn text_after(text: &str) -> &str {
    text.strip_prefix("acs:ram::").and_then(|rest| rest.split_once(':')).map_or(text, |it| it.1)
}

/// An action, as policies name it.
pub fn action(text: &str) -> Result<String, &'static str> {
    match text.split_once(':') {
        Some((service, name)) if !service.is_empty() && !name.is_empty() => Ok(text.to_owned()),
        _ => Err("it must be SERVICE:NAME, such as ram:ListUsers"),
    }
}

/// What policies are asked, with the facts of a call that is not made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// `ram:ListUsers`
    pub action: String,
    /// The resources; none is `*`.
    pub resources: Vec<String>,
    /// `acs:SourceIp`.
    pub ip: Option<IpAddr>,
    /// `acs:CurrentTime`, in milliseconds since 1970.
    pub time: Option<i64>,
    /// Tags that both the resource and the call have.
    pub tags: Vec<(String, String)>,
    /// `acs:MFAPresent`.
    pub mfa: Option<bool>,
    /// `acs:SecureTransport`.
    pub secure: Option<bool>,
    /// The resource group of the resource.
    pub resource_group: Option<String>,
    /// Other condition keys, with their values.
    pub others: Vec<(String, String)>,
}

impl Question {
    fn context(&self, principal: String) -> Context<'_> {
        let mut context = Context::new();
        // One that is given in its place counts.
        if !self.others.iter().any(|(key, _)| key.eq_ignore_ascii_case("acs:PrincipalARN")) {
            context = context.principal(principal);
        }
        if let Some(time) = self.time {
            context = context.time(time);
        }
        if let Some(secure) = self.secure {
            context = context.secure(secure);
        }
        if let Some(ip) = self.ip {
            context = context.source_ip(ip);
        }
        if let Some(present) = self.mfa {
            context = context.mfa(present);
        }
        if let Some(group) = &self.resource_group {
            context = context.resource_group(group);
        }
        for (key, value) in &self.tags {
            context = context.resource_tag(key, value.as_str()).request_tag(key, value.as_str());
        }
        self.others
            .iter()
            .fold(context, |context, (key, value)| context.with(key.as_str(), value.as_str()))
    }

    /// What is decided for `who`, who has these policies; `trust` is the policy of the role that it would assume.
    #[must_use]
    pub fn put(&self, who: &Who, held: &Held<'_>) -> Answer {
        let arn = who.arn();
        let context = self.context(arn.clone());
        let resources: Vec<_> = self.resources.iter().map(|it| Cow::from(it.as_str())).collect();
        let request = Request {
            resource_group: self.resource_group.as_deref(),
            service: known::service_in_arns(&self.action),
            ..Request::new(&self.action, &resources, &context)
        };
        let subject = Subject {
            control: held.control,
            ..Subject::new(&who.account, who.name(), held.rights)
        };
        let decision = match held.trust {
            Some(trust) => policy::assume_role(&subject, trust, &request),
            None => policy::authorize(&subject, &request),
        };
        Answer::of(&decision, &subject, &context, arn)
    }
}

/// The policies that a principal has.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// What is attached to it.
    pub rights: &'a Rights,
    /// The control policies that bind it.
    pub control: &'a [ControlLevel],
    /// The trust policy of the role that it would assume.
    pub trust: Option<&'a Document>,
}

/// What policies decide.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Whether they allow it.
    pub allowed: bool,
    /// Whether a statement denies it.
    pub explicit: bool,
    /// The kind of the policies that decided.
    pub policy_type: PolicyKind,
    /// The ARN of the principal.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource: the first that is denied, or the last.
    pub resource: String,
    /// Which statements of which policies decided.
    pub statements: Vec<String>,
    /// Why, in a sentence.
    pub reason: String,
    /// The statement that would allow it, if one can.
    pub needed: Option<Value>,
}

impl Answer {
    fn of(
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        context: &Context<'_>,
        principal: String,
    ) -> Self {
        let statements: Vec<_> = Decision::statements(&decision.matched).collect();
        let reason = if decision.allowed {
            allowed_by(&statements, decision.policy_type, decision.action, decision.resource)
        } else {
            decision.reason(subject, context)
        };
        Self {
            allowed: decision.allowed,
            explicit: decision.explicit,
            policy_type: decision.policy_type,
            needed: decision.needed(subject.who, &principal, context),
            principal,
            action: decision.action.to_owned(),
            resource: decision.resource.to_owned(),
            statements,
            reason,
        }
    }
}

/// Which statements allow it, in a sentence.
#[must_use]
pub fn allowed_by(statements: &[String], kind: PolicyKind, action: &str, resource: &str) -> String {
    match (statements, kind) {
        ([], PolicyKind::AssumeRolePolicy) => {
            format!("The trust policy of the role allows {action} on {resource}.")
        }
        ([], PolicyKind::ResourcePolicy) => {
            format!("The policy of the resource allows {action} on {resource}.")
        }
        ([], _) => format!("The account itself may do {action} on {resource}."),
        ([one], _) => format!("{one} allows {action} on {resource}."),
        (all, _) => format!("{} allow {action} on {resource}.", all.join("; ")),
    }
}

/// Policies that are given as texts, each with a name: those of a principal, and at most one trust policy.
#[derive(Debug, Default)]
pub struct Given {
    /// Those of the principal.
    pub rights: Rights,
    /// That of the role that it would assume.
    pub trust: Option<Document>,
}

impl Given {
    /// Reads them. A document whose statements have a `Principal` is a trust policy. With a trust policy alone, the
    /// principal's own policies count as if they allowed everything.
    pub fn read(texts: &[(String, String)]) -> Result<Self, String> {
        let (mut attached, mut trust) = (Vec::new(), None);
        for (name, text) in texts {
            let bad = |e: policy::MalformedDocument| format!("{name}: {e}");
            serde_json::from_str::<IgnoredAny>(text)
                .map_err(|e| format!("{name}: it is not JSON: {e}"))?;
            if is_trust(text) {
                let document = Document::parse(text, DocumentKind::Trust).map_err(bad)?;
                if trust.replace(document).is_some() {
                    return Err(format!(
                        "{name}: a role has one trust policy, and this is a second"
                    ));
                }
                continue;
            }
            let document = Document::parse(text, DocumentKind::Identity).map_err(bad)?;
            attached.push(attachment(name, document));
        }
        if attached.is_empty() && trust.is_some() {
            const ALL: &str =
                r#"{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
            let all = Document::parse(ALL, DocumentKind::Identity).map_err(|e| e.to_string())?;
            attached.push(attachment("everything", all));
        }
        Ok(Self { rights: Rights::new(attached), trust })
    }

    /// What they decide.
    #[must_use]
    pub fn decide(&self, question: &Question, who: &Who) -> Answer {
        let trust = self.trust.as_ref();
        question.put(who, &Held { rights: &self.rights, control: &[], trust })
    }
}

fn attachment(name: &str, document: Document) -> Attachment {
    Attachment {
        policy: name.to_owned(),
        kind: PolicyType::Custom,
        version: "v1".to_owned(),
        entity: EntityType::RamUser,
        scope: Scope::Account,
        document: Arc::new(document),
    }
}

/// Whether a document is the trust policy of a role.
#[must_use]
pub fn is_trust(text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return false };
    let statements = match &value["Statement"] {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    statements.iter().any(|it| it.get("Principal").is_some())
}
