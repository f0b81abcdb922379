//! What the policies say of a caller, and what becomes of it: how an action asks for more than
//! the gateway has asked already.

use std::borrow::Cow;

use crate::{
    Caller, Cx, Entry, Principal, Result,
    policy::{self, Context, Decision, Document, PrincipalName, Request, Rights, Subject},
};

/// What decides over one call.
#[derive(Clone, Copy)]
pub struct Authority<'a> {
    /// What is attached to the caller.
    pub rights: &'a Rights,
    /// The facts of the call.
    pub facts: &'a Context<'a>,
    /// What becomes of a decision.
    pub enforcer: &'a dyn Enforcer,
}

/// Makes of a decision what the program was told to: enforce it, record it, or nothing.
pub trait Enforcer {
    /// The error that refuses the call, unless it may go on.
    fn enforce(
        &self,
        decision: &Decision<'_>,
        subject: &Subject<'_>,
        facts: &Context<'_>,
    ) -> Result<()>;
    /// The answer to a question that refuses nothing.
    fn allows(&self, decision: &Decision<'_>, subject: &Subject<'_>) -> bool;
}

/// A judge that lets everything pass.
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
    /// Of what nobody calls: links, and work that is due.
    pub const CLOUD: Authority<'static> =
        Authority { rights: Rights::NONE, facts: &NO_FACTS, enforcer: &AllowAll };
}

/// A refused call, for the product to word.
#[derive(Clone, Copy, Debug)]
pub struct Denial<'a> {
    /// The action that was called.
    pub entry: &'a Entry,
    /// Who called.
    pub caller: &'a Caller,
    /// What was asked and why it is refused.
    pub decision: &'a Decision<'a>,
}

impl Principal {
    /// As the policies tell callers apart. Somebody without a signature has no policies, and
    /// no action that asks for any.
    #[must_use]
    pub fn who(&self) -> PrincipalName<'_> {
        match self {
            Self::Root => PrincipalName::Root,
            Self::User { name, .. } => PrincipalName::User(name),
            Self::Session { role_name, .. } => PrincipalName::Role(role_name),
            Self::Anonymous => PrincipalName::User(""),
        }
    }

    /// The policy that came with the session.
    #[must_use]
    pub fn session_policy(&self) -> Option<&Document> {
        match self {
            Self::Session { policy, .. } => policy.as_deref(),
            _ => None,
        }
    }
}

impl Caller {
    /// The caller with `rights`, as the policy engine wants it.
    #[must_use]
    pub fn subject<'a>(&'a self, rights: &'a Rights) -> Subject<'a> {
        let subject = Subject::new(&self.account, self.principal.who(), rights);
        Subject { session: self.principal.session_policy(), ..subject }
    }
}

impl<'a> Cx<'a> {
    /// The caller, as the policy engine wants it.
    #[must_use]
    pub fn subject(&self) -> Subject<'a> {
        self.caller.subject(self.authority.rights)
    }

    /// Goes on only if the caller may do `action` to all of `resources`.
    pub fn permit(&self, action: &str, resources: &[Cow<'_, str>]) -> Result<()> {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let decision = policy::authorize(&subject, &Request::new(action, resources, facts));
        enforcer.enforce(&decision, &subject, facts)
    }

    /// Whether the caller may do `action` to all of `resources`.
    #[must_use]
    pub fn may(&self, action: &str, resources: &[Cow<'_, str>]) -> bool {
        let Authority { facts, enforcer, .. } = self.authority;
        let subject = self.subject();
        let decision = policy::authorize(&subject, &Request::new(action, resources, facts));
        enforcer.allows(&decision, &subject)
    }
}
