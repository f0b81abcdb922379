//! The evaluation algorithm (reference, 8.4): which policies are evaluated, in which order, and
//! which result wins.

use std::{borrow::Cow, sync::Arc};

use super::{
    context::Context,
    decision::{Attachment, ControlLevel, Decision, Matched, PolicyKind, Rights, Scope},
    document::{AccessQuery, Document, Effect, Evaluation},
    matching::{ActionName, Resource},
    principal::PrincipalName,
};

/// The caller with all policies that apply to it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The account it belongs to.
    pub account: &'a str,
    /// The principal within that account.
    pub who: PrincipalName<'a>,
    /// What is attached to it; for a role session, to the role.
    pub rights: &'a Rights,
    /// The policy that came with `AssumeRole`.
    pub session: Option<&'a Document>,
    /// The control policies of each level of the resource directory, from the
    /// member up to the root; empty where they do not apply.
    pub control: &'a [ControlLevel],
}

impl<'a> Subject<'a> {
    /// A caller with `rights`, without a session policy or control policies.
    #[must_use]
    pub const fn new(account: &'a str, who: PrincipalName<'a>, rights: &'a Rights) -> Self {
        Self { account, who, rights, session: None, control: &[] }
    }
}

/// A request to authorize.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `ram:ListUsers`
    pub action: &'a str,
    /// All of them must be allowed. Empty means `*`.
    pub resources: &'a [Cow<'a, str>],
    /// The facts of the call.
    pub context: &'a Context<'a>,
    /// The group that holds the resources.
    pub resource_group: Option<&'a str>,
    /// The service name of the action in ARNs, if its resources have ARNs.
    pub service: Option<&'a str>,
    /// Whether another account, which the resources belong to, lets the caller at them.
    pub shared: bool,
}

impl<'a> Request<'a> {
    /// A request without a resource group, whose service has the same name in ARNs as in actions.
    #[must_use]
    pub fn new(action: &'a str, resources: &'a [Cow<'a, str>], context: &'a Context<'a>) -> Self {
        let service = action.split_once(':').map(|(service, _)| service);
        Self { action, resources, context, resource_group: None, service, shared: false }
    }
}

/// Decides whether `subject` is allowed the request. The first denied resource is reported.
#[must_use]
pub fn authorize<'a>(subject: &Subject<'a>, request: &Request<'a>) -> Decision<'a> {
    each(subject, request, |query| {
        if let Some((_, refused)) = refusing_level(subject, query) {
            return refused;
        }
        // Resources of another account are accessible only through a role of that account, or by their own policies.
        if !request.shared && query.resource.account().is_some_and(|owner| owner != subject.account)
        {
            return StageResult::of(
                PolicyKind::AccountLevelIdentityBasedPolicy,
                Evaluation::ImplicitDeny,
            );
        }
        identity(subject, request, query)
    })
}

/// Decides whether `subject` may assume the role whose trust policy is `trust`: both its own
/// policies and the role's must allow it, and no control policy may be in the way. For a federated
/// caller or a service, the trust policy alone decides. The root of an account may assume no role.
#[must_use]
pub fn assume_role<'a>(
    subject: &Subject<'a>,
    trust: &Document,
    request: &Request<'a>,
) -> Decision<'a> {
    each(subject, request, |query| {
        let trusted = StageResult::of(PolicyKind::AssumeRolePolicy, trust.evaluation(query));
        match subject.who {
            PrincipalName::Root => {
                StageResult::of(PolicyKind::AssumeRolePolicy, Evaluation::ImplicitDeny)
            }
            PrincipalName::Federated(_) | PrincipalName::Service(_) => trusted,
            PrincipalName::User(_) | PrincipalName::Role(_) => {
                if let Some((_, refused)) = refusing_level(subject, query) {
                    return refused;
                }
                let own = identity(subject, request, query);
                match (own.evaluation, trusted.evaluation) {
                    (Evaluation::ExplicitDeny, _) | (Evaluation::Allow, Evaluation::Allow) => own,
                    (Evaluation::Allow, _) | (_, Evaluation::ExplicitDeny) => trusted,
                    (Evaluation::ImplicitDeny, _) => own,
                }
            }
        }
    })
}

