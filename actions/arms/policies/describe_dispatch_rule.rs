//! `DescribeDispatchRule` shows a dispatch rule. Its lists are lists also where they have one element (observed:
//! Terraform reads them so).
//!
//! Assumed: types of recipients are shown as they were sent.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        policies::{
            dispatch_rule::RuleView,
            policy_rules::{NO_RULE, rule_id},
        },
        region,
        tables::policies,
    },
};

pub(in crate::arms) struct DescribeDispatchRule(i64);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    dispatch_rule: RuleView,
}

impl Action for DescribeDispatchRule {
    const NAME: &'static str = "DescribeDispatchRule";
    const DOC: &'static str = "Shows a dispatch rule.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(rule_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let policy = policies::policy(cx.tx, &cx.caller.account, self.0)?.ok_or(NO_RULE)?;
        Ok(Response { dispatch_rule: policy.into() })
    }
}
