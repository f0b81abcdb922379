//! `PutResourceMetricRule` creates an alert rule on a metric of resources, or replaces the one of its id.
//!
//! The call sets the whole rule: what is left out gets its default again (observed: Terraform sends all that a
//! rule should have). Whether the rule is enabled stays as it was.
//!
//! Assumed: a group that is named has to exist; what is left out gets its default again; the code of both faults.

use serde::Serialize;

use super::{
    changes,
    faults::{INVALID, RESOURCE_NOT_FOUND},
    forms::RULE_ID,
    resource_rule::ResourceRule,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cms) struct PutResourceMetricRule {
    id: String,
    rule: ResourceRule,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for PutResourceMetricRule {
    const NAME: &'static str = "PutResourceMetricRule";
    const DOC: &'static str = "Creates or replaces an alert rule on a metric of resources.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID, RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(RULE_ID)?, rule: ResourceRule::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let rule = self.rule.rule(cx, self.id)?;
        changes::save(cx, rule)?;
        Ok(Response {})
    }
}
