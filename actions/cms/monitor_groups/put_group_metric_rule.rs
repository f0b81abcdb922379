//! `PutGroupMetricRule` creates an alert rule of an application group, or changes the one of that id.
//!
//! The call sets all of the rule; it stays disabled if it was. Its metrics are those of the members of
//! the group.

use serde::Serialize;

use super::{
    group_rule::{self, GroupRule},
    groups::{self, group_id_text},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::faults::{self, PARAMETER_INVALID, RESOURCE_NOT_FOUND},
};

pub(in crate::cms) struct PutGroupMetricRule {
    group: i64,
    asked: GroupRule,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    result: Written,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    rule_id: String,
}

impl Action for PutGroupMetricRule {
    const NAME: &'static str = "PutGroupMetricRule";
    const DOC: &'static str = "Creates or modifies an alert rule of an application group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[PARAMETER_INVALID, RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: group_id_text(p)?, asked: group_rule::read_put(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let rule_id = self.asked.rule.id.clone();
        group_rule::put(cx, group.id, self.asked)?;
        Ok(Response { result: Written { rule_id } })
    }
}
