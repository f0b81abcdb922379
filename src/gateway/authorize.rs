//! Whether a caller may do what it asks for: the product's action on its resources, put to the
//! policies inside the call's transaction.

use std::{borrow::Cow, net::IpAddr, sync::Arc};

use actions::{
    Access, ApiError, Authority, Caller, Denial, Judge, Params, Principal, Result,
    core::diagnosis::Diagnosed,
    policy::{self, AuthPrincipal, Context, Decision, Request, Rights, Subject, Who},
    ports::store::Tx,
    text,
};
use serde_json::{Value, json};

use crate::{
    config::Iam,
    gateway::Call,
    route::Target,
    world::{World, identity::Standing, record::Asked},
};

/// For how long a diagnostic message can be decoded. Assumed, as nothing documents it.
const DIAGNOSABLE: i64 = 24 * 60 * 60 * 1000;

/// How many bytes a parameter may have that names a resource: more than any name may. The action
/// refuses a longer one; until then it names nothing, so that policies compare bounded texts.
const LONGEST_NAME: usize = 256;

/// How many names a list of resources may have: no action takes more.
const LONGEST_LIST: usize = 100;

/// Where a call came from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source {
    /// The address of the client.
    pub ip: Option<IpAddr>,
    /// Whether it said that it came over plain HTTP. A call that says nothing counts as safe,
    /// so that policies that ask for it can be tried without a certificate.
    pub plain: bool,
}

/// A call before the policies.
pub(super) struct Gate<'a> {
    world: &'a World,
    call: &'a Call,
    standing: Option<Arc<Standing>>,
}

impl<'a> Gate<'a> {
    /// Looks up what the caller may do.
    pub(super) fn of(world: &'a World, call: &'a Call, tx: &mut dyn Tx) -> Result<Self> {
        let standing =
            if world.iam == Iam::Off { None } else { world.standing(tx, &call.caller)? };
        Ok(Self { world, call, standing })
    }

    fn rights(&self) -> &Rights {
        self.standing.as_ref().map_or(Rights::NONE, |s| &s.rights)
    }

    /// The facts that conditions ask for.
    pub(super) fn facts(&self, now: i64) -> Context<'_> {
        let Some(standing) = &self.standing else { return Context::new() };
        let source = self.call.source;
        let mut facts =
            Context::new().time(now).secure(!source.plain).principal(standing.arn.as_str());
        if let Some(ip) = source.ip {
            facts = facts.source_ip(ip);
        }
        request_tags(facts, self.call)
    }

    /// What the action may ask on its own.
    pub(super) fn authority<'b>(&'b self, facts: &'b Context<'b>) -> Authority<'b> {
        Authority { rights: self.rights(), facts, judge: self }
    }

    /// Lets the call go on, or refuses it.
    pub(super) fn pass(&self, facts: &Context<'_>, tx: &mut dyn Tx) -> Result<()> {
        let target = self.call.target;
        let root = matches!(self.call.caller.principal, Principal::Root);
        let asks = match target.entry.access {
            Access::Free | Access::Trust | Access::Anonymous => false,
            _ if self.world.iam == Iam::Off => false,
            // Nothing to refuse; but a run of the account's own key shows what it needs too.
            _ => !root || self.world.iam == Iam::Audit,
        };
        if !asks {
            return Ok(());
        }
        let action = target.product.ram_action(target.entry);
        let mut resources: Vec<Cow<'_, str>> = Vec::with_capacity(target.entry.resources.len());
        for template in target.entry.resources {
            named(template, self.call, tx, &mut resources)?;
        }
        let subject = self.call.caller.subject(self.rights());
        let settle = |resources: &[Cow<'_, str>], tx: &mut dyn Tx| {
            let service = target.product.arn;
            let request = Request { service, ..Request::new(&action, resources, facts) };
            let decision = policy::authorize(&subject, &request);
            if !decision.allowed && !decision.explicit && self.is_own(tx)? {
                return Ok(());
            }
            self.settle(&decision, &subject, facts)
        };
        if self.world.iam == Iam::Audit && !resources.is_empty() {
            // Each by itself, for the record.
            return resources.iter().try_for_each(|one| settle(std::slice::from_ref(one), tx));
        }
        settle(&resources, tx)
    }

    /// Whether the caller may do it to itself, whatever is attached to it.
    fn is_own(&self, tx: &mut dyn Tx) -> Result<bool> {
        let Call { target, caller, given, .. } = self.call;
        (target.product.own)(tx, caller, target.entry, given)
    }

    fn refusal(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> ApiError {
        let Call { target, caller, .. } = self.call;
        let mut error = (target.product.denied)(&Denial { entry: target.entry, caller, decision });
        let name = display_name(caller, subject.who);
        let principal = || AuthPrincipal {
            auth_principal_type: AuthPrincipal::kind(subject.who),
            auth_principal_owner_id: subject.account,
            auth_principal_display_name: &name,
        };
        let message = Diagnosed {
            account: subject.account.to_owned(),
            until: self.world.clock.now().saturating_add(DIAGNOSABLE),
            message: serde_json::to_value(decision.diagnosis(principal(), facts))
                .unwrap_or_default(),
        };
        let told = principal();
        let detail = json!({
            "AuthAction": decision.action,
            "AuthPrincipalDisplayName": told.auth_principal_display_name,
            "AuthPrincipalOwnerId": told.auth_principal_owner_id,
            "AuthPrincipalType": told.auth_principal_type,
            "EncodedDiagnosticMessage": message.seal(self.world),
            "NoPermissionType": decision.no_permission_type(),
            "PolicyType": decision.policy_type,
        });
        if let Value::Object(detail) = detail {
            error.detail = Some(Box::new(detail));
        }
        error
    }
}

