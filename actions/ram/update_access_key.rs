//! `UpdateAccessKey` enables or disables an access key. Calls signed with a disabled key fail.

use super::{
    caller,
    faults::{NO_ACCESS_KEY, NO_USER},
    lookup,
    names::user_name,
    tables::keys,
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct UpdateAccessKey {
    id: String,
    status: String,
    user: Option<String>,
}

impl Action for UpdateAccessKey {
    const NAME: &'static str = "UpdateAccessKey";
    const DOC: &'static str = "Enables or disables an AccessKey pair.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_ACCESS_KEY];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let status =
            text("Status").one_of(&["Active", "Inactive"]).doc("Whether the key is active.");
        Ok(Self {
            id: p.required(text("UserAccessKeyId").doc("The key."))?,
            status: p.required(status)?,
            user: p.optional(
                user_name("UserName").doc("The user of the key; defaults to the caller."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let owner = caller::named_or_caller(cx, self.user.as_deref())?;
        let key = lookup::key(cx, &self.id, owner.as_ref())?;
        keys::set_active(cx.tx, &key.id, self.status == "Active")?;
        Ok(EmptyResponse {})
    }
}
