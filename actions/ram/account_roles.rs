//! Roles of an account, for other products: those that they make in it, and whom each trusts.

use super::{
    roles::new_id,
    tables::{
        attachments::{self, Entity, Policy},
        roles::{Role, list_roles, put_role, role},
    },
};
use crate::{
    Cx, Result,
    ports::store::{self, Tx},
};

/// Makes a role in `account` that whoever the account `trusted` lets do so may assume, and that the system
/// policy `policy` is attached to. One of this name that is there already stays as it is.
pub(crate) fn make_trusting(
    cx: &mut Cx<'_>,
    account: &str,
    name: &str,
    (trusted, policy): (&str, &str),
) -> Result<()> {
    make(cx, account, name, (&format!("\"RAM\":[\"acs:ram::{trusted}:root\"]"), "", policy))
}

/// Makes a role in `account` that the service `trusted`, such as `ecs.aliyuncs.com`, may assume, and that the system
/// policy `policy` is attached to. One of this name that is there already stays as it is.
pub(crate) fn make_for_service(
    cx: &mut Cx<'_>,
    account: &str,
    name: &str,
    (trusted, about, policy): (&str, &str, &str),
) -> Result<()> {
    make(cx, account, name, (&format!("\"Service\":[\"{trusted}\"]"), about, policy))
}

/// Makes a role whose trust policy has this principal.
fn make(
    cx: &mut Cx<'_>,
    account: &str,
    name: &str,
    (principal, about, policy): (&str, &str, &str),
) -> Result<()> {
    if role(cx.tx, account, name)?.is_some() {
        return Ok(());
    }
    let mut made = Role {
        seq: 0,
        id: new_id(cx),
        name: name.to_owned(),
        about: about.to_owned(),
        trust: format!(
            "{{\"Statement\":[{{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{{{principal}}}}}],\"Version\":\"1\"}}"
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

/// The roles of an account, oldest first, each by its name and the text of its trust policy.
pub(crate) fn trusts(tx: &mut dyn Tx, account: &str) -> store::Result<Vec<(String, String)>> {
    let all = list_roles(tx, account, None, (0, i64::MAX))?;
    Ok(all.into_iter().map(|role| (role.name, role.trust)).collect())
}
