//! What joins and leaves groups: an interface, or an instance by its primary one.

use crate::{
    Cx, Result,
    ecs::{
        faults::{
            calls::missing,
            groups::BOTH_MEMBERS,
            instances::{NO_INSTANCE, STATE},
            interfaces::NO_INTERFACE,
        },
        given::Given,
        lists, states,
        tables::resources::{self, INSTANCE, INTERFACE, Resource},
    },
};

/// The primary interface of an instance.
pub(in crate::ecs) fn primary(cx: &mut Cx<'_>, instance: &str) -> Result<Option<Resource>> {
    let account = cx.account().to_owned();
    let all = resources::held(cx.tx, &INTERFACE, &account, instance)?;
    Ok(all.into_iter().find(|it| it.text("Type") == "Primary"))
}

/// The interface that a call names, or the primary one of the instance that it names, which must run or be stopped.
pub(super) fn interface(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    match (it.opt("InstanceId"), it.opt("NetworkInterfaceId")) {
        (Some(_), Some(_)) => Err(BOTH_MEMBERS.into()),
        (None, None) => Err(missing("InstanceId")),
        (None, Some(id)) => lists::own(cx, &INTERFACE, it, id, NO_INTERFACE.with(id)),
        (Some(id), None) => {
            let instance = lists::own(cx, &INSTANCE, it, id, NO_INSTANCE)?;
            if !["Running", "Stopped"].contains(&states::of(&instance, cx.now)) {
                return Err(STATE.into());
            }
            primary(cx, id)?.ok_or_else(|| NO_INSTANCE.into())
        }
    }
}
