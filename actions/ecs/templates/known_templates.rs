//! Launch templates and their versions: which one a call means, and how they are shown.

use serde_json::{Map, Value, json};

use crate::{
    Cx, Result,
    ecs::{
        calls,
        faults::{
            calls::missing,
            templates::{MANY_VERSIONS, NO_TEMPLATE, NO_VERSION},
        },
        given::Given,
        limits,
        tables::{
            resources::{self, Resource, TEMPLATE},
            versions::{self, Version},
        },
    },
    shared::format,
};

/// The parameters that are no part of a version.
const NOT_KEPT: [&str; 8] = [
    "ClientToken",
    "LaunchTemplateId",
    "LaunchTemplateName",
    "RegionId",
    "TemplateResourceGroupId",
    "TemplateTag",
    "VersionDescription",
    "DryRun",
];

/// What of a call is kept in a version.
pub(super) fn kept(it: &Given) -> Map<String, Value> {
    let mut body = it.0.clone();
    body.retain(|name, _| !NOT_KEPT.contains(&name.as_str()));
    body
}

/// The template that a call means, by its id or its name.
pub(in crate::ecs) fn find(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let found = match (it.opt("LaunchTemplateId"), it.opt("LaunchTemplateName")) {
        (Some(id), _) => resources::one(cx.tx, &TEMPLATE, &account, id)?,
        (None, Some(name)) => {
            resources::named(cx.tx, &TEMPLATE, &account, (&region, name))?.into_iter().next()
        }
        (None, None) => return Err(missing("LaunchTemplateId")),
    };
    Ok(found.filter(|it| it.region == region).ok_or(NO_TEMPLATE)?)
}

/// What a template says where a call leaves something out; nothing where the call names no template.
pub(in crate::ecs) fn values(cx: &mut Cx<'_>, it: &Given) -> Result<Map<String, Value>> {
    if !it.has("LaunchTemplateId") && !it.has("LaunchTemplateName") {
        return Ok(Map::new());
    }
    let account = cx.account().to_owned();
    let template = find(cx, it)?;
    let number = it.int("LaunchTemplateVersion").unwrap_or(template.int("DefaultVersion"));
    let all = versions::of(cx.tx, &account, &template.id)?;
    let found = all.into_iter().find(|it| it.number == number);
    Ok(found.ok_or_else(|| NO_VERSION.with(&template.id))?.body)
}

/// Adds a version of a template with what a call gives.
pub(super) fn add_version(cx: &mut Cx<'_>, template: &mut Resource, it: &Given) -> Result<i64> {
    let account = cx.account().to_owned();
    let most = limits::limit(cx, "limit.template-versions")?;
    let there = versions::of(cx.tx, &account, &template.id)?;
    if i64::try_from(there.len()).unwrap_or(i64::MAX) >= most {
        return Err(MANY_VERSIONS.with(&template.id));
    }
    let number = template.int("LatestVersion") + 1;
    let version = Version {
        number,
        description: it.text("VersionDescription").to_owned(),
        made: cx.now,
        body: kept(it),
    };
    versions::add(cx.tx, &account, &template.id, &version)?;
    template.set("LatestVersion", number);
    template.set("ModifiedAt", cx.now);
    Ok(number)
}

/// A list of a version, wrapped as answers show it.
fn wrapped(name: &str, value: &Value) -> (String, Value) {
    match name {
        "Tag" => ("Tags".to_owned(), json!({"InstanceTag": value})),
        "DataDisk" => ("DataDisks".to_owned(), json!({"DataDisk": value})),
        "SecurityGroupIds" => (name.to_owned(), json!({"SecurityGroupId": value})),
        "NetworkInterface" => {
            let mut all = value.as_array().cloned().unwrap_or_default();
            for one in &mut all {
                let groups = one.get("SecurityGroupIds").cloned().unwrap_or_else(|| json!([]));
                one["SecurityGroupIds"] = json!({"SecurityGroupId": groups});
            }
            ("NetworkInterfaces".to_owned(), json!({"NetworkInterface": all}))
        }
        "SpotPriceLimit" => {
            let price = value.as_str().and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
            (name.to_owned(), price.into())
        }
        _ => (name.to_owned(), value.clone()),
    }
}

/// The row of a version. What belongs to the system disk has dots in its names (observed); other names with dots are
/// objects.
pub(super) fn row(template: &Resource, it: &Version, detailed: bool) -> Value {
    let mut data = Map::new();
    for (name, value) in it.body.iter().filter(|_| detailed) {
        match name.split_once('.') {
            Some((outer, inner)) if outer != "SystemDisk" => {
                let object = data.entry(outer.to_owned()).or_insert_with(|| json!({}));
                object[inner] = value.clone();
            }
            _ => {
                let (name, value) = wrapped(name, value);
                data.insert(name, value);
            }
        }
    }
    for (outer, inner) in [
        ("Tags", "InstanceTag"),
        ("DataDisks", "DataDisk"),
        ("NetworkInterfaces", "NetworkInterface"),
        ("SecurityGroupIds", "SecurityGroupId"),
    ] {
        data.entry(outer.to_owned()).or_insert_with(|| json!({inner: []}));
    }
    json!({
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "VersionNumber": it.number,
        "DefaultVersion": it.number == template.int("DefaultVersion"),
        "VersionDescription": it.description,
        "CreateTime": format::iso(it.made),
        "ModifiedTime": format::iso(it.made),
        "CreatedBy": template.text("CreatedBy"),
        "LaunchTemplateData": data,
    })
}
