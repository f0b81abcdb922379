//! What authorizes a call: the policies that count, and who enforces what they decide.

use crate::{
    Result,
    policy::{Context, ControlLevel, Decision, Rights, Subject},
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
