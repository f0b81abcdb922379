//! Authorization: evaluates the policies for an action and its resources, inside the call's transaction.

use std::{borrow::Cow, net::IpAddr, sync::Arc};

use actions::{
    Access, ApiError, Authority, Caller, Denial, Enforcer, Principal, Result,
    core::{
        diagnosis::Diagnosed,
        group_of_call::{group_of_call, group_of_resource},
        guard::Ruling,
    },
    policy::{
        self, AuthPrincipal, Context, ControlLevel, Decision, Document, PolicyKind, PrincipalName,
        Request, Rights, Subject,
    },
    ports::store::Tx,
};
use serde_json::{Value, json};

use crate::{
    config::Iam,
    exchange::{Call, PolicyDecision, PolicyQuestion},
    gateway::{call_resources, guarded, tag_facts},
    world::{
        World,
        identity::{CallerRights, Generation},
    },
};

/// For how long a diagnostic message can be decoded: a day (assumed: nothing documents it).
const DIAGNOSABLE: i64 = 24 * 60 * 60 * 1000;

pub use crate::exchange::Source;

/// The authorization of a call.
pub(super) struct CallAuthorization<'a> {
    world: &'a World,
    call: &'a Call,
    caller_rights: Option<Arc<CallerRights>>,
    control: Option<Arc<Vec<ControlLevel>>>,
    /// Whether a policy depends on resource groups.
    by_group: bool,
    /// The resource group that the call is about; looked up where a policy depends on it.
    resource_group: Option<String>,
}

impl<'a> CallAuthorization<'a> {
    /// Looks up what the caller may do, by the generation that it was before the transaction began to read.
    pub(super) fn of(
        world: &'a World,
        call: &'a Call,
        generation: Generation,
        tx: &mut dyn Tx,
    ) -> Result<Self> {
        // The work may be run anew, after it was undone.
        call.decisions.all().clear();
        Self::looked_up(world, call, generation, tx)
    }

    /// [`of`](Self::of), for a call that was answered: what was decided over it stays.
    pub(super) fn looked_up(
        world: &'a World,
        call: &'a Call,
        generation: Generation,
        tx: &mut dyn Tx,
    ) -> Result<Self> {
        let mut it = Self {
            world,
            call,
            caller_rights: None,
            control: None,
            by_group: false,
            resource_group: None,
        };
        if world.iam == Iam::Off || matches!(call.caller.principal, Principal::Anonymous) {
            return Ok(it);
        }
        it.caller_rights = world.caller_rights(generation, tx, &call.caller)?;
        if !it.caller_rights.as_ref().is_some_and(|found| found.service_linked) {
            let account = &call.caller.account;
            it.control = Some(world.control_levels(generation, tx, account)?);
        }
        it.by_group = it.caller_rights.is_some() && it.asks_for_group();
        if it.by_group {
            it.resource_group = group_of_call(
                tx,
                (call.target.owner(), call.target.entry),
                (&call.caller, &call.region),
                &call.parameters,
            )?;
        }
        Ok(it)
    }

    /// Whether a policy of the caller depends on the resource group that the call is about.
    fn asks_for_group(&self) -> bool {
        let session = self.call.caller.principal.session_policy();
        self.rights().ask_for_group()
            || session.is_some_and(Document::asks_for_group)
            || self.control().iter().any(ControlLevel::asks_for_group)
    }

    /// The control policies that bind the caller.
    pub(super) fn control(&self) -> &[ControlLevel] {
        self.control.as_ref().map_or(&[], |levels| levels)
    }

    /// What is attached to the caller.
    pub(super) fn rights(&self) -> &Rights {
        self.caller_rights.as_ref().map_or(Rights::NONE, |s| &s.rights)
    }

    /// The resource group that a resource is in, or else that the call is about, where a policy depends on it.
    pub(super) fn group_of(&self, resource: &str, tx: &mut dyn Tx) -> Result<Option<String>> {
        if !self.by_group {
            return Ok(None);
        }
        let own = group_of_resource(tx, &self.call.caller.account, resource)?;
        Ok(own.or_else(|| self.resource_group.clone()))
    }

