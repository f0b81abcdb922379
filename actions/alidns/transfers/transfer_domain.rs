//! `TransferDomain` gives domains to another account. They have arrived when the call is answered.

use serde::Serialize;

use super::giving;
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::{self, ALL_RESOURCES},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, int,
    shared::{accounts, text::comma_list},
    text,
};

pub(in crate::alidns) struct TransferDomain {
    names: String,
    target: i64,
    remark: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    task_id: i64,
}

impl Action for TransferDomain {
    const NAME: &'static str = "TransferDomain";
    const DOC: &'static str = "Transfers domains to another account.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let names = text("DomainNames").doc("The domains, with commas between them.");
        Ok(Self {
            names: p.required(names)?,
            target: p.required(int("TargetUserId").doc("The account that gets them."))?,
            remark: p.default(text("Remark").prose(1, 200).doc("A remark."), "")?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let target = self.target.to_string();
        if target == account || accounts::account(cx.tx, &target)?.is_none() {
            return Err(BAD_PARAMETER.with("TargetUserId"));
        }
        let mut task = None;
        for name in comma_list(&self.names) {
            let domain = hosted::domain(cx.tx, &account, name)?;
            let id = giving::give(cx, domain, &target, (&self.remark, "give_domain"))?;
            task.get_or_insert(id);
        }
        Ok(Response { task_id: task.ok_or_else(|| BAD_PARAMETER.with("DomainNames"))? })
    }
}
