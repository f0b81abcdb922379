//! `GetAccessKeyLastUsed` returns when a key was last used; empty for never.
//!
//! Assumed: the answer is empty before the first use.

use serde::Serialize;

use super::{
    caller,
    faults::{NO_ACCESS_KEY, NO_USER},
    lookup,
    names::user_name,
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso, text};

pub(super) struct GetAccessKeyLastUsed {
    id: String,
    user: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    access_key_last_used: LastUsed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LastUsed {
    last_used_date: String,
}

impl Action for GetAccessKeyLastUsed {
    const NAME: &'static str = "GetAccessKeyLastUsed";
    const DOC: &'static str = "Queries when an AccessKey pair was last used.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_ACCESS_KEY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("UserAccessKeyId").doc("The key."))?,
            user: p.optional(
                user_name("UserName").doc("The user of the key; defaults to the caller."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = caller::named_or_caller(cx, self.user.as_deref())?;
        let key = lookup::key(cx, &self.id, owner.as_ref())?;
        // The database is updated a little later.
        let used = cx.vault.last_used(&self.id).max(key.used);
        let last_used_date = used.map(iso).unwrap_or_default();
        Ok(Response { access_key_last_used: LastUsed { last_used_date } })
    }
}