    /// The facts that conditions ask for.
    pub(super) fn facts(&self, now: i64) -> Context<'_> {
        let source = self.call.source;
        let arn: Cow<'_, str> = match &self.caller_rights {
            Some(caller_rights) => caller_rights.arn.as_str().into(),
            // Nothing but control policies asks about the account itself; actions may ask where it calls from.
            None if self.control().is_empty() => return calling_from(Context::new(), source.ip),
            None => root_arn(&self.call.caller.account).into(),
        };
        let facts = Context::new().time(now).secure(!source.plain).principal(arn);
        let mut facts = calling_from(facts, source.ip);
        if let Some(group) = &self.resource_group {
            facts = facts.resource_group(group.as_str());
        }
        tag_facts::of_request(facts, self.call)
    }

    /// What the action may ask on its own.
    pub(super) fn authority<'b>(&'b self, facts: &'b Context<'b>) -> Authority<'b> {
        Authority { rights: self.rights(), control: self.control(), facts, enforcer: self }
    }

    /// Allows the call, or refuses it.
    pub(super) fn pass(&self, facts: &Context<'_>, tx: &mut dyn Tx) -> Result<()> {
        let target = self.call.target;
        let root = matches!(self.call.caller.principal, Principal::Root);
        let asks = match target.entry.access {
            Access::Free | Access::Trust | Access::Anonymous => false,
            _ if self.world.iam == Iam::Off => false,
            // Only control policies and those of resources refuse it anything; but a run of the account's own key
            // shows what it needs too.
            _ => {
                !root
                    || self.world.iam == Iam::Audit
                    || !self.control().is_empty()
                    || target.product.guard.is_some()
            }
        };
        if !asks {
            return Ok(());
        }
        let action = target.product.ram_action(target.entry);
        let other = target.product.other_ram_action(target.entry);
        let resources = call_resources::resources(self.call, tx)?;
        let subject = self.call.caller.subject(self.rights(), self.control());
        let enforce = |resources: &[Cow<'_, str>], tx: &mut dyn Tx| {
            let resource = resources.first().map_or("*", |it| &**it);
            let group = self.group_of(resource, tx)?;
            let resource_group = group.as_deref();
            let grouped = group.clone().map(|it| facts.clone().resource_group(it));
            let facts = grouped.as_ref().unwrap_or(facts);
            let tagged = tag_facts::of_resource(self.call, facts, resources, tx)?;
            let facts = tagged.as_ref().unwrap_or(facts);
            let service = target.product.arn_of(target.entry);
            let known = self.caller_rights.is_some();
            let with_resource = guarded::facts(self.call, known, (facts, resource), tx)?;
            let facts = with_resource.as_ref().unwrap_or(facts);
            let (ruling, foreign) = guarded::ruling(self.call, &action, (facts, resource), tx)?;
            let undecided = ruling == Ruling::Silent && !foreign && self.control().is_empty();
            if root && undecided && self.world.iam == Iam::Enforce {
                return Ok(());
            }
            let shared = ruling == Ruling::Allows;
            let decide = |action| {
                let request = Request::new(action, resources, facts);
                let request = Request { service, resource_group, shared, ..request };
                ruling.over(policy::authorize(&subject, &request), foreign)
            };
            let mut decision = decide(&action);
            if let Some(other) =
                other.as_deref().filter(|_| !decision.allowed && !decision.explicit)
            {
                let by_other = decide(other);
                if by_other.allowed {
                    decision = by_other;
                }
            }
            let binding = [PolicyKind::ControlPolicy, PolicyKind::ResourcePolicy];
            if !decision.allowed && !binding.contains(&decision.policy_type) {
                if root && self.world.iam == Iam::Enforce {
                    return Ok(());
                }
                if !decision.explicit && self.is_own(tx)? {
                    return Ok(());
                }
            }
            let Err(denied) = self.enforce(&decision, &subject, facts) else { return Ok(()) };
            // What is told of the refusal is the same, whoever words it.
            let own = (target.product.denied_in_account)(tx, &self.call.caller)?;
            Err(match own {
                Some(mut own) => {
                    let denied = denied.into_fields();
                    (own.detail, own.hint) = (denied.detail, denied.hint);
                    own
                }
                None => denied,
            })
        };
        if resources.is_empty() {
            return enforce(&resources, tx);
        }
        // Each by itself, for the record.
        resources.iter().try_for_each(|one| enforce(std::slice::from_ref(one), tx))
    }

    /// Whether users may do it for themselves without a policy.
    fn is_own(&self, tx: &mut dyn Tx) -> Result<bool> {
        let Call { target, caller, parameters, .. } = self.call;
        (target.product.self_service)(tx, caller, target.entry, parameters)
    }

    fn refusal(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> ApiError {
        let Call { target, caller, parameters, .. } = self.call;
        let denial = Denial { entry: target.entry, caller, parameters, decision };
        let mut error = (target.product.denied)(&denial);
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
        error.with_hint(decision.reason(subject, facts))
    }
}

