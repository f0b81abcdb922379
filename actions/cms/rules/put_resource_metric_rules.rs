//! `PutResourceMetricRules` creates or replaces several alert rules. Each that cannot be is listed with its
//! error; the others are saved.
//!
//! Assumed: the call succeeds where rules fail.

use serde::Serialize;

use super::{changes, forms::RULE_ID, resource_rule::ResourceRule};
use crate::{Access, Action, Cx, Params, Result};

/// How many rules a call has at most (the action's page).
const MAX_RULES: usize = 500;

/// A rule of the call, with its id, which is empty where it cannot be read.
type Asked = (String, Result<ResourceRule>);

pub(in crate::cms) struct PutResourceMetricRules {
    rules: Vec<Asked>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    failed_list_result: FailedList,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct FailedList {
    target: Vec<Failed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Failed {
    rule_id: String,
    result: Outcome,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Outcome {
    code: String,
    message: String,
    success: bool,
}

impl Action for PutResourceMetricRules {
    const NAME: &'static str = "PutResourceMetricRules";
    const DOC: &'static str = "Creates or replaces several alert rules on metrics of resources.";
    const ACCESS: Access = Access::Create;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let rules = p.each("Rules", MAX_RULES, |p| match p.required(RULE_ID) {
            Ok(id) => Ok((id, ResourceRule::read_one(p))),
            Err(error) => Ok((String::new(), Err(error))),
        })?;
        Ok(Self { rules: p.require("Rules", (!rules.is_empty()).then_some(rules))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut target = Vec::new();
        for (id, asked) in self.rules {
            match asked.and_then(|it| it.rule(cx, id.clone())) {
                Ok(rule) => changes::save(cx, rule)?,
                Err(error) if error.status >= 500 => return Err(error),
                Err(error) => {
                    let error = error.into_fields();
                    let (code, message) = (error.code.into_owned(), error.message.into_owned());
                    let result = Outcome { code, message, success: false };
                    target.push(Failed { rule_id: id, result });
                }
            }
        }
        Ok(Response { failed_list_result: FailedList { target } })
    }
}
