//! `ListAccessKeys` lists the keys of a user, oldest first; without `UserName` those of the caller.

use serde::Serialize;

use super::{caller, faults::NO_USER, names::user_name, tables::keys};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format::iso};

pub(super) struct ListAccessKeys {
    user: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    access_keys: AccessKeys,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AccessKeys {
    access_key: Vec<AccessKey>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AccessKey {
    access_key_id: String,
    status: &'static str,
    create_date: String,
}

impl Action for ListAccessKeys {
    const NAME: &'static str = "ListAccessKeys";
    const DOC: &'static str = "Queries the AccessKey pairs of a RAM user.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            user: p.optional(user_name("UserName").doc("The user; defaults to the caller."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = caller::named_or_caller(cx, self.user.as_deref())?.map(|user| user.seq);
        let access_key = keys::keys_of(cx.tx, &cx.caller.account, owner)?
            .into_iter()
            .map(|key| AccessKey {
                access_key_id: key.id,
                status: if key.active { "Active" } else { "Inactive" },
                create_date: iso(key.made),
            })
            .collect();
        Ok(Response { access_keys: AccessKeys { access_key } })
    }
}
