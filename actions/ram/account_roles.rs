//! Roles that another product makes in an account that is not the caller's.

use super::{
    roles::new_id,
    tables::{
        attachments::{self, Entity, Policy},
        roles::{Role, put_role, role},
    },
};
use crate::{Cx, Result};

/// Makes a role in `account` that whoever the account `trusted` lets do so may assume, and that the system
/// policy `policy` is attached to. One of this name that is there already stays as it is.
pub(crate) fn make_trusting(
    cx: &mut Cx<'_>,
    account: &str,
    name: &str,
    (trusted, policy): (&str, &str),
) -> Result<()> {
    if role(cx.tx, account, name)?.is_some() {
        return Ok(());
    }
    let mut made = Role {
        seq: 0,
        id: new_id(cx),
        name: name.to_owned(),
        about: String::new(),
        trust: format!(
            "{{\"Statement\":[{{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{{\"RAM\":[\"acs:ram::{trusted}:root\"]}}}}],\"Version\":\"1\"}}"
        ),
        max_session: 3600,
        service_linked: false,
        console_login: true,
        made: cx.now,
        changed: cx.now,
    };
    put_role(cx.tx, account, &mut made)?;
    let policy = Policy { kind: "System", name: policy, resource_group: "" };
    attachments::attach(cx.tx, account, (Entity::Role, made.seq), policy, cx.now)?;
    Ok(())
}
