//! `CreateUserSuppression` names an address that is to get no mail.

use serde::Serialize;

use crate::dm::{
    faults::{BAD_SUPPRESSION, EMPTY_ADDRESS, LONG_SUPPRESSION, SUPPRESSED_ALREADY},
    tables::{Owner, suppressions},
};
use crate::{Access, Action, Cx, Fault, Params, Result, is_email, text};

pub(in crate::dm) struct CreateUserSuppression {
    address: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    suppression_id: String,
}

/// How long an address is at most, in bytes.
const MOST: usize = 60;

impl Action for CreateUserSuppression {
    const NAME: &'static str = "CreateUserSuppression";
    const DOC: &'static str = "Names an address that is to get no mail.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] =
        &[EMPTY_ADDRESS, LONG_SUPPRESSION, BAD_SUPPRESSION, SUPPRESSED_ALREADY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { address: p.optional(text("Address").doc("The address."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let address = self.address.ok_or(EMPTY_ADDRESS)?.to_ascii_lowercase();
        if address.len() > MOST {
            return Err(LONG_SUPPRESSION.into());
        }
        if !is_email(&address) {
            return Err(BAD_SUPPRESSION.into());
        }
        if suppressions::find(cx.tx, owner, &address)?.is_some() {
            return Err(SUPPRESSED_ALREADY.into());
        }
        let id = suppressions::add(cx.tx, owner, (&address, "user"), (cx.now, 0))?;
        Ok(Response { suppression_id: id.to_string() })
    }
}
