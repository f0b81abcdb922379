//! `CreateAccessKey` creates an access key. Only this answer contains its secret.
//!
//! Without `UserName` the key belongs to the caller.

use serde::Serialize;

use super::{
    caller,
    faults::NO_USER,
    names::user_name,
    tables::keys::{self, Key},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    shared::{access_key, format, ids},
};

pub(super) struct CreateAccessKey {
    user: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    access_key: AccessKey,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AccessKey {
    access_key_id: String,
    access_key_secret: String,
    status: &'static str,
    create_date: String,
}

/// Maximum number of keys of a user or of the root.
const LIMIT: usize = 2;

const TOO_MANY: Fault = Fault {
    status: 409,
    code: "LimitExceeded.User.AccessKey",
    message: "The access key count of the user access keys beyond the current limits.",
};

impl Action for CreateAccessKey {
    const NAME: &'static str = "CreateAccessKey";
    const DOC: &'static str = "Creates an AccessKey pair.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:user/{UserName}"];
    const FAULTS: &'static [Fault] = &[NO_USER, TOO_MANY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            user: p.optional(user_name("UserName").doc("The user; defaults to the caller."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = caller::named_or_caller(cx, self.user.as_deref())?.map(|user| user.seq);
        let account = &cx.caller.account;
        if keys::keys_of(cx.tx, account, owner)?.len() >= LIMIT {
            return Err(TOO_MANY.into());
        }
        let key = Key {
            id: access_key::permanent(cx),
            account: account.clone(),
            user: owner,
            secret: ids::letters(cx.random, 30),
            active: true,
            made: cx.now,
            used: None,
        };
        keys::add_key(cx.tx, &key)?;
        let access_key = AccessKey {
            access_key_id: key.id,
            access_key_secret: key.secret,
            status: "Active",
            create_date: format::iso(key.made),
        };
        Ok(Response { access_key })
    }
}
