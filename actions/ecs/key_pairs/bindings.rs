//! The pairs of instances.

use serde_json::{Value, json};

use super::ssh_keys;
use crate::{
    Cx, Result,
    ecs::{
        calls,
        faults::{
            instances::NO_INSTANCE,
            keys::{BAD_INSTANCES, IS_WINDOWS, NO_PAIR},
        },
        given::Given,
        lists,
        tables::resources::{self, INSTANCE},
    },
};

/// Gives instances the pair that a call names, or takes it from them, and answers what became of each.
pub(super) fn bind(cx: &mut Cx<'_>, it: &Given, attach: bool) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let name = it.text("KeyPairName").to_owned();
    ssh_keys::named(cx, &region, &name)?.ok_or(NO_PAIR)?;
    let mut results = Vec::new();
    let mut failed = 0;
    let ids = lists::json_list(it, "InstanceIds").map_err(|_| BAD_INSTANCES)?;
    for id in ids.unwrap_or_default() {
        let found = resources::one(cx.tx, &INSTANCE, &account, &id)?;
        let Some(mut instance) = found.filter(|it| it.region == region) else {
            failed += 1;
            results.push(json!({
                "InstanceId": id, "Success": "false", "Code": NO_INSTANCE.code, "Message": NO_INSTANCE.message,
            }));
            continue;
        };
        if instance.text("OSType") == "windows" {
            return Err(IS_WINDOWS.into());
        }
        if attach {
            instance.set("KeyPairName", name.as_str());
        } else if instance.text("KeyPairName") == name {
            instance.set("KeyPairName", "");
        }
        resources::put(cx.tx, &INSTANCE, &account, &instance)?;
        results.push(json!({
            "InstanceId": id, "Success": "true", "Code": "200", "Message": "successful",
        }));
    }
    Ok(json!({
        "KeyPairName": name,
        "TotalCount": results.len().to_string(),
        "FailCount": failed.to_string(),
        "Results": {"Result": results},
    }))
}