/// The result of one kind of policies.
pub(super) struct StageResult {
    evaluation: Evaluation,
    kind: PolicyKind,
    matched: Vec<Matched>,
}

impl StageResult {
    fn of(kind: PolicyKind, evaluation: Evaluation) -> Self {
        Self { evaluation, kind, matched: Vec::new() }
    }
}

fn each<'a>(
    subject: &Subject<'a>,
    request: &Request<'a>,
    decide: impl Fn(&AccessQuery<'_>) -> StageResult,
) -> Decision<'a> {
    let action = request.action.to_ascii_lowercase();
    let resources = if request.resources.is_empty() { &[EVERYTHING] } else { request.resources };
    let mut stage =
        StageResult::of(PolicyKind::AccountLevelIdentityBasedPolicy, Evaluation::ImplicitDeny);
    let mut last = "*";
    for text in resources {
        let resource = Resource::new(text, request.service);
        let query = AccessQuery {
            action: ActionName::new(&action),
            resource: &resource,
            context: request.context,
            who: subject.who,
            account: subject.account,
        };
        (stage, last) = (decide(&query), text);
        if stage.evaluation != Evaluation::Allow {
            break;
        }
    }
    Decision {
        allowed: stage.evaluation == Evaluation::Allow,
        explicit: stage.evaluation == Evaluation::ExplicitDeny,
        policy_type: stage.kind,
        matched: stage.matched,
        action: request.action,
        resource: last,
        service: request.service,
    }
}

const EVERYTHING: Cow<'static, str> = Cow::Borrowed("*");

/// The first level of the resource directory that does not allow it, from the member up to Root, and
/// its result, which is final: whatever the other policies say, nobody in the member may do it.
pub(super) fn refusing_level<'s>(
    subject: &Subject<'s>,
    query: &AccessQuery<'_>,
) -> Option<(&'s ControlLevel, StageResult)> {
    subject.control.iter().find_map(|level| {
        let stage = evaluate(PolicyKind::ControlPolicy, level.binding(subject.who)?, query);
        (stage.evaluation != Evaluation::Allow).then_some((level, stage))
    })
}

/// The caller's side: the session policy, then its own policies.
fn identity(subject: &Subject<'_>, request: &Request<'_>, query: &AccessQuery<'_>) -> StageResult {
    let account_level = PolicyKind::AccountLevelIdentityBasedPolicy;
    if subject.who == PrincipalName::Root {
        return StageResult::of(account_level, Evaluation::Allow);
    }
    if let Some(session) = subject.session {
        let evaluation = session.evaluation(query);
        if evaluation != Evaluation::Allow {
            return StageResult::of(PolicyKind::SessionPolicy, evaluation);
        }
    }
    let stage = evaluate(account_level, &subject.rights.account, query);
    let Some(group) =
        request.resource_group.filter(|_| stage.evaluation == Evaluation::ImplicitDeny)
    else {
        return stage;
    };
    let holds = |a: &&Arc<Attachment>| matches!(&a.scope, Scope::ResourceGroup(g) if g == group);
    let in_group = evaluate(
        PolicyKind::ResourceGroupLevelIdentityBasedPolicy,
        subject.rights.grouped.iter().filter(holds),
        query,
    );
    if in_group.evaluation == Evaluation::ImplicitDeny { stage } else { in_group }
}

/// Evaluates a set of policies: the strongest result, and the policies that gave it.
fn evaluate<'p>(
    kind: PolicyKind,
    policies: impl IntoIterator<Item = &'p Arc<Attachment>>,
    query: &AccessQuery<'_>,
) -> StageResult {
    let mut stage = StageResult::of(kind, Evaluation::ImplicitDeny);
    for policy in policies {
        let (evaluation, statement) = policy.document.deciding(query);
        if evaluation < stage.evaluation || evaluation == Evaluation::ImplicitDeny {
            continue;
        }
        if evaluation > stage.evaluation {
            stage.evaluation = evaluation;
            stage.matched.clear();
        }
        let effect = if evaluation == Evaluation::Allow { Effect::Allow } else { Effect::Deny };
        let sid = policy.document.sid(statement).cloned();
        stage.matched.push(Matched { effect, statement, sid, attachment: Arc::clone(policy) });
    }
    stage
}