impl Enforcer for CallAuthorization<'_> {
    fn enforce(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> Result<()> {
        if self.world.iam == Iam::Off {
            return Ok(());
        }
        if decision.allowed {
            self.note(decision, (subject, facts), None, None);
            return Ok(());
        }
        let refusal = self.refusal(decision, subject, facts);
        let passes = self.world.iam == Iam::Audit;
        let why = refusal.hint.as_deref().map(str::to_owned);
        self.note(decision, (subject, facts), why, passes.then(|| refusal.code.clone()));
        if passes { Ok(()) } else { Err(refusal) }
    }

    fn allows(&self, decision: &Decision<'_>, subject: &Subject<'_>) -> bool {
        self.note(decision, (subject, &Context::new()), None, None);
        decision.allowed || self.world.iam != Iam::Enforce
    }
}

/// The ARN of an account itself.
fn root_arn(account: &str) -> String {
    format!("acs:ram::{account}:root")
}

/// The name of a principal in `AccessDeniedDetail`.
fn display_name(caller: &Caller, who: PrincipalName<'_>) -> String {
    match (&caller.principal, who) {
        // `saml-provider/<name>` of the provider's ARN.
        (_, PrincipalName::Federated(arn)) => arn.rsplit(':').next().unwrap_or(arn).to_owned(),
        (Principal::User { id, .. }, _) => id.clone(),
        (Principal::Session { role_name, session, .. }, _) => format!("{role_name}:{session}"),
        (Principal::Root | Principal::Anonymous, _) => caller.account.clone(),
    }
}

/// Adds where a call comes from, if that is known.
fn calling_from(facts: Context<'_>, ip: Option<IpAddr>) -> Context<'_> {
    match ip {
        Some(ip) => facts.source_ip(ip),
        None => facts,
    }
}

impl CallAuthorization<'_> {
    /// Keeps a decision, for the journal.
    fn note(
        &self,
        decision: &Decision<'_>,
        (subject, facts): (&Subject<'_>, &Context<'_>),
        why: Option<String>,
        passed: Option<Cow<'static, str>>,
    ) {
        let principal = self.principal(subject);
        let needed = decision.needed(subject.who, &principal, facts);
        let asked = PolicyQuestion {
            principal,
            action: decision.action.to_owned(),
            resource: decision.resource.to_owned(),
        };
        self.call.decisions.all().push(PolicyDecision {
            asked,
            allowed: decision.allowed,
            explicit: decision.explicit,
            kind: decision.policy_type,
            matched: decision.matched.clone(),
            denial: why.map(|why| Box::new((why, needed))),
            passed,
        });
    }

    fn principal(&self, subject: &Subject<'_>) -> String {
        match (&self.caller_rights, subject.who) {
            (Some(caller_rights), _) => caller_rights.arn.clone(),
            (None, PrincipalName::Federated(arn)) => arn.to_owned(),
            (None, _) => root_arn(subject.account),
        }
    }
}
