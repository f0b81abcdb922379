//! `DescribeEventRuleTargetList` shows the targets of an event rule, by kind and id.

use serde::Serialize;

use super::{
    rule_names::RULE_NAME,
    target::{
        ContactTarget, FunctionTarget, LogTarget, OpenApiTarget, QueueTarget, Target, WebhookTarget,
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NO_SUCCESS,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{event_rules, event_targets},
    },
};

pub(in crate::cms) struct DescribeEventRuleTargetList {
    name: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    contact_parameters: Contacts,
    webhook_parameters: Webhooks,
    fc_parameters: Functions,
    mns_parameters: Queues,
    sls_parameters: Logs,
    open_api_parameters: OpenApis,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Contacts {
    contact_parameter: Vec<ContactTarget>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Webhooks {
    webhook_parameter: Vec<WebhookTarget>,
}

#[derive(Default, Serialize)]
struct Functions {
    #[serde(rename = "FCParameter")]
    all: Vec<FunctionTarget>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Queues {
    mns_parameter: Vec<QueueTarget>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Logs {
    sls_parameter: Vec<LogTarget>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OpenApis {
    open_api_parameters: Vec<OpenApiTarget>,
}

impl Action for DescribeEventRuleTargetList {
    const NAME: &'static str = "DescribeEventRuleTargetList";
    const DOC: &'static str = "Queries the targets of an event rule.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(RULE_NAME.doc("The name of the rule."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        event_rules::rule(cx.tx, account, &self.name)?.ok_or(RESOURCE_NOT_FOUND)?;
        let mut all = Response::default();
        for target in event_targets::of_rule(cx.tx, account, &self.name)? {
            match target {
                Target::Contact(it) => all.contact_parameters.contact_parameter.push(it),
                Target::Webhook(it) => all.webhook_parameters.webhook_parameter.push(it),
                Target::Function(it) => all.fc_parameters.all.push(it),
                Target::Queue(it) => all.mns_parameters.mns_parameter.push(it),
                Target::Log(it) => all.sls_parameters.sls_parameter.push(it),
                Target::OpenApi(it) => all.open_api_parameters.open_api_parameters.push(it),
            }
        }
        Ok(all)
    }
}
