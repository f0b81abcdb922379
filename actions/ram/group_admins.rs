//! Users who may do everything within one resource group.

use super::{
    identity,
    tables::attachments::{self, Entity, Policy},
};
use crate::{Cx, Principal, Result};

/// Attaches the system policy `AdministratorAccess` to the calling user for the resource group of this
/// id; not to a role or to the account itself.
pub(crate) fn make_caller_admin(cx: &mut Cx<'_>, group: &str) -> Result<()> {
    let caller = cx.caller;
    let Principal::User { id, .. } = &caller.principal else { return Ok(()) };
    let Some(user) = identity::user(cx.tx, id)? else { return Ok(()) };
    let holder = (Entity::User, user.seq);
    let policy = Policy { kind: "System", name: "AdministratorAccess", resource_group: group };
    if !attachments::is_attached(cx.tx, &caller.account, holder, policy)? {
        attachments::attach(cx.tx, &caller.account, holder, policy, cx.now)?;
    }
    Ok(())
}
