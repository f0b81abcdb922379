//! `DescribeEventRuleAttribute` shows an event rule with its first pattern.

use serde::Serialize;

use super::{
    pattern_view::{PatternView, StatusList},
    rule_names::RULE_NAME,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::event_rules,
    },
};

pub(in crate::cms) struct DescribeEventRuleAttribute {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    result: Shown,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Shown {
    name: String,
    event_type: String,
    description: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_pattern: Option<FullPattern>,
}

#[derive(Serialize)]
struct FullPattern {
    #[serde(flatten)]
    pattern: PatternView,
    #[serde(rename = "StatusList")]
    statuses: StatusList,
}

impl Action for DescribeEventRuleAttribute {
    const NAME: &'static str = "DescribeEventRuleAttribute";
    const DOC: &'static str = "Queries an event rule.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(RULE_NAME.doc("The name of the rule."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = event_rules::rule(cx.tx, &cx.caller.account, &self.name)?;
        let rule = found.ok_or(RESOURCE_NOT_FOUND)?;
        let event_pattern = rule
            .patterns
            .first()
            .map(|it| FullPattern { pattern: PatternView::of(it), statuses: StatusList::of(it) });
        Ok(Response {
            result: Shown {
                name: rule.name,
                event_type: rule.kind,
                description: rule.about,
                state: if rule.enabled { "ENABLED" } else { "DISABLED" },
                group_id: rule.group.map(|id| id.to_string()),
                event_pattern,
            },
        })
    }
}
