//! `StartAlert` puts an alert rule into force.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    arms::{region, rules::alert_rule::NO_RULE, tables::alert_rules},
    text,
};

pub(in crate::arms) struct StartAlert {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

impl Action for StartAlert {
    const NAME: &'static str = "StartAlert";
    const DOC: &'static str = "Puts an alert rule into force.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_RULE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        region(p)?;
        let id = text("AlertId").form("number", |it| it.parse::<i64>().is_ok());
        Ok(Self { id: p.required(id.doc("The rule."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.caller.account.clone();
        let id = self.id.parse().unwrap_or(0);
        let mut rule = alert_rules::rule(cx.tx, &account, id)?.ok_or(NO_RULE)?;
        rule.running = true;
        rule.changed = cx.now;
        alert_rules::put(cx.tx, &account, &mut rule)?;
        Ok(Response { is_success: true })
    }
}
