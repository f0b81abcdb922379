//! `DeleteEventRuleTargets` removes targets from an event rule, of whatever kind. Ids of targets that the rule does
//! not have are left alone (assumed).

use serde::Serialize;

use super::rule_names::RULE_NAME;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{event_rules, event_targets},
    },
    text,
};

pub(in crate::cms) struct DeleteEventRuleTargets {
    name: String,
    ids: Vec<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for DeleteEventRuleTargets {
    const NAME: &'static str = "DeleteEventRuleTargets";
    const DOC: &'static str = "Deletes targets of an event rule.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(RULE_NAME.doc("The name of the rule."))?;
        let ids = p.list(text("Ids").len(1, 255).doc("The ids of the targets."), 100)?;
        Ok(Self { name, ids: p.require("Ids", ids)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        event_rules::rule(cx.tx, account, &self.name)?.ok_or(RESOURCE_NOT_FOUND)?;
        for id in &self.ids {
            event_targets::delete(cx.tx, account, &self.name, id)?;
        }
        Ok(Response {})
    }
}
