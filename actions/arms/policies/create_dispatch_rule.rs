//! `CreateDispatchRule` creates a dispatch rule, which is a notification policy of the same id (observed: Terraform
//! looks it up as one): the former action.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{
        ILLEGAL, MISSING, json_text,
        policies::{dispatch_rule, policy::Policy},
        region,
        tables::policies,
    },
    text,
};

pub(in crate::arms) struct CreateDispatchRule(String);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    dispatch_rule_id: i64,
}

impl Action for CreateDispatchRule {
    const NAME: &'static str = "CreateDispatchRule";
    const DOC: &'static str = "Creates a dispatch rule.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[MISSING, ILLEGAL];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        Ok(Self(p.required(text("DispatchRule").doc("The rule, as JSON."))?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let rule = json_text::parse("DispatchRule", &self.0)?;
        let mut policy = Policy::new(cx.now);
        dispatch_rule::apply(&rule, &mut policy)?;
        policies::put(cx.tx, &cx.caller.account, &mut policy)?;
        Ok(Response { dispatch_rule_id: policy.id })
    }
}
