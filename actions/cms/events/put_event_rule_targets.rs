//! `PutEventRuleTargets` adds targets to an event rule, or replaces those of their kind with their ids.
//!
//! A contact group need not exist (observed: Terraform's tests name groups of ARMS); contacts of one that
//! does not are not told. Targets in products that are not emulated are kept and shown, and never fail.

use serde::Serialize;

use super::{
    arns,
    rule_names::RULE_NAME,
    target::{
        ContactTarget, FunctionTarget, LogTarget, OpenApiTarget, QueueTarget, Target, WebhookTarget,
    },
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Spec, Wording,
    cms::{
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{event_rules, event_targets},
    },
    of_line, text,
};

pub(in crate::cms) struct PutEventRuleTargets {
    name: String,
    targets: Vec<Target>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Response {
    failed_parameter_count: &'static str,
    failed_contact_parameters: FailedContacts,
    failed_fc_parameters: FailedFunctions,
    failed_mns_parameters: FailedQueues,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailedContacts {
    contact_parameter: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailedFunctions {
    fc_parameter: [(); 0],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailedQueues {
    mns_parameter: [(); 0],
}

/// How many targets of a kind a call has (documented).
const MAX: usize = 5;

const fn word(name: &'static str) -> Spec<String> {
    text(name).line(1, 255)
}

fn of_url(c: char) -> bool {
    of_line(c) && !c.is_whitespace()
}

/// The id of a target. `Id` is required (assumed: it tells the target from others, though the page does not say that
/// it is).
fn id(p: &mut Params<'_>) -> Result<String> {
    p.required(word("Id").doc("The id of the target in the rule."))
}

fn read_contact(p: &mut Params<'_>) -> Result<Target> {
    let level = text("Level").one_of(&["2", "3", "4"]);
    Ok(Target::Contact(ContactTarget {
        id: id(p)?,
        contact_group_name: p
            .required(word("ContactGroupName").doc("The name of the contact group."))?,
        level: p.default(
            level.doc("2: phone, SMS, DingTalk and mail; 3: SMS, DingTalk and mail; 4: DingTalk and mail."),
            "4",
        )?,
    }))
}

fn read_webhook(p: &mut Params<'_>) -> Result<Target> {
    let protocol = text("Protocol").one_of(&["http", "https", "telnet", "ping", "HTTP", "HTTPS"]);
    Ok(Target::Webhook(WebhookTarget {
        id: id(p)?,
        url: p.required(text("Url").chars(1, 2048, of_url).doc("The address that is called."))?,
        protocol: p.default(protocol.doc("The protocol: http unless given."), "http")?,
        method: p.default(
            text("Method").one_of(&["GET", "POST"]).doc("The method: POST unless given."),
            "POST",
        )?,
    }))
}

fn read_function(p: &mut Params<'_>) -> Result<Target> {
    Ok(Target::Function(FunctionTarget {
        id: id(p)?,
        region: p.default(word("Region").doc("The region."), "")?,
        service_name: p.default(word("ServiceName").doc("The service."), "")?,
        function_name: p.default(word("FunctionName").doc("The function."), "")?,
        arn: String::new(),
    }))
}

fn read_queue(p: &mut Params<'_>) -> Result<Target> {
    Ok(Target::Queue(QueueTarget {
        id: id(p)?,
        region: p.default(word("Region").doc("The region."), "")?,
        queue: p.default(word("Queue").doc("The queue."), "")?,
        topic: p.default(word("Topic").doc("The topic."), "")?,
        arn: String::new(),
    }))
}

fn read_log(p: &mut Params<'_>) -> Result<Target> {
    Ok(Target::Log(LogTarget {
        id: id(p)?,
        region: p.default(word("Region").doc("The region."), "")?,
        project: p.default(word("Project").doc("The project."), "")?,
        log_store: p.default(word("LogStore").doc("The Logstore."), "")?,
        arn: String::new(),
    }))
}

fn read_open_api(p: &mut Params<'_>) -> Result<Target> {
    Ok(Target::OpenApi(OpenApiTarget {
        id: id(p)?,
        product: p.default(word("Product").doc("The product."), "")?,
        action: p.default(word("Action").doc("The action."), "")?,
        version: p.default(word("Version").doc("The version of the product."), "")?,
        region: p.default(word("Region").doc("The region."), "")?,
        role: p.default(word("Role").doc("The role that calls it."), "")?,
        arn: p.default(text("Arn").line(1, 1024).doc("The ARN of the action."), "")?,
    }))
}

impl Action for PutEventRuleTargets {
    const NAME: &'static str = "PutEventRuleTargets";
    const DOC: &'static str = "Adds or modifies the targets of an event rule.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let name = p.required(RULE_NAME.doc("The name of the rule."))?;
        let mut targets = p.each("ContactParameters", MAX, read_contact)?;
        targets.extend(p.each("WebhookParameters", MAX, read_webhook)?);
        targets.extend(p.each("FcParameters", MAX, read_function)?);
        targets.extend(p.each("MnsParameters", MAX, read_queue)?);
        targets.extend(p.each("SlsParameters", MAX, read_log)?);
        targets.extend(p.each("OpenApiParameters", MAX, read_open_api)?);
        Ok(Self { name, targets })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        event_rules::rule(cx.tx, account, &self.name)?.ok_or(RESOURCE_NOT_FOUND)?;
        let delivered = |it: &Target| matches!(it, Target::Contact(_) | Target::Webhook(_));
        if !self.targets.iter().all(delivered) {
            cx.hint("Localyun tells contacts and webhooks. It keeps other targets and delivers nothing to them.");
        }
        let account = &cx.caller.account;
        for mut target in self.targets {
            match &mut target {
                Target::Function(it) => {
                    it.arn =
                        arns::function(account, &it.region, &it.service_name, &it.function_name);
                }
                Target::Queue(it) => {
                    it.arn = arns::queue(account, &it.region, &it.queue, &it.topic);
                }
                Target::Log(it) => {
                    it.arn = arns::log(account, &it.region, &it.project, &it.log_store);
                }
                Target::Contact(_) | Target::Webhook(_) | Target::OpenApi(_) => {}
            }
            event_targets::put(cx.tx, account, &self.name, &target)?;
        }
        Ok(Response {
            failed_parameter_count: "0",
            failed_contact_parameters: FailedContacts { contact_parameter: [] },
            failed_fc_parameters: FailedFunctions { fc_parameter: [] },
            failed_mns_parameters: FailedQueues { mns_parameter: [] },
        })
    }
}
