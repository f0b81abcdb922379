//! The algorithm (reference, 8.4): which policies are asked, in which order, and
//! whose word counts.

use std::{borrow::Cow, sync::Arc};

use super::{
    condition::Context,
    decision::{Attachment, Decision, Matched, PolicyKind, Rights, Scope},
    document::{Ask, Document, Effect, Verdict},
    matching::{ActionName, Resource},
    principal::Who,
};

/// Who calls, with all that may grant or refuse it something.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The account it belongs to.
    pub account: &'a str,
    /// Who of that account.
    pub who: Who<'a>,
    /// What is attached to it; for a role session, to the role.
    pub rights: &'a Rights,
    /// The policy that came with `AssumeRole`.
    pub session: Option<&'a Document>,
    /// The control policies of each level of the resource directory, from the
    /// member up to the root; empty where they do not apply.
    pub control: &'a [Rights],
}

impl<'a> Subject<'a> {
    /// Somebody with `rights`, and nothing that narrows them.
    #[must_use]
    pub const fn new(account: &'a str, who: Who<'a>, rights: &'a Rights) -> Self {
        Self { account, who, rights, session: None, control: &[] }
    }
}

/// What a caller wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `ram:ListUsers`
    pub action: &'a str,
    /// All of them must be allowed. None is the same as `*`.
    pub resources: &'a [Cow<'a, str>],
    /// The facts of the call.
    pub context: &'a Context<'a>,
    /// The group that holds the resources.
    pub resource_group: Option<&'a str>,
    /// What ARNs call the service of the action, if they can name its resources.
    pub service: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// A request that names no resource group, of a service that ARNs call as actions do.
    #[must_use]
    pub fn new(action: &'a str, resources: &'a [Cow<'a, str>], context: &'a Context<'a>) -> Self {
        let service = action.split_once(':').map(|(service, _)| service);
        Self { action, resources, context, resource_group: None, service }
    }
}

/// Decides whether `subject` may do what it wants. Of several resources the first
/// that is refused is reported.
#[must_use]
pub fn authorize<'a>(subject: &Subject<'a>, request: &Request<'a>) -> Decision<'a> {
    each(subject, request, |ask| {
        // Another account's resources are out of reach, but by a role of that account.
        if ask.resource.account().is_some_and(|owner| owner != subject.account) {
            return Stage::of(PolicyKind::AccountLevelIdentityBasedPolicy, Verdict::ImplicitDeny);
        }
        identity(subject, request, ask)
    })
}

/// Decides whether `subject` may assume the role whose trust policy is `trust`:
/// both its own policies and the role's must allow it. Where an identity provider
/// or a service stands for the caller, the trust policy alone decides. The account
/// itself may assume no role.
#[must_use]
pub fn assume_role<'a>(
    subject: &Subject<'a>,
    trust: &Document,
    request: &Request<'a>,
) -> Decision<'a> {
    each(subject, request, |ask| {
        let trusted = Stage::of(PolicyKind::AssumeRolePolicy, trust.verdict(ask));
        match subject.who {
            Who::Root => Stage::of(PolicyKind::AssumeRolePolicy, Verdict::ImplicitDeny),
            Who::Federated(_) | Who::Service(_) => trusted,
            Who::User(_) | Who::Role(_) => {
                let own = identity(subject, request, ask);
                match (own.verdict, trusted.verdict) {
                    (Verdict::ExplicitDeny, _) | (Verdict::Allow, Verdict::Allow) => own,
                    (Verdict::Allow, _) | (_, Verdict::ExplicitDeny) => trusted,
                    (Verdict::ImplicitDeny, _) => own,
                }
            }
        }
    })
}

/// What one kind of policies says.
struct Stage {
    verdict: Verdict,
    kind: PolicyKind,
    matched: Vec<Matched>,
}

impl Stage {
    fn of(kind: PolicyKind, verdict: Verdict) -> Self {
        Self { verdict, kind, matched: Vec::new() }
    }
}

fn each<'a>(
    subject: &Subject<'a>,
    request: &Request<'a>,
    decide: impl Fn(&Ask<'_>) -> Stage,
) -> Decision<'a> {
    let action = request.action.to_ascii_lowercase();
    let resources = if request.resources.is_empty() { &[EVERYTHING] } else { request.resources };
    let mut stage = Stage::of(PolicyKind::AccountLevelIdentityBasedPolicy, Verdict::ImplicitDeny);
    let mut last = "*";
    for text in resources {
        let resource = Resource::new(text, request.service);
        let ask = Ask {
            action: ActionName::new(&action),
            resource: &resource,
            context: request.context,
            who: subject.who,
            account: subject.account,
        };
        (stage, last) = (decide(&ask), text);
        if stage.verdict != Verdict::Allow {
            break;
        }
    }
    Decision {
        allowed: stage.verdict == Verdict::Allow,
        explicit: stage.verdict == Verdict::ExplicitDeny,
        policy_type: stage.kind,
        matched: stage.matched,
        action: request.action,
        resource: last,
        service: request.service,
    }
}

const EVERYTHING: Cow<'static, str> = Cow::Borrowed("*");

/// The side of the caller: control policies, then the session policy, then its own.
fn identity(subject: &Subject<'_>, request: &Request<'_>, ask: &Ask<'_>) -> Stage {
    let account_level = PolicyKind::AccountLevelIdentityBasedPolicy;
    if subject.who == Who::Root {
        return Stage::of(account_level, Verdict::Allow);
    }
    for level in subject.control {
        let stage = asked(PolicyKind::ControlPolicy, &level.account, ask);
        if stage.verdict != Verdict::Allow {
            return stage;
        }
    }
    if let Some(session) = subject.session {
        let verdict = session.verdict(ask);
        if verdict != Verdict::Allow {
            return Stage::of(PolicyKind::SessionPolicy, verdict);
        }
    }
    let stage = asked(account_level, &subject.rights.account, ask);
    let Some(group) = request.resource_group.filter(|_| stage.verdict == Verdict::ImplicitDeny)
    else {
        return stage;
    };
    let holds = |a: &&Arc<Attachment>| matches!(&a.scope, Scope::ResourceGroup(g) if g == group);
    let in_group = asked(
        PolicyKind::ResourceGroupLevelIdentityBasedPolicy,
        subject.rights.grouped.iter().filter(holds),
        ask,
    );
    if in_group.verdict == Verdict::ImplicitDeny { stage } else { in_group }
}

/// The basic evaluation of a set of policies: the strongest of what they say, and
/// those that say it.
fn asked<'p>(
    kind: PolicyKind,
    policies: impl IntoIterator<Item = &'p Arc<Attachment>>,
    ask: &Ask<'_>,
) -> Stage {
    let mut stage = Stage::of(kind, Verdict::ImplicitDeny);
    for policy in policies {
        let verdict = policy.document.verdict(ask);
        if verdict < stage.verdict || verdict == Verdict::ImplicitDeny {
            continue;
        }
        if verdict > stage.verdict {
            stage.verdict = verdict;
            stage.matched.clear();
        }
        let effect = if verdict == Verdict::Allow { Effect::Allow } else { Effect::Deny };
        stage.matched.push(Matched { effect, attachment: Arc::clone(policy) });
    }
    stage
}
