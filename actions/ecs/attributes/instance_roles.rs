//! The RAM roles of instances.

use serde_json::{Value, json};

use crate::{
    Cx, Result,
    ecs::{
        calls,
        faults::instances::NO_INSTANCE,
        given::Given,
        tables::resources::{self, INSTANCE},
    },
};

/// Gives instances the role that a call names, or takes it from them, and answers what became of each. An instance that has a role
/// gets no other one (modelled: its result fails).
pub(super) fn bind(cx: &mut Cx<'_>, it: &Given, (ids, attach): (&[String], bool)) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let name = it.text("RamRoleName");
    let mut results = Vec::new();
    let mut failed = 0;
    for id in ids {
        let found = resources::one(cx.tx, &INSTANCE, &account, id)?;
        let found = found.filter(|it| it.region == region);
        let refused = match &found {
            None => Some(("404", NO_INSTANCE.message)),
            Some(it) if attach && !it.text("RamRoleName").is_empty() => {
                Some(("403", "The specified instance has a RAM role already."))
            }
            Some(it) if !attach && !name.is_empty() && it.text("RamRoleName") != name => {
                Some(("404", "The specified instance does not have the specified RAM role."))
            }
            Some(_) => None,
        };
        let (code, message) = refused.unwrap_or(("200", "success"));
        if let (None, Some(mut instance)) = (refused, found) {
            instance.set("RamRoleName", if attach { name } else { "" });
            resources::put(cx.tx, &INSTANCE, &account, &instance)?;
        } else {
            failed += 1;
        }
        results.push(json!({
            "InstanceId": id, "Success": refused.is_none(), "Code": code, "Message": message,
        }));
    }
    let outer =
        if attach { "AttachInstanceRamRoleResults" } else { "DetachInstanceRamRoleResults" };
    let inner = if attach { "AttachInstanceRamRoleResult" } else { "DetachInstanceRamRoleResult" };
    Ok(json!({
        "RamRoleName": name,
        "TotalCount": results.len(),
        "FailCount": failed,
        outer: {inner: results},
    }))
}
