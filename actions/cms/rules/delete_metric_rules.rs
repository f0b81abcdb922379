//! `DeleteMetricRules` deletes alert rules with their targets. If one of the rules does not exist, none is deleted
//! (assumed).

use serde::Serialize;

use super::{
    faults::{RESOURCE_NOT_FOUND, no_rule},
    rule_changed,
    switch::MAX_RULES,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{lookup_text, tables::rules},
};

pub(in crate::cms) struct DeleteMetricRules {
    ids: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DeleteMetricRules {
    const NAME: &'static str = "DeleteMetricRules";
    const DOC: &'static str = "Deletes alert rules.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = p.list(lookup_text("Id").doc("The rules."), MAX_RULES)?;
        Ok(Self { ids: p.require("Id", ids)? })
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        self.ids.sort_unstable();
        self.ids.dedup();
        for id in &self.ids {
            rule_changed(cx, account, id)?;
            if !rules::delete(cx.tx, account, id)? {
                return Err(no_rule(id));
            }
        }
        Ok(Response {})
    }
}
