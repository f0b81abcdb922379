//! `SetAccountAlias` sets the alias of the account.
//!
//! It is the first label of the account's domain, `<alias>.onaliyun.com`, so it is unique. The
//! message for a wrong length still has the previous limit.

use super::{names::is_alias, tables::settings, views::EmptyResponse};
use crate::{
    Access, Action, ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Wording, text,
};

pub(super) struct SetAccountAlias {
    alias: String,
}

const LENGTH: Fault = Fault {
    status: 400,
    code: "InvalidParameter.AccountAlias.Length",
    message: "The parameter - \"AccountAlias\" MUST be in the range of 3 and 63.",
};
const FORMAT: Fault = Fault {
    status: 400,
    code: "InvalidParameter.AccountAlias.Format",
    message: "The format of parameter - \"AccountAlias\" is incorrect.",
};
const TAKEN: Fault = Fault {
    status: 409,
    code: "EntityAlreadyExists.AccountAlias",
    message: "The account alias does already exist.",
};

impl Action for SetAccountAlias {
    const NAME: &'static str = "SetAccountAlias";
    const DOC: &'static str = "Sets the alias of the Alibaba Cloud account.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:*"];
    const FAULTS: &'static [Fault] = &[LENGTH, FORMAT, TAKEN];
    const WORDING: Option<Wording> = Some(wording);
    type Response = EmptyResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { alias: p.required(text("AccountAlias").len(3, 32).doc("The alias."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<EmptyResponse> {
        if !is_alias(&self.alias) {
            return Err(FORMAT.into());
        }
        let account = &cx.caller.account;
        let holder = settings::account_of_alias(cx.tx, &self.alias)?;
        if holder.is_some_and(|holder| holder != *account) {
            return Err(TAKEN.into());
        }
        settings::put_alias(cx.tx, account, &self.alias)?;
        Ok(EmptyResponse {})
    }
}

fn wording(bad: &ParameterError<'_>) -> ApiError {
    match bad.problem {
        Problem::Length(..) => LENGTH.into(),
        _ => super::wording(bad),
    }
}
