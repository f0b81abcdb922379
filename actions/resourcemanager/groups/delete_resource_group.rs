//! `DeleteResourceGroup` has a resource group deleted, which takes three days.
//!
//! Until then the group counts and has another name, so that its own is free. One that holds resources in the end is
//! not deleted: it has its name again, unless another group has it by then (the vendor's page on deleting groups).
//! Assumed: the date in the name is that of UTC; what the name ends with if another group is called so.

use serde::Serialize;

use super::{
    group_members::holds_any,
    group_params::{BAD_ID, BUSY, NO_GROUP, find_usable, read_id},
    group_view::{Detail, PENDING_DELETE},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ports::due::{About, DueWork},
    resourcedirectory::groups,
    shared::{format::date, ids, verification::DAY},
};

/// How long it takes, in milliseconds.
const DURATION: i64 = 3 * DAY;

/// The end of it; the subject is the id of the group.
pub(in crate::resourcemanager) const DELETION: DueWork = DueWork {
    kind: "delete_resource_group",
    about: |id| {
        About::new(
            format!("end of the deletion of resource group {id}"),
            format!("资源组 {id} 删除完成"),
        )
    },
    run: finish,
};

pub(in crate::resourcemanager) struct DeleteResourceGroup {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcemanager) struct Response {
    resource_group: Detail,
}

const IN_USE: Fault = Fault {
    status: 409,
    code: "DeleteConflict.ResourceGroup.Resource",
    message: "Failed to delete the resource group because one or more cloud resources exist in the resource group. Try again later after you release the cloud resources.",
};

impl Action for DeleteResourceGroup {
    const NAME: &'static str = "DeleteResourceGroup";
    const DOC: &'static str = "Has a resource group without resources deleted.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "ram:DeleteResourceGroup";
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:resourcegroup/{ResourceGroupId}"];
    const FAULTS: &'static [Fault] = &[BAD_ID, NO_GROUP, BUSY, IN_USE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: read_id(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        // That the default group cannot be deleted is documented, the code of it is assumed.
        if self.id == ids::default_resource_group(account) {
            return Err(crate::ApiError::from(BAD_ID)
                .with_hint("The default resource group cannot be deleted.".to_owned()));
        }
        let mut group = find_usable(cx, &self.id)?;
        if holds_any(cx, &group.id)? {
            return Err(IN_USE.into());
        }
        let resource_group = Detail::of(cx, &group, PENDING_DELETE, None);
        let mut renamed = format!("{}-{}-{}", group.name, group.id, date(cx.now).replace('-', ""));
        let all = groups::all(cx.tx, account)?;
        while all.iter().any(|it| it.name == renamed) {
            renamed.push_str("-1");
        }
        group.deleted = Some((std::mem::replace(&mut group.name, renamed), cx.now));
        groups::put(cx.tx, account, &group)?;
        cx.schedule(cx.now.saturating_add(DURATION), DELETION.kind, &group.id)?;
        Ok(Response { resource_group })
    }
}

/// Deletes the group, or lets it be as it was if it holds resources.
fn finish(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let account = &cx.caller.account;
    let all = groups::all(cx.tx, account)?;
    let Some(mut group) = all.iter().find(|it| it.id == id).cloned() else { return Ok(()) };
    let Some((former, _)) = group.deleted.take() else { return Ok(()) };
    if !holds_any(cx, id)? {
        return Ok(groups::delete(cx.tx, account, id)?);
    }
    if all.iter().all(|it| it.name != former) {
        group.name = former;
    }
    Ok(groups::put(cx.tx, account, &group)?)
}
