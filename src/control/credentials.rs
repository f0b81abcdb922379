//! `/_localyun/credentials`: credentials for programs that get theirs from `ALIBABA_CLOUD_CREDENTIALS_URI`.

use std::sync::Arc;

use actions::{
    core::control::{ControlAccess, ControlRequest, Operation, Type},
    instance_role::{self, Wanted},
};
use serde_json::Value;

use crate::{
    control::{Outcome, Problem, route::ServerRoute},
    world::World,
};

pub(super) const ROUTES: &[ServerRoute] = &[ServerRoute::new(
    Operation::get(
        "credentials",
        "Answers temporary credentials of a role, in the form that `ALIBABA_CLOUD_CREDENTIALS_URI` is read in; an account \
         without a role for instances gets one.",
    )
    .access(ControlAccess::Writes)
    .query(&[
        (
            "role",
            "the role, by its name or its ARN; the only one of the account that instances may have unless given",
        ),
        ("ttl", "for how many seconds they are valid; 3600 unless given"),
        ("account", "the account; that of the ARN, or the server's first, unless given"),
    ])
    .types(&[("ttl", Type::Integer(1, LONGEST))]),
    |_, world, request| Box::pin(credentials(world, request)),
)];

/// The longest session of any role, in seconds.
const LONGEST: i64 = 43_200;

/// For how many seconds the credentials are valid unless asked otherwise: as with `AssumeRole`.
const USUAL: i64 = 3600;

async fn credentials(world: &Arc<World>, request: &ControlRequest) -> Outcome {
    let wrong = |text: String| Problem::new(400, text);
    let role = request.query_value("role");
    let seconds = match request.query_value("ttl") {
        None => USUAL,
        Some(text) => text
            .parse()
            .ok()
            .filter(|it| (1..=LONGEST).contains(it))
            .ok_or_else(|| wrong(format!("ttl is a number of seconds from 1 to {LONGEST}")))?,
    };
    let named = request.query_value("account").or(role.and_then(instance_role::account_of));
    if named.is_some_and(|id| !id.bytes().all(|b| b.is_ascii_digit())) {
        return Err(wrong("account must be the id of an account, in digits".into()));
    }
    let account = world.account_of_instance(named)?;
    let wanted = Wanted {
        role: role.map(str::to_owned),
        seconds: Some(seconds),
        session: "localyun".to_owned(),
    };
    let session = world.instance_session(account, wanted).await?;
    Ok(serde_json::to_value(session).unwrap_or(Value::Null))
}
