//! How instances start, stop, reboot and go.

use serde_json::{Value, json};

use crate::{
    ApiError, Cx, Result,
    ecs::{
        calls,
        disks::making,
        faults::instances::{
            BAD_STATE, CONFLICT, INITIALIZING, NO_INSTANCE, NO_INSTANCES, NO_STOCK, PREPAID,
            PROTECTED, ROUTED,
        },
        given::Given,
        interfaces::holding,
        limits, lists, network, numbered, states,
        tables::{
            resources::{self, DISK, INSTANCE, INTERFACE, Resource},
            settings,
        },
        tagged,
    },
};

/// A move of an instance.
pub(super) type Move = fn(&mut Cx<'_>, &Given, &mut Resource) -> Result<()>;

/// Refuses an instance that is not in one of the states that a call needs.
fn check_state(cx: &mut Cx<'_>, it: &Resource, wanted: &[&str]) -> Result<()> {
    let state = states::of(it, cx.now).to_owned();
    if wanted.contains(&state.as_str()) {
        return Ok(());
    }
    let account = cx.account().to_owned();
    let conflicts = settings::get(cx.tx, &account, "task-conflict")?.unwrap_or(0) != 0;
    if conflicts && states::settles(it, cx.now).is_some() {
        return Err(CONFLICT.into());
    }
    Err(BAD_STATE.with(&format!("{state} but the expected status is in ({})", wanted.join(", "))))
}

/// Starts an instance.
pub(in crate::ecs) fn start(cx: &mut Cx<'_>, _: &Given, it: &mut Resource) -> Result<()> {
    check_state(cx, it, &["Stopped"])?;
    if it.text("StoppedMode") == "StopCharging" {
        let (zone, kind) = (it.zone.clone(), it.text("InstanceType").to_owned());
        if limits::is_sold_out(cx, &zone, &kind)? {
            return Err(NO_STOCK.into());
        }
    }
    it.set("StoppedMode", "");
    apply_pending(it);
    states::begin(cx, it, &["instance.Starting"], "Running")?;
    it.set("StartedAt", states::settles(it, cx.now).unwrap_or(cx.now));
    Ok(())
}

/// Stops an instance.
pub(super) fn stop(cx: &mut Cx<'_>, given: &Given, it: &mut Resource) -> Result<()> {
    check_state(cx, it, &["Running"])?;
    let economical =
        given.text("StoppedMode") == "StopCharging" && it.text("InstanceChargeType") == "PostPaid";
    it.set("StoppedMode", if economical { "StopCharging" } else { "KeepCharging" });
    states::begin(cx, it, &["instance.Stopping"], "Stopped")
}

/// Reboots an instance.
pub(super) fn reboot(cx: &mut Cx<'_>, _: &Given, it: &mut Resource) -> Result<()> {
    check_state(cx, it, &["Running"])?;
    apply_pending(it);
    states::begin(cx, it, &["instance.Rebooting"], "Running")?;
    it.set("StartedAt", states::settles(it, cx.now).unwrap_or(cx.now));
    Ok(())
}

/// What a restart makes effective: a host name that was changed.
fn apply_pending(it: &mut Resource) {
    let name = it.text("PendingHostName").to_owned();
    if !name.is_empty() {
        it.set("HostName", name);
        it.set("PendingHostName", "");
    }
}

/// Deletes an instance, unless something keeps it.
pub(super) fn delete(cx: &mut Cx<'_>, given: &Given, it: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    if it.flag("DeletionProtection") {
        return Err(PROTECTED.into());
    }
    let paid = it.text("InstanceChargeType") == "PrePaid"
        && !given.flag("TerminateSubscription")
        && *numbered::minute(cx.now) < *it.text("ExpiredTime");
    if paid {
        return Err(PREPAID.into());
    }
    let window = settings::get(cx.tx, &account, "instance.Initializing")?.unwrap_or(0);
    if cx.now < it.made + window {
        return Err(INITIALIZING.into());
    }
    if !given.flag("Force") {
        // A new instance cannot be deleted without force while it is `Pending` (assumed).
        if states::of(it, cx.now) == "Pending" {
            return Err(INITIALIZING.into());
        }
        check_state(cx, it, &["Stopped"])?;
    }
    if network::is_next_hop(cx, &it.id)? {
        return Err(ROUTED.into());
    }
    for interface in resources::held(cx.tx, &INTERFACE, &account, &it.id)? {
        if goes_along(&interface) && network::is_next_hop(cx, &interface.id)? {
            return Err(ROUTED.into());
        }
    }
    remove(cx, it)
}

