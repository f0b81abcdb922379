//! Control calls on sender addresses: whether they may send.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    dm::tables::{
        Owner,
        addresses::{self, Address},
    },
    request::page::Page,
};

type Result<T> = std::result::Result<T, ControlError>;

/// The newest 1000 addresses of the account in the region.
pub(in crate::dm) fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let page = Page { number: 1, size: 1000 };
    let (found, _) = addresses::list(cx.tx, owner, (None, None), page)?;
    let all: Vec<Value> = found.iter().map(shown).collect();
    Ok(json!({ "addresses": all }))
}

/// Freezes an address, or confirms its reply address.
pub(in crate::dm) fn change(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let owner = Owner::of(cx);
    let name = request.path_value("address").to_ascii_lowercase();
    let found = addresses::named(cx.tx, owner.region, &name)?;
    let none = || {
        ControlError::NotFound(format!(
            "the account has no sender address {name} in {}; GET /_localyun/dm/addresses lists those that it has",
            owner.region
        ))
    };
    let mut it = found.filter(|it| it.account == owner.account).ok_or_else(none)?;
    for (member, value) in request.members() {
        let Value::Bool(flag) = value else {
            return Err(ControlError::member(&member, "it must be true or false"));
        };
        match &*member {
            "frozen" => it.frozen = flag,
            _ => it.reply_confirmed = flag,
        }
    }
    addresses::put(cx.tx, owner, &mut it)?;
    Ok(shown(&it))
}

fn shown(it: &Address) -> Value {
    json!({
        "id": it.id, "address": it.name, "send_type": it.send_type, "reply": it.reply,
        "reply_confirmed": it.reply_confirmed, "frozen": it.frozen,
        "has_password": it.password_digest.is_some(),
    })
}
