//! What decides over the calls of a product beside the policies of RAM: the policies that its resources have themselves, and
//! whether an account may use it at all.

use crate::{
    Caller, Result,
    policy::{Context, Decision, PolicyKind},
    ports::store::Tx,
};

/// What the policy of a resource says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing.
    Silent,
    /// That it is allowed.
    Allows,
    /// That it is denied, whatever other policies say.
    Denies,
}

/// A question to the policy of a resource.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Who calls.
    pub caller: &'a Caller,
    /// The action, as policies name it.
    pub action: &'a str,
    /// The ARN of the resource.
    pub resource: &'a str,
    /// The facts of the call.
    pub facts: &'a Context<'a>,
}

/// Facts of a resource: keys of conditions with their values.
pub type Facts = Vec<(String, String)>;

/// The guard of a product whose resources have policies.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// Refuses an account that may not use an action of the product now, whoever calls.
    pub admits: fn(&mut dyn Tx, &Caller, action: &str) -> Result<()>,
    /// What the policy of a resource says. An error is the answer of the call.
    pub rules: fn(&mut dyn Tx, &Asked<'_>) -> Result<Ruling>,
    /// The keys of conditions that say something of a resource, with their values.
    pub facts: fn(&mut dyn Tx, resource: &str) -> Result<Facts>,
}

/// Whether a resource belongs to another account than this, as its ARN has it.
#[must_use]
pub fn is_foreign(resource: &str, account: &str) -> bool {
    let owner = resource.split(':').nth(3).unwrap_or_default();
    owner.bytes().all(|b| b.is_ascii_digit()) && !owner.is_empty() && owner != account
}

impl Ruling {
    /// What comes of a decision of RAM's policies. In the own account either allows and either denies; what belongs to
    /// another account both have to allow.
    #[must_use]
    pub fn over(self, decision: Decision<'_>, foreign: bool) -> Decision<'_> {
        let policy_type = PolicyKind::ResourcePolicy;
        let by_caller = matches!(
            decision.policy_type,
            PolicyKind::AccountLevelIdentityBasedPolicy
                | PolicyKind::ResourceGroupLevelIdentityBasedPolicy
        );
        let (allowed, explicit) = match self {
            Self::Denies if !decision.explicit => (false, true),
            Self::Silent if foreign && !decision.explicit => (false, false),
            Self::Allows if !foreign && !decision.allowed && !decision.explicit && by_caller => {
                (true, false)
            }
            _ => return decision,
        };
        Decision { allowed, explicit, policy_type, matched: Vec::new(), ..decision }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(allowed: bool, explicit: bool, policy_type: PolicyKind) -> Decision<'static> {
        let (action, resource) = ("kms:Encrypt", "acs:kms:cn-hangzhou:1:key/a");
        Decision {
            allowed,
            explicit,
            policy_type,
            matched: Vec::new(),
            action,
            resource,
            service: Some("kms"),
        }
    }

    #[test]
    fn either_allows_in_the_own_account_and_both_in_another() {
        let own = PolicyKind::AccountLevelIdentityBasedPolicy;
        let (yes, no, never) = ((true, false), (false, false), (false, true));
        // What RAM says, what the resource says: in the own account, in another one.
        for (ram, resource, at_home, abroad) in [
            (yes, Ruling::Silent, yes, no),
            (yes, Ruling::Allows, yes, yes),
            (yes, Ruling::Denies, never, never),
            (no, Ruling::Silent, no, no),
            (no, Ruling::Allows, yes, no),
            (no, Ruling::Denies, never, never),
            (never, Ruling::Silent, never, never),
            (never, Ruling::Allows, never, never),
            (never, Ruling::Denies, never, never),
        ] {
            for (foreign, want) in [(false, at_home), (true, abroad)] {
                let got = resource.over(decided(ram.0, ram.1, own), foreign);
                assert_eq!((got.allowed, got.explicit), want, "{ram:?} {resource:?} {foreign}");
            }
        }
        for restricting in [PolicyKind::SessionPolicy, PolicyKind::ControlPolicy] {
            let got = Ruling::Allows.over(decided(false, false, restricting), false);
            assert!(!got.allowed, "{restricting:?}");
        }
    }

    #[test]
    fn what_an_arn_says_of_its_account_counts() {
        assert!(is_foreign("acs:kms:cn-hangzhou:2:key/a", "1"));
        for own in ["acs:kms:cn-hangzhou:1:key/a", "*", "acs:kms:*:*:*", ""] {
            assert!(!is_foreign(own, "1"), "{own}");
        }
    }
}
