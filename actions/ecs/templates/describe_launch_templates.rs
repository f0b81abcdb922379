//! `DescribeLaunchTemplates` lists launch templates.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Params, Result,
    ecs::{
        calls,
        given::{Given, Parameter, list, need, page, tags, text},
        lists::{self, Among, Paging},
        tables::resources::{Resource, TEMPLATE},
        tagged,
    },
    ports::store::Tx,
    shared::format,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    list("LaunchTemplateId", 100),
    list("LaunchTemplateName", 100),
    text("TemplateResourceGroupId"),
    tags("TemplateTag"),
    page(50),
];

pub(in crate::ecs) struct DescribeLaunchTemplates(Given);

impl Action for DescribeLaunchTemplates {
    const NAME: &'static str = "DescribeLaunchTemplates";
    const DOC: &'static str = "Lists launch templates.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:launchtemplate/*"];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = it.list("LaunchTemplateId").map_or(Among::All, Among::Ids);
    let named = it.list("LaunchTemplateName");
    let group = it.opt("TemplateResourceGroupId");
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        Ok(named.as_ref().is_none_or(|all| all.contains(&one.name))
            && group.is_none_or(|group| one.group == group))
    };
    let keep: Option<lists::Keep<'_>> =
        if named.is_some() || group.is_some() { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &TEMPLATE, it, among, keep)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        rows.push(json!({
            "LaunchTemplateId": one.id,
            "LaunchTemplateName": one.name,
            "DefaultVersionNumber": one.int("DefaultVersion"),
            "LatestVersionNumber": one.int("LatestVersion"),
            "CreateTime": format::iso(one.made),
            "ModifiedTime": format::iso(one.int("ModifiedAt")),
            "CreatedBy": one.text("CreatedBy"),
            "ResourceGroupId": one.group,
            "Tags": tagged::shown(cx, &TEMPLATE, &one.id)?,
        }));
    }
    Ok(Value::Object(Paging::of(it).answer(
        ("LaunchTemplateSets", "LaunchTemplateSet"),
        rows,
        totals,
    )))
}
