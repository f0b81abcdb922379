//! `CreateGroupMetricRules` creates up to 200 alert rules of an application group, or changes those of
//! their ids: all of them, or none if one is wrong (assumed).

use serde::Serialize;

use super::{
    group_rule::{self, GroupRule},
    groups::{self, group_id},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, PARAMETER_INVALID, RESOURCE_NOT_FOUND},
    },
};

pub(in crate::cms) struct CreateGroupMetricRules {
    group: i64,
    rules: Vec<GroupRule>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    resources: Resources,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Resources {
    alert_result: Vec<Written>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    rule_id: String,
    rule_name: String,
    code: i64,
    message: &'static str,
    success: bool,
}

/// How many rules a call has (documented).
const MAX: usize = 200;

impl Action for CreateGroupMetricRules {
    const NAME: &'static str = "CreateGroupMetricRules";
    const DOC: &'static str = "Creates alert rules of an application group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[PARAMETER_INVALID, RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            group: group_id(p)?,
            rules: p.each("GroupMetricRules", MAX, group_rule::read_create)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let mut alert_result = Vec::with_capacity(self.rules.len());
        for asked in self.rules {
            alert_result.push(Written {
                rule_id: asked.rule.id.clone(),
                rule_name: asked.rule.name.clone(),
                code: 200,
                message: "success",
                success: true,
            });
            group_rule::put(cx, group.id, asked)?;
        }
        Ok(Response { resources: Resources { alert_result } })
    }
}
