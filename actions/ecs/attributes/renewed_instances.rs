//! The instances that calls about renewal name.

use crate::{
    Fault, Result,
    ecs::{given::Given, lists},
    shared::text::each_once,
};

/// More of them than a call may name.
pub(super) const MANY_IDS: Fault = Fault {
    status: 403,
    code: "InvalidParameter.ToManyInstanceIds",
    message: "InstanceId should be less than 100.",
};

/// The instances of a call, each once.
pub(super) fn ids(it: &Given) -> Result<Vec<String>> {
    let all = lists::comma_list(it, "InstanceId").unwrap_or_default();
    if all.len() > 100 {
        return Err(MANY_IDS.into());
    }
    Ok(each_once(all))
}
