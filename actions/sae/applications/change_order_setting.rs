//! How change orders go, in the control API.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
    sae::tables::change_orders::{self, Setting},
};

fn shown(it: Setting) -> Value {
    json!({ "change_order_seconds": it.millis / 1000, "change_orders_fail": it.fails })
}

/// Shows the setting of the account of the request.
pub(in crate::sae) fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    Ok(shown(change_orders::setting(cx.tx, &cx.caller.account)?))
}

/// Changes the setting of the account of the request.
pub(in crate::sae) fn set(
    cx: &mut Cx<'_>,
    request: &ControlRequest,
) -> Result<Value, ControlError> {
    let account = &cx.caller.account;
    let mut it = change_orders::setting(cx.tx, account)?;
    for (name, value) in request.members() {
        let wrong = |want: &str| ControlError::WrongMember(name.clone(), want.into());
        if name == "change_order_seconds" {
            let seconds = value.as_i64().filter(|n| (0..=1_000_000).contains(n));
            let seconds = seconds.ok_or_else(|| wrong("a whole number from 0 to 1000000"))?;
            it.millis = seconds * 1000;
        } else {
            it.fails = value.as_bool().ok_or_else(|| wrong("true or false"))?;
        }
    }
    change_orders::put_setting(cx.tx, account, it)?;
    Ok(shown(it))
}
