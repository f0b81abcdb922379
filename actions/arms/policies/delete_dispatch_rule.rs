//! `DeleteDispatchRule` deletes a dispatch rule.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        policies::policy_rules::{NO_RULE, delete, rule_id},
        region,
    },
};

pub(in crate::arms) struct DeleteDispatchRule(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    success: bool,
}

impl Action for DeleteDispatchRule {
    const NAME: &'static str = "DeleteDispatchRule";
    const DOC: &'static str = "Deletes a dispatch rule.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(rule_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !delete(cx, self.0)? {
            return Err(NO_RULE.into());
        }
        Ok(Response { success: true })
    }
}
