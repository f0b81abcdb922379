//! `/_localyun/policy/…`: what calls have asked of the policies, and what the policies decide about a question.

use std::collections::{BTreeMap, BTreeSet};

use actions::{
    ApiError,
    core::control::{ControlAccess, ControlRequest, Operation, Type, required_text, text},
    policy::{self, PolicyKind},
};
use serde_json::{Map, Value, json};

use crate::{
    config::Iam,
    control::{Outcome, Problem, route::ServerRoute},
    exchange::PolicyQuestion,
    gateway::today::{self, Today},
    permissions::check::{Question, Who, action},
    sign::time::iso,
    world::World,
};

const PRINCIPAL: (&str, &str) = (
    "principal",
    "only what this caller needed: `user/NAME`, `role/NAME`, `root`, or an ARN, also that of a session of a role",
);

/// How many callers an error names.
const MOST_NAMED: usize = 10;

pub(super) const ROUTES: &[ServerRoute] = &[
    ServerRoute::new(
        Operation::get(
            "policy/suggest",
            "Answers the least-privilege policy that the calls in the journal needed.",
        )
        .query(&[
            PRINCIPAL,
            ("missing", "`true`: only what the policies that there are now do not allow"),
        ])
        .types(&[("missing", Type::Boolean)]),
        |_, world, request| Box::pin(suggest(world, request)),
    ),
    ServerRoute::new(
        Operation::get("policy/asked", "Lists the permissions that the calls in the journal needed.")
            .query(&[PRINCIPAL]),
        |_, world, request| Box::pin(asked(world, request)),
    ),
    ServerRoute::new(
        Operation::post(
            "policy/forget",
            "Makes `suggest` and `asked` count further calls only. The journal keeps its calls.",
        ),
        |_, world, _| Box::pin(forget(world)),
    ),
    ServerRoute::new(
        Operation::post(
            "policy/check",
            "Answers whether the policies of a user, a role or another principal allow an action on a resource.",
        )
        .access(ControlAccess::Reads)
        .object(
            &[
                ("action", "the action, as policies name it"),
                ("resource", "the resource, or a list of these, all of which must be allowed; `*` unless given"),
                ("as", "the principal: `user/NAME`, `role/NAME`, `root`, an ARN, or the host of a service"),
                ("ip", "`acs:SourceIp`, the address that calls"),
                ("time", "`acs:CurrentTime`, as `2026-01-01T00:00:00Z`; the time of the world unless given"),
                ("tags", "an object: the tags that the resource and the call have"),
                ("mfa", "`acs:MFAPresent`: `true` or `false`; absent unless given"),
                ("secure", "`acs:SecureTransport`; `true` unless given"),
                ("resource_group", "the id of the resource group of the resource"),
                ("conditions", "an object: other condition keys, each with its value"),
            ],
            &[r#"{"as": "root", "action": "oss:GetObject", "resource": "acs:oss:*:*:bucket/a"}"#],
        ),
        |_, world, request| Box::pin(check(world, request)),
    ),
];

/// Whose questions to look at, by the ARN that the journal keeps; `None` for those of all callers.
fn principal(world: &World, request: &ControlRequest) -> Result<Option<String>, Problem> {
    let named = request.query_value("principal").map(|text| who(world, text));
    named.transpose().map(|it| it.map(|it| it.arn())).map_err(|why| Problem::new(400, why))
}

/// A principal by its name; one without an account is of the first one.
fn who(world: &World, text: &str) -> Result<Who, String> {
    let first = world.keys.fallback();
    Who::read(text, first.as_ref().map(|caller| &*caller.account))
}

/// The least policy that the recorded calls needed: of all callers, or of `?principal=`; with
/// `?missing=true` only what the policies of today do not allow.
async fn suggest(world: &World, request: &ControlRequest) -> Outcome {
    let principal = principal(world, request)?;
    let missing = match request.query_value("missing") {
        Some("true") => true,
        Some("false") | None => false,
        Some(_) => return Err(Problem::new(400, "missing is true or false")),
    };
    world.catch_up_journal().await;
    let (asked, left_out) = world.journal.questions(principal.as_deref());
    if asked.is_empty() {
        return Err(Problem::new(404, nothing_asked(world, principal.as_deref())));
    }
    let mut answers: BTreeMap<&PolicyQuestion, Today> = BTreeMap::new();
    if missing {
        let generation = world.identities.generation();
        let all = |tx: &mut dyn actions::ports::store::Tx| -> Result<_, ApiError> {
            let mut answers = BTreeMap::new();
            for (question, (entry, decided)) in &asked {
                let Some(call) = world.call_of(entry) else { continue };
                let of = (&call, decided, entry.clocks.world);
                answers.insert(question, today::again(world, generation, tx, of)?);
            }
            Ok(answers)
        };
        answers = world.read(|it| all(it.tx)).await.map_err(|e| Problem::internal(&e))?;
    }
    let is_trust = |it: &&Today| it.kind == PolicyKind::AssumeRolePolicy;
    let refused = |it: &PolicyQuestion| answers.get(it).filter(|it| !it.allowed);
    // What a role's own trust policy does not allow is allowed by no policy of the caller.
    let trust: Vec<Value> = asked
        .keys()
        .filter_map(|it| {
            let of = refused(it).filter(is_trust)?;
            Some(json!({
                "principal": it.principal, "role": it.resource, "statement": of.needed,
            }))
        })
        .collect();
    let needed = asked.iter().filter(|(it, (_, decided))| match answers.get(it) {
        Some(today) => !today.allowed && !is_trust(&today),
        None => !missing && (decided.allowed || decided.kind != PolicyKind::AssumeRolePolicy),
    });
    let text = policy::suggest(needed.map(|(it, _)| (it.action.clone(), it.resource.clone())));
    let policy = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    Ok(json!({ "policy": policy, "trust": trust, "left_out": left_out }))
}

/// Why nothing can be suggested.
fn nothing_asked(world: &World, principal: Option<&str>) -> String {
    if world.iam == Iam::Off {
        return "policies are not asked: the server was started with --iam off".into();
    }
    let of = principal.map(|it| format!(" by {it}")).unwrap_or_default();
    let mut why = format!("no call that the journal keeps asked the policies for anything{of}");
    let (asked, _) = world.journal.questions(None);
    let others: BTreeSet<_> = asked.into_keys().map(|it| it.principal).collect();
    if !others.is_empty() {
        let others: Vec<_> = others.into_iter().take(MOST_NAMED).collect();
        why.extend([". There are calls by ", &others.join(", ")]);
    } else if world.iam == Iam::Enforce {
        why.push_str(
            ". The root of an account needs no policy: call with the key of a user or a role",
        );
    }
    why
}

/// Every recorded question.
async fn asked(world: &World, request: &ControlRequest) -> Outcome {
    world.catch_up_journal().await;
    let principal = principal(world, request)?;
    let (asked, left_out) = world.journal.questions(principal.as_deref());
    let asked: Vec<Value> = asked
        .into_iter()
        .map(|(it, (_, decided))| {
            json!({
                "principal": it.principal, "action": it.action, "resource": it.resource,
                "allowed": decided.allowed,
            })
        })
        .collect();
    Ok(json!({ "asked": asked, "left_out": left_out }))
}

/// Counts from here on, so that the next run is looked at by itself.
async fn forget(world: &World) -> Outcome {
    world.forget_questions().await?;
    Ok(json!({ "status": "forgotten" }))
}

/// What the policies of a principal decide.
async fn check(world: &World, request: &ControlRequest) -> Outcome {
    let members = request.members();
    let question = question(world, &members)?;
    let name = required_text(&members, "as")?;
    let who = who(world, name).map_err(|why| Problem::of_member("as", why))?;
    let generation = world.identities.generation();
    let asked = (&question, &who);
    let answer = world
        .read(|it| -> Result<_, ApiError> { today::decide(world, generation, it.tx, asked) })
        .await
        .map_err(|e| Problem::internal(&e))?;
    let answer = answer.ok_or_else(|| {
        Problem::new(404, format!("there is no {}, or no role that it would assume", who.arn()))
    })?;
    serde_json::to_value(answer).map_err(|e| Problem::internal(&e))
}

fn question(world: &World, members: &Map<String, Value>) -> Result<Question, Problem> {
    let flag = |name: &str| match members.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(Problem::of_member(name, "it must be true or false")),
    };
    let pairs = |name: &str| -> Result<Vec<(String, String)>, Problem> {
        let wrong = || Problem::of_member(name, "it must be an object of texts");
        let Some(value) = members.get(name) else { return Ok(Vec::new()) };
        let all = value.as_object().ok_or_else(wrong)?.iter();
        all.map(|(key, value)| Ok((key.clone(), value.as_str().ok_or_else(wrong)?.to_owned())))
            .collect()
    };
    let resources = match members.get("resource") {
        None => Vec::new(),
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) if all.iter().all(Value::is_string) => {
            all.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
        }
        Some(_) => {
            return Err(Problem::of_member("resource", "it must be a text, or a list of these"));
        }
    };
    let ip = text(members, "ip")?
        .map(|it| it.parse().map_err(|_| Problem::of_member("ip", "it must be an IP address")));
    let time = text(members, "time")?.map(|it| {
        iso(it).ok_or_else(|| Problem::of_member("time", "it must be like 2026-01-01T00:00:00Z"))
    });
    Ok(Question {
        action: action(required_text(members, "action")?)
            .map_err(|why| Problem::of_member("action", format!("`action`: {why}")))?,
        resources,
        ip: ip.transpose()?,
        time: Some(time.transpose()?.unwrap_or_else(|| world.clock.now())),
        tags: pairs("tags")?,
        mfa: flag("mfa")?,
        secure: Some(flag("secure")?.unwrap_or(true)),
        resource_group: text(members, "resource_group")?.map(str::to_owned),
        others: pairs("conditions")?,
    })
}
