//! `UpdateDispatchRule` changes the dispatch rule whose id its JSON has.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        ILLEGAL, MISSING, json_text,
        policies::{dispatch_rule, policy_rules::NO_RULE},
        region,
        tables::policies,
    },
    text,
};

pub(in crate::arms) struct UpdateDispatchRule(String);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    success: bool,
}

impl Action for UpdateDispatchRule {
    const NAME: &'static str = "UpdateDispatchRule";
    const DOC: &'static str = "Changes a dispatch rule.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[MISSING, ILLEGAL, NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(p.required(text("DispatchRule").doc("The rule with its id, as JSON."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let rule = json_text::parse("DispatchRule", &self.0)?;
        let id = dispatch_rule::id(&rule)?;
        let mut policy = policies::policy(cx.tx, account, id)?.ok_or(NO_RULE)?;
        dispatch_rule::apply(&rule, &mut policy)?;
        policy.changed = cx.now;
        policies::put(cx.tx, account, &mut policy)?;
        Ok(Response { success: true })
    }
}
