//! `DeleteLaunchTemplateVersion` deletes versions of a launch template.

use serde_json::{Value, json};

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::templates::{IS_DEFAULT, NO_TEMPLATE},
        given::{Given, Parameter, need, need_numbers, text},
        tables::versions,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("LaunchTemplateId"),
    text("LaunchTemplateName"),
    need_numbers("DeleteVersion", 30),
];

pub(in crate::ecs) struct DeleteLaunchTemplateVersion(Given);

impl Action for DeleteLaunchTemplateVersion {
    const NAME: &'static str = "DeleteLaunchTemplateVersion";
    const DOC: &'static str = "Deletes versions of a launch template.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:launchtemplate/{LaunchTemplateId}"];
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE, IS_DEFAULT];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let template = known_templates::find(cx, it)?;
    let gone = it.numbers("DeleteVersion").unwrap_or_default();
    if gone.contains(&template.int("DefaultVersion")) {
        return Err(IS_DEFAULT.with(&template.id));
    }
    let mut rows = Vec::new();
    for number in gone {
        versions::delete(cx.tx, &account, &template.id, Some(number))?;
        rows.push(json!({
            "LaunchTemplateId": template.id,
            "LaunchTemplateVersionNumber": number,
        }));
    }
    Ok(json!({"LaunchTemplateVersions": {"LaunchTemplateVersion": rows}}))
}
