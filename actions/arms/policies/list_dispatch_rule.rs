//! `ListDispatchRule` lists dispatch rules, newest first (assumed): those of ARMS, or those that an external system
//! made; it has no pages (documented).

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result,
    arms::{list_filter::part, policies::dispatch_rule, region, tables::policies},
    flag,
};

pub(in crate::arms) struct ListDispatchRule {
    name: Option<String>,
    system: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    dispatch_rules: Vec<Found>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    rule_id: i64,
    name: String,
    state: String,
}

impl Action for ListDispatchRule {
    const NAME: &'static str = "ListDispatchRule";
    const DOC: &'static str = "Lists dispatch rules.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let system = flag("System").doc("Those of external systems, in the place of one's own.");
        Ok(Self {
            name: p.optional(part("Name").doc("A part of the name."))?,
            system: p.default(system, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut found = policies::all(cx.tx, &cx.caller.account)?;
        found.retain(|policy| {
            self.name.as_ref().is_none_or(|part| policy.name.contains(part))
                && policy.rules.system == self.system
        });
        let dispatch_rules = found
            .into_iter()
            .map(|policy| Found {
                rule_id: policy.id,
                state: dispatch_rule::state(&policy),
                name: policy.name,
            })
            .collect();
        Ok(Response { dispatch_rules })
    }
}
