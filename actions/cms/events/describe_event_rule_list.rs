//! `DescribeEventRuleList` lists event rules by name (assumed).
//!
//! `EventPattern` has its fields twice: in a list, as the vendor's packages read them, and those of the
//! first pattern beside it (observed: Terraform's provider reads them there, and fails without).

use serde::Serialize;

use super::pattern_view::PatternView;
use crate::{
    Access, Action, Cx, Params, Result, Wording,
    cms::{
        digits::{self, digits},
        faults,
        tables::event_rules::{self, EventRule, EventRuleFilter},
    },
    flag,
    request::page::Page,
    text,
};

pub(in crate::cms) struct DescribeEventRuleList {
    filter: EventRuleFilter,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    total: usize,
    event_rules: EventRules,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EventRules {
    event_rule: Vec<RuleView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RuleView {
    name: String,
    event_type: String,
    description: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    silence_time: Option<i64>,
    event_pattern: Patterns,
}

#[derive(Serialize)]
struct Patterns {
    #[serde(rename = "EventPattern")]
    all: Vec<Listed>,
    #[serde(flatten)]
    first: Option<Listed>,
}

#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    pattern: PatternView,
    #[serde(rename = "CustomFilters", skip_serializing_if = "Option::is_none")]
    keyword: Option<String>,
}

impl RuleView {
    fn of(rule: EventRule) -> Self {
        let listed = rule
            .patterns
            .iter()
            .map(|it| Listed { pattern: PatternView::of(it), keyword: it.keyword.clone() });
        let (first, all) = (listed.clone().next(), listed.collect());
        Self {
            name: rule.name,
            event_type: rule.kind,
            description: rule.about,
            state: if rule.enabled { "ENABLED" } else { "DISABLED" },
            group_id: rule.group.map(|id| id.to_string()),
            silence_time: rule.silence,
            event_pattern: Patterns { all, first },
        }
    }
}

impl Action for DescribeEventRuleList {
    const NAME: &'static str = "DescribeEventRuleList";
    const DOC: &'static str = "Queries event rules.";
    const ACCESS: Access = Access::Get;
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            filter: EventRuleFilter {
                prefix: p.optional(text("NamePrefix").len(1, 255).doc("How the name begins."))?,
                group: digits::optional(p, digits("GroupId").doc("The application group."))?,
                enabled: p.optional(flag("IsEnable").doc("Whether it is enabled."))?,
            },
            page: Page::texts(p, "PageNumber", 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = event_rules::list(cx.tx, &cx.caller.account, &self.filter)?;
        let total = found.len();
        let event_rule = self.page.of(found).map(RuleView::of).collect();
        Ok(Response { total, event_rules: EventRules { event_rule } })
    }
}
