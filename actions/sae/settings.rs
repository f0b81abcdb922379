//! The settings of SAE in the control API: names in ARMS, and how change orders go.

use serde_json::{Value, json};

use super::{
    contacts::name_style::STYLES,
    tables::settings::{self, Settings},
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest},
};

fn shown(it: &Settings) -> Value {
    let style = if it.arms_name_style.is_empty() { STYLES[0].0 } else { &*it.arms_name_style };
    json!({
        "arms_name_style": style,
        "change_order_seconds": it.change_order_millis / 1000,
        "change_orders_fail": it.change_orders_fail,
    })
}

/// Shows the settings of an account.
pub(super) fn show(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    Ok(shown(&settings::settings(cx.tx, &cx.caller.account)?))
}

/// Changes settings of an account; answers all of them.
pub(super) fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let account = &cx.caller.account;
    let mut it = settings::settings(cx.tx, account)?;
    for (name, value) in request.members() {
        let wrong = |want: String| ControlError::WrongMember(name.clone(), want);
        match &*name {
            "arms_name_style" => {
                let style = value.as_str().filter(|it| STYLES.iter().any(|(name, _)| name == it));
                let names = STYLES.map(|(name, _)| name).join(", ");
                let style = style.ok_or_else(|| wrong(format!("one of {names}")))?;
                style.clone_into(&mut it.arms_name_style);
            }
            "change_order_seconds" => {
                let seconds = value.as_i64().filter(|n| (0..=1_000_000).contains(n));
                let want = || wrong("a whole number from 0 to 1000000".into());
                it.change_order_millis = seconds.ok_or_else(want)? * 1000;
            }
            _ => {
                let fails = value.as_bool().ok_or_else(|| wrong("true or false".into()))?;
                it.change_orders_fail = fails;
            }
        }
    }
    settings::put(cx.tx, account, &it)?;
    Ok(shown(&it))
}