/// Whether an interface goes with its instance.
fn goes_along(interface: &Resource) -> bool {
    interface.text("Type") == "Primary" || interface.flag("DeleteOnRelease")
}

/// Removes an instance with all that goes with it. Nothing of it is shown from then on (assumed).
pub(in crate::ecs) fn remove(cx: &mut Cx<'_>, it: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    for mut disk in resources::held(cx.tx, &DISK, &account, &it.id)? {
        if disk.flag("DeleteWithInstance") {
            making::remove(cx, &disk)?;
        } else {
            making::detach(cx, &mut disk);
            disk.course.clear();
            "Available".clone_into(&mut disk.state);
            resources::put(cx.tx, &DISK, &account, &disk)?;
        }
    }
    for mut interface in resources::held(cx.tx, &INTERFACE, &account, &it.id)? {
        if goes_along(&interface) {
            holding::remove(cx, &interface)?;
        } else {
            interface.holder.clear();
            interface.course.clear();
            "Available".clone_into(&mut interface.state);
            resources::put(cx.tx, &INTERFACE, &account, &interface)?;
        }
    }
    network::leave(cx, &it.id)?;
    cx.cancel("release", &it.id)?;
    cx.cancel("reclaim", &it.id)?;
    tagged::forget(cx, &INSTANCE, &it.id)?;
    Ok(resources::delete(cx.tx, &INSTANCE, &account, it)?)
}

/// Moves the instance that a call names.
pub(super) fn one(cx: &mut Cx<'_>, it: &Given, how: Move) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    how(cx, it, &mut found)?;
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}

/// The row of an instance: the code of one that was not moved is that of the error (assumed).
fn response(id: &str, error: Option<&ApiError>, (before, after): (&str, &str)) -> Value {
    let (code, message) = error.map_or(("200", "success"), |it| (&*it.code, &*it.message));
    json!({
        "InstanceId": id,
        "Code": code,
        "Message": message,
        "PreviousStatus": before,
        "CurrentStatus": after,
    })
}

/// Moves the instances that a call names: all or none, or with `BatchOptimization=SuccessFirst` each that can be moved.
pub(super) fn many(cx: &mut Cx<'_>, it: &Given, how: Move) -> Result<Value> {
    let account = cx.account().to_owned();
    let each = it.text("BatchOptimization") == "SuccessFirst";
    let mut rows = Vec::new();
    for id in it.list("InstanceId").unwrap_or_default() {
        let mut found = match lists::own(cx, &INSTANCE, it, &id, NO_INSTANCES) {
            Ok(found) => found,
            Err(error) if each => {
                rows.push(response(&id, Some(&error), ("", "")));
                continue;
            }
            Err(error) => return Err(error),
        };
        let before = states::of(&found, cx.now).to_owned();
        match how(cx, it, &mut found) {
            Ok(()) => {
                resources::put(cx.tx, &INSTANCE, &account, &found)?;
                let after = states::of(&found, cx.now);
                rows.push(response(&id, None, (&before, after)));
            }
            Err(error) if each => rows.push(response(&id, Some(&error), (&before, &before))),
            Err(error) => return Err(error),
        }
    }
    Ok(json!({"InstanceResponses": {"InstanceResponse": rows}}))
}

/// Reclaims a preemptible instance: it is stopped or deleted, as its owner chose.
pub(in crate::ecs) fn reclaim(cx: &mut Cx<'_>, mut it: Resource) -> Result<()> {
    if it.text("SpotInterruptionBehavior") != "Stop" {
        return remove(cx, &it);
    }
    let account = cx.account().to_owned();
    it.set("StoppedMode", "StopCharging");
    states::begin(cx, &mut it, &["instance.Stopping"], "Stopped")?;
    Ok(resources::put(cx.tx, &INSTANCE, &account, &it)?)
}