impl Judge for Gate<'_> {
    fn settle(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> Result<()> {
        if self.answer(decision, subject) {
            if !decision.allowed && self.world.iam == Iam::Audit {
                let refusal = self.refusal(decision, subject, facts);
                // The first is the one that the call would have been refused with.
                let _ = self.call.audit.set(refusal.code);
            }
            return Ok(());
        }
        Err(self.refusal(decision, subject, facts))
    }

    fn answer(&self, decision: &Decision<'_>, subject: &Subject<'_>) -> bool {
        if self.world.iam == Iam::Audit {
            let asked = Asked {
                principal: self.principal(subject),
                action: decision.action.to_owned(),
                resource: decision.resource.to_owned(),
            };
            self.world.record.add(asked, decision.allowed);
        }
        decision.allowed || self.world.iam != Iam::Enforce
    }
}

/// How `AccessDeniedDetail` calls somebody.
fn display_name(caller: &Caller, who: Who<'_>) -> String {
    match (&caller.principal, who) {
        // `saml-provider/<name>` of the provider's ARN.
        (_, Who::Federated(arn)) => arn.rsplit(':').next().unwrap_or(arn).to_owned(),
        (Principal::User { id, .. }, _) => id.clone(),
        (Principal::Session { role_name, session, .. }, _) => format!("{role_name}:{session}"),
        (Principal::Root | Principal::Anonymous, _) => caller.account.clone(),
    }
}

/// Adds the resources that `template` means for this call: one, or one for each of the list that it names.
///
/// A list that the call does not have, or has in no form that is read, is `*`, as is one that is longer than any.
fn named(
    template: &'static str,
    call: &Call,
    tx: &mut dyn Tx,
    resources: &mut Vec<Cow<'_, str>>,
) -> Result<()> {
    let parts = template.split_once(".N}").and_then(|(start, after)| {
        let (before, name) = start.rsplit_once('{')?;
        Some((before, name, after))
    });
    let Some((before, name, after)) = parts else {
        resources.push(fill(template, call, tx)?);
        return Ok(());
    };
    let (before, after) = (fill(before, call, tx)?, fill(after, call, tx)?);
    // With the reader that the action has: of both forms of a list.
    let mut params = Params::new(&call.given, call.target.product.wording);
    let read = params.json(name, |p| p.list(text(name), LONGEST_LIST));
    let items = read.ok().flatten().filter(|items| !items.is_empty());
    for item in items.unwrap_or_else(|| vec!["*".to_owned()]) {
        let item = if item.len() > LONGEST_NAME { "*" } else { &item };
        resources.push(Cow::Owned(format!("{before}{item}{after}")));
    }
    Ok(())
}

/// The resource that `template` means for this call: see [`Action::RESOURCES`].
///
/// A parameter that the call does not have is `*`, so only a policy on all of them allows it, as is
/// one that is longer than any name; a user that it does not name is the one who calls.
///
/// [`Action::RESOURCES`]: actions::Action::RESOURCES
fn fill<'t>(template: &'t str, call: &Call, tx: &mut dyn Tx) -> Result<Cow<'t, str>> {
    if !template.contains('{') {
        return Ok(Cow::Borrowed(template));
    }
    let Call { target, caller, given, .. } = call;
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let resolved = (target.product.resolve)(tx, caller, given, name)?;
        let meant = match (name, &caller.principal) {
            ("owner", _) if given.get("PolicyType") == Some("System") => "system",
            ("account" | "owner", _) => &caller.account,
            _ if resolved.is_some() => resolved.as_deref().unwrap_or_default(),
            ("UserName", Principal::User { name: own, .. }) => given.filled(name).unwrap_or(own),
            _ => given.filled(name).unwrap_or("*"),
        };
        out.push_str(if meant.len() > LONGEST_NAME { "*" } else { meant });
        rest = tail;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// Adds the tags that the action would read from the call.
///
/// Tags that it would refuse are none: nothing will come of them, so whoever may call it whatever
/// the tags gets the parameter's error, and nobody else.
fn request_tags<'a>(facts: Context<'a>, call: &Call) -> Context<'a> {
    let Target { product, entry } = call.target;
    let Some(read) = entry.tags else { return facts };
    let tags = read(&mut Params::new(&call.given, product.wording)).unwrap_or_default();
    tags.into_iter()
        .fold(facts, |facts, (key, value)| facts.request_tag(&key, value.unwrap_or_default()))
}

impl Gate<'_> {
    fn principal(&self, subject: &Subject<'_>) -> String {
        match (&self.standing, subject.who) {
            (Some(standing), _) => standing.arn.clone(),
            (None, Who::Federated(arn)) => arn.to_owned(),
            (None, _) => format!("acs:ram::{}:root", subject.account),
        }
    }
}
