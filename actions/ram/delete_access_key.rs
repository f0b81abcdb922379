//! `DeleteAccessKey` deletes an access key. Calls signed with it fail from then on.

use super::{
    caller,
    faults::{NO_ACCESS_KEY, NO_USER},
    lookup,
    names::user_name,
    tables::keys,
    views::EmptyResponse,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct DeleteAccessKey {
    id: String,
    user: Option<String>,
}

impl Action for DeleteAccessKey {
    const NAME: &'static str = "DeleteAccessKey";
    const DOC: &'static str = "Deletes an AccessKey pair.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, NO_ACCESS_KEY];
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(text("UserAccessKeyId").doc("The key."))?,
            user: p.optional(
                user_name("UserName").doc("The user of the key; defaults to the caller."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        let owner = caller::named_or_caller(cx, self.user.as_deref())?;
        let key = lookup::key(cx, &self.id, owner.as_ref())?;
        keys::delete_key(cx.tx, &key)?;
        Ok(EmptyResponse {})
    }
}
