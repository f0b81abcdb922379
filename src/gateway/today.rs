//! What the policies that there are today decide: about a call that was answered before, and about a question without a
//! call.

use std::sync::Arc;

use actions::{
    ApiError, Caller, PRODUCTS, Principal, Result,
    core::{
        group_of_call::group_of_resource,
        guard::{self, Asked, Guard, Ruling},
        resource_question,
    },
    identity,
    policy::{self, Document, DocumentKind, PolicyKind, Request, Resource, Rights},
    ports::store::Tx,
};
use serde_json::Value;

use super::{authorize::CallAuthorization, guarded, tag_facts};
use crate::{
    exchange::{Call, PolicyDecision},
    permissions::check::{Answer, Held, Kind, Question, Who},
    world::{World, identity::Generation},
};

/// The action that gives a session of a role.
const ASSUME: &str = "sts:AssumeRole";

/// What is decided today about something that was asked before.
#[derive(Clone, Debug, PartialEq)]
pub struct Today {
    /// Whether it is allowed.
    pub allowed: bool,
    /// The kind of the policies that decide.
    pub kind: PolicyKind,
    /// The statement that would allow it, if one can.
    pub needed: Option<Value>,
}

/// What is decided today about what a call asked, with the facts that it had when it came, at `at`. What an identity
/// provider or a service asked stays as it was decided: its facts are not kept.
pub fn again(
    world: &World,
    generation: Generation,
    tx: &mut dyn Tx,
    (call, asked, at): (&Call, &PolicyDecision, i64),
) -> Result<Today> {
    let as_it_was = || Today {
        allowed: asked.allowed,
        kind: asked.kind,
        needed: asked.denial.as_ref().and_then(|it| it.1.clone()),
    };
    if matches!(call.caller.principal, Principal::Anonymous) {
        return Ok(as_it_was());
    }
    let gate = CallAuthorization::looked_up(world, call, generation, tx)?;
    let mut facts = gate.facts(at);
    if let Some(id) = call.parameters.get("ExternalId") {
        facts = facts.external_id(id);
    }
    let subject = call.caller.subject(gate.rights(), gate.control());
    let resource = asked.asked.resource.as_str();
    let resources = [resource.into()];
    let group = gate.group_of(resource, tx)?;
    if let Some(group) = &group {
        facts = facts.resource_group(group.clone());
    }
    let facts = tag_facts::of_resource(call, &facts, &resources, tx)?.unwrap_or(facts);
    let facts = guarded::facts(call, true, (&facts, resource), tx)?.unwrap_or(facts);
    let (ruling, foreign) = match guarded::ruling(call, &asked.asked.action, (&facts, resource), tx)
    {
        Err(error) if error.cause.is_some() => return Err(error),
        found => found.unwrap_or((Ruling::Silent, true)),
    };
    let request = Request {
        resource_group: group.as_deref(),
        service: call.target.product.arn_of(call.target.entry),
        shared: ruling == Ruling::Allows,
        ..Request::new(&asked.asked.action, &resources, &facts)
    };
    let decision = if asked.asked.action == ASSUME {
        let Some(trust) = trust_of(tx, &asked.asked.resource)? else { return Ok(as_it_was()) };
        policy::assume_role(&subject, &trust, &request)
    } else {
        ruling.over(policy::authorize(&subject, &request), foreign)
    };
    Ok(Today {
        allowed: decision.allowed,
        kind: decision.policy_type,
        needed: decision.needed(subject.who, &asked.asked.principal, &facts),
    })
}

