//! `GetHandshake` shows an invitation to the account that is invited and to the one that has invited it.
//!
//! Only the account that is invited sees the real names of both. These are the names of the accounts, since
//! nobody's identity is verified here.

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    directory::directory_view::account_name,
    handshakes::{
        handshake_flow::{HANDSHAKE_ID, NO_HANDSHAKE},
        handshake_view::Shown,
    },
    tables::handshakes,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::resourcedirectory) struct GetHandshake {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    handshake: Detailed,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Detailed {
    #[serde(flatten)]
    shown: Shown,
    #[serde(skip_serializing_if = "Option::is_none")]
    master_account_real_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invited_account_real_name: Option<String>,
}

impl Action for GetHandshake {
    const NAME: &'static str = "GetHandshake";
    const DOC: &'static str = "Shows an invitation to join a directory.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = arns::HANDSHAKE;
    const FAULTS: &'static [Fault] = &[NO_HANDSHAKE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(HANDSHAKE_ID)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let caller = &cx.caller.account;
        let found = handshakes::handshake(cx.tx, &self.id)?;
        let found = found.filter(|it| it.account == *caller || it.master == *caller);
        let handshake = found.ok_or(NO_HANDSHAKE)?;
        let (mut inviting, mut invited) = (None, None);
        if handshake.account == *caller {
            inviting = Some(account_name(cx.tx, &handshake.master)?);
            invited = Some(account_name(cx.tx, caller)?);
        }
        Ok(Response {
            handshake: Detailed {
                shown: Shown::of(cx.tx, handshake)?,
                master_account_real_name: inviting,
                invited_account_real_name: invited,
            },
        })
    }
}
