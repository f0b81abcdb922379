//! Policy checks from inside an action, beyond those that the gateway has made already.

use std::borrow::Cow;

use crate::{
    Caller, Cx, Entry, Principal, Result,
    policy::{
        self, Context, ControlLevel, Decision, Document, PrincipalName, Request, Rights, Subject,
    },
};

/// What authorizes one call.
#[derive(Clone, Copy)]
pub struct Authority<'a> {
    /// The policies attached to the caller.
    pub rights: &'a Rights,
    /// The control policies that bind the caller: see [`Subject::control`].
    pub control: &'a [ControlLevel],
    /// The request context: condition keys with their values.
    pub facts: &'a Context<'a>,
    /// Enforces decisions.
    pub enforcer: &'a dyn Enforcer,
}

/// Applies policy decisions according to the mode of the server: enforce, audit, or off.
pub trait Enforcer {
    /// Returns an error if the call must be denied.
    fn enforce(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> Result<()>;
    /// Whether the decision allows it, without denying the call.
    fn allows(&self, decision: &Decision<'_>, subject: &Subject<'_>) -> bool;
}

/// Allows everything.
#[derive(Clone, Copy, Debug)]
pub struct AllowAll;

impl Enforcer for AllowAll {
    fn enforce(&self, _: &Decision<'_>, _: &Subject<'_>, _: &Context<'_>) -> Result<()> {
        Ok(())
    }
    fn allows(&self, _: &Decision<'_>, _: &Subject<'_>) -> bool {
        true
    }
}

static NO_FACTS: Context<'static> = Context::new();

impl Authority<'_> {
    /// For work without a caller: opened links and due work.
    pub const CLOUD: Authority<'static> =
        Authority { rights: Rights::NONE, control: &[], facts: &NO_FACTS, enforcer: &AllowAll };
}

/// A denied call; the product turns it into its error.
#[derive(Clone, Copy, Debug)]
pub struct Denial<'a> {
    /// The action that was called.
    pub entry: &'a Entry,
    /// Who called.
    pub caller: &'a Caller,
    /// What was requested and why it is denied.
    pub decision: &'a Decision<'a>,
}

impl Principal {
    /// The principal as policies identify it. An anonymous caller has no policies, and the actions
    /// it can call need none.
    #[must_use]
    pub fn who(&self) -> PrincipalName<'_> {
        match self {
            Self::Root => PrincipalName::Root,
            Self::User { name, .. } => PrincipalName::User(name),
            Self::Session { role_name, .. } => PrincipalName::Role(role_name),
            Self::Anonymous => PrincipalName::User(""),
        }
    }

    /// The session policy, if one was passed.
    #[must_use]
    pub fn session_policy(&self) -> Option<&Document> {
        match self {
            Self::Session { policy, .. } => policy.as_deref(),
            _ => None,
        }
    }
}

impl Caller {
    /// The caller with `rights`, bound by `control`, in the form the policy engine takes.
    #[must_use]
    pub fn subject<'a>(&'a self, rights: &'a Rights, control: &'a [ControlLevel]) -> Subject<'a> {
        let subject = Subject::new(&self.account, self.principal.who(), rights);
        Subject { session: self.principal.session_policy(), control, ..subject }
    }
}

impl<'a> Cx<'a> {
    /// The caller, in the form the policy engine takes.
    #[must_use]
    pub fn subject(&self) -> Subject<'a> {
        self.caller.subject(self.authority.rights, self.authority.control)
    }

    /// Returns an error unless the caller is allowed `action` on all of `resources`.
    pub fn permit(&self, action: &str, resources: &[Cow<'_, str>]) -> Result<()> {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let decision = policy::authorize(&subject, &Request::new(action, resources, facts));
        enforcer.enforce(&decision, &subject, facts)
    }

    /// Whether the caller is allowed `action` on all of `resources`.
    #[must_use]
    pub fn may(&self, action: &str, resources: &[Cow<'_, str>]) -> bool {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let decision = policy::authorize(&subject, &Request::new(action, resources, facts));
        enforcer.allows(&decision, &subject)
    }

    /// [`may`](Self::may), on resources that the resource group of this id holds.
    #[must_use]
    pub fn may_within(&self, group: &str, action: &str, resources: &[Cow<'_, str>]) -> bool {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let facts = facts.clone().resource_group(group.to_owned());
        let request =
            Request { resource_group: Some(group), ..Request::new(action, resources, &facts) };
        enforcer.allows(&policy::authorize(&subject, &request), &subject)
    }
}