/// What is decided today about a question of `who`; `None` if there is no such user or role, or no role that it would
/// assume.
pub fn decide(
    world: &World,
    generation: Generation,
    tx: &mut dyn Tx,
    (question, who): (&Question, &Who),
) -> Result<Option<Answer>> {
    let principal = match &who.kind {
        Kind::Root => Some(Principal::Root),
        Kind::Federated(_) | Kind::Service(_) => Some(Principal::Anonymous),
        Kind::User(name) => identity::user_named(tx, &who.account, name)?
            .map(|(id, name)| Principal::User { id, name }),
        Kind::Role(name) => identity::role_named(tx, &who.account, name)?.map(|role| {
            let (role_id, role_name) = (role.id, role.name);
            Principal::Session { role_id, role_name, session: String::new(), policy: None }
        }),
    };
    let Some(principal) = principal else { return Ok(None) };
    let anonymous = matches!(principal, Principal::Anonymous);
    let trust = match question.resources.first() {
        Some(role) if question.action.eq_ignore_ascii_case(ASSUME) => {
            let Some(trust) = trust_of(tx, role)? else { return Ok(None) };
            Some(trust)
        }
        _ => None,
    };
    let caller = Caller { account: who.account.clone(), principal, access_key: String::new() };
    let found = world.caller_rights(generation, tx, &caller)?;
    let bound = !anonymous && !found.as_ref().is_some_and(|it| it.service_linked);
    let control =
        if bound { world.control_levels(generation, tx, &who.account)? } else { Arc::default() };
    let rights = found.as_ref().map_or(Rights::NONE, |it| &it.rights);
    let of_resource = (Ruling::Silent, false);
    let held = Held { rights, control: &control, trust: trust.as_ref(), of_resource };
    if anonymous {
        return Ok(Some(question.put(who, &held)));
    }
    of_resources(tx, &caller, (question, who), held).map(Some)
}

/// The guard of the product that an action is of.
fn guard_of(action: &str) -> Option<&'static Guard> {
    let service = action.split(':').next()?;
    let mut guarded = PRODUCTS.iter().filter(|it| it.ram.eq_ignore_ascii_case(service));
    guarded.find_map(|it| it.guard)
}

/// What is decided about the resources: each is asked about by itself, as in a call, with its tags, its resource group and, where it
/// has one, its own policy.
fn of_resources(
    tx: &mut dyn Tx,
    caller: &Caller,
    (question, who): (&Question, &Who),
    held: Held<'_>,
) -> Result<Answer> {
    let all =
        if question.resources.is_empty() { &["*".to_owned()][..] } else { &question.resources };
    let guard = guard_of(&question.action);
    let mut answer = None;
    for resource in all {
        // What the question gives counts before what the resource has.
        let mut others = match guard {
            Some(guard) => (guard.facts)(tx, resource)?,
            None => Vec::new(),
        };
        if question.tags.is_empty() {
            others.extend(resource_question::tags(tx, &caller.account, resource)?);
        }
        others.retain(|(key, _)| !question.others.iter().any(|(given, _)| given == key));
        others.extend(question.others.clone());
        let mut one = Question { resources: vec![resource.clone()], others, ..question.clone() };
        if one.resource_group.is_none() {
            one.resource_group = group_of_resource(tx, &caller.account, resource)?;
        }
        let facts = one.context(who.arn());
        let asked = Asked { caller, action: &one.action, resource, facts: &facts };
        let of_resource = match guard.map(|guard| (guard.rules)(tx, &asked)) {
            None => held.of_resource,
            Some(Err(error)) if error.cause.is_some() => return Err(error),
            // Another account does not see the resource.
            Some(found) => {
                let foreign = guard::is_foreign(resource, &caller.account);
                (found.unwrap_or(Ruling::Silent), foreign)
            }
        };
        let of_one = one.put(who, &Held { of_resource, ..held });
        let allowed = of_one.allowed;
        answer = Some(of_one);
        if !allowed {
            break;
        }
    }
    answer.ok_or_else(|| ApiError::internal("a question about no resource"))
}

/// The trust policy of the role that a resource is.
fn trust_of(tx: &mut dyn Tx, resource: &str) -> Result<Option<Document>> {
    let parsed = Resource::new(resource, None);
    let name = resource.rsplit_once(":role/").map(|(_, name)| name);
    let (Some(account), Some(name)) = (parsed.account(), name) else { return Ok(None) };
    let role = identity::role_named(tx, account, name)?;
    Ok(role.and_then(|role| Document::parse(&role.trust, DocumentKind::Trust).ok()))
}
