//! `DescribeLaunchTemplateVersions` lists the versions of a launch template.

use serde_json::Value;

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::templates::NO_TEMPLATE,
        given::{Given, Parameter, flag, int, need, numbers, page, text},
        lists::Paging,
        tables::versions,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("LaunchTemplateId"),
    text("LaunchTemplateName"),
    numbers("LaunchTemplateVersion", 30),
    flag("DefaultVersion"),
    int("MinVersion"),
    int("MaxVersion"),
    flag("DetailFlag"),
    page(50),
];

pub(in crate::ecs) struct DescribeLaunchTemplateVersions(Given);

impl Action for DescribeLaunchTemplateVersions {
    const NAME: &'static str = "DescribeLaunchTemplateVersions";
    const DOC: &'static str = "Lists the versions of a launch template.";
    const ACCESS: Access = Access::List;
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
    let mut all = versions::of(cx.tx, &account, &template.id)?;
    let wanted = it.numbers("LaunchTemplateVersion");
    let default = template.int("DefaultVersion");
    all.retain(|one| {
        wanted.as_ref().is_none_or(|all| all.contains(&one.number))
            && (!it.flag("DefaultVersion") || one.number == default)
            && it.int("MinVersion").is_none_or(|least| one.number >= least)
            && it.int("MaxVersion").is_none_or(|most| one.number <= most)
    });
    let paging = Paging::of(it);
    let (shown, total) = paging.slice(all);
    let detailed = it.opt_flag("DetailFlag").unwrap_or(true);
    let rows = shown.iter().map(|one| known_templates::row(&template, one, detailed)).collect();
    let names = ("LaunchTemplateVersionSets", "LaunchTemplateVersionSet");
    Ok(Value::Object(paging.answer(names, rows, (total, None))))
}
