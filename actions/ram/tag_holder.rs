//! What tags are attached to: a role or a custom policy.

use super::{
    policies,
    policy_faults::NO_ROLE,
    tables::{roles, tags},
};
use crate::{Cx, Result};

/// The number of the role or the custom policy called `name`.
pub(super) fn find<'a>(cx: &mut Cx<'_>, entity: &'a str, name: &str) -> Result<(&'a str, i64)> {
    let seq = if entity == tags::ROLE {
        roles::role(cx.tx, &cx.caller.account, name)?.ok_or(NO_ROLE)?.seq
    } else {
        policies::custom(cx, name)?.seq
    };
    Ok((entity, seq))
}
