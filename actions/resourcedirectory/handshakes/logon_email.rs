//! The e-mail address that an account logs on with: accounts that calls make have one, and the control
//! API gives one to an account of the command line.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Names, Operation, OwnerSource},
    is_email,
    shared::accounts,
};

const MEMBERS: Names = &[(
    "email",
    "the address, which is then also the name of the account; no other account has it",
)];

pub(in crate::resourcedirectory) const ROUTE: ControlRoute = ControlRoute::new(
    Operation::post(
        "resourcedirectory/logon-email",
        "Sets the e-mail address that an account logs on with, and by which it can be invited to a directory.",
    )
    .owner(OwnerSource::Query)
    .object(MEMBERS, &[r#"{"email": "ops@example.com"}"#]),
    set,
);

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let wrong = |why: &str| ControlError::WrongMember("email".into(), why.into());
    let given = request.members();
    let email = given.get("email").and_then(Value::as_str).filter(|it| is_email(it));
    let email = email.ok_or_else(|| wrong("an e-mail address"))?;
    let account = &cx.caller.account;
    match accounts::named(cx.tx, email)? {
        Some(other) if other.id != *account => Err(wrong("an address that no other account has")),
        _ => {
            accounts::rename(cx.tx, account, email)?;
            Ok(json!({ "account": account, "email": email }))
        }
    }
}
