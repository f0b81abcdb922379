//! The e-mail address that an account logs on with: accounts that calls make have one, and the control
//! API gives one to an account of the command line.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    is_email,
    shared::accounts,
};

/// Sets the address of the account of the request.
pub(in crate::resourcedirectory) fn set(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
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
