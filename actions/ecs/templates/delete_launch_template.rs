//! `DeleteLaunchTemplate` deletes a launch template with its versions.

use serde_json::{Value, json};

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::templates::NO_TEMPLATE,
        given::{Given, Parameter, need, text},
        tables::{
            resources::{self, TEMPLATE},
            versions,
        },
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), text("LaunchTemplateId"), text("LaunchTemplateName")];

pub(in crate::ecs) struct DeleteLaunchTemplate(Given);

impl Action for DeleteLaunchTemplate {
    const NAME: &'static str = "DeleteLaunchTemplate";
    const DOC: &'static str = "Deletes a launch template with its versions.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:launchtemplate/{LaunchTemplateId}"];
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE];
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
    let mut numbers: Vec<i64> =
        versions::of(cx.tx, &account, &template.id)?.iter().map(|it| it.number).collect();
    numbers.reverse();
    versions::delete(cx.tx, &account, &template.id, None)?;
    tagged::forget(cx, &TEMPLATE, &template.id)?;
    resources::delete(cx.tx, &TEMPLATE, &account, &template)?;
    Ok(json!({
        "LaunchTemplateId": template.id,
        "LaunchTemplateVersionNumbers": {"versionNumbers": numbers},
    }))
}
