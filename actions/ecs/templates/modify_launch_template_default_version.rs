//! `ModifyLaunchTemplateDefaultVersion` sets the default version of a launch template.

use serde_json::Value;

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::templates::{NO_TEMPLATE, NO_VERSION},
        given::{Given, Parameter, need, need_int, text},
        tables::{
            resources::{self, TEMPLATE},
            versions,
        },
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("LaunchTemplateId"),
    text("LaunchTemplateName"),
    need_int("DefaultVersionNumber"),
];

pub(in crate::ecs) struct ModifyLaunchTemplateDefaultVersion(Given);

impl Action for ModifyLaunchTemplateDefaultVersion {
    const NAME: &'static str = "ModifyLaunchTemplateDefaultVersion";
    const DOC: &'static str = "Sets the default version of a launch template.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:launchtemplate/{LaunchTemplateId}"];
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE, NO_VERSION];
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
    let mut template = known_templates::find(cx, it)?;
    let number = it.int("DefaultVersionNumber").unwrap_or(0);
    let all = versions::of(cx.tx, &account, &template.id)?;
    if !all.iter().any(|it| it.number == number) {
        return Err(NO_VERSION.with(&template.id));
    }
    template.set("DefaultVersion", number);
    template.set("ModifiedAt", cx.now);
    resources::put(cx.tx, &TEMPLATE, &account, &template)?;
    Ok(calls::nothing())
}
