//! The resources that policies are asked about where a call names some of several kinds, and leaves others out.

use crate::{Caller, Params, ResourceReader, Result, in_resource, request::spec::text};

/// The ARN of a resource of a service in a region.
fn arn(service: &str, region: &str, caller: &Caller, what: (&str, &str)) -> String {
    let (kind, id) = what;
    format!("acs:{service}:{region}:{}:{kind}/{}", caller.account, in_resource(id))
}

/// The region of a call, which must give one.
fn region(p: &mut Params<'_>) -> Result<String> {
    Ok(p.optional(text("RegionId"))?
        .map_or_else(|| "*".to_owned(), |it| in_resource(&it).to_owned()))
}

/// What a list of ids in a call names.
fn listed(
    p: &mut Params<'_>,
    caller: &Caller,
    (kind, list): (&str, &'static str),
) -> Result<Vec<String>> {
    let region = region(p)?;
    let ids = p.list(text(list), 100)?.unwrap_or_default();
    Ok(ids.iter().map(|id| arn("ecs", &region, caller, (kind, id))).collect())
}

/// The instances that a call names.
pub(super) const INSTANCES: ResourceReader =
    |_, caller, p| listed(p, caller, ("instance", "InstanceId"));

/// The security groups that a call names.
pub(super) const GROUPS: ResourceReader =
    |_, caller, p| listed(p, caller, ("securitygroup", "SecurityGroupId"));

/// What a call on tags names.
pub(super) const TAGGED: ResourceReader = |_, caller, p| {
    let kind = p.optional(text("ResourceType"))?.unwrap_or_else(|| "*".to_owned());
    listed(p, caller, (in_resource(&kind), "ResourceId"))
};

/// What instances that are made are made of.
pub(super) const RUN: ResourceReader = |_, caller, p| {
    let region = region(p)?;
    let mut all = vec![
        arn("ecs", &region, caller, ("instance", "*")),
        arn("ecs", &region, caller, ("eni", "*")),
    ];
    for (name, service, kind) in [
        ("ImageId", "ecs", "image"),
        ("SecurityGroupId", "ecs", "securitygroup"),
        ("VSwitchId", "vpc", "vswitch"),
        ("KeyPairName", "ecs", "keypair"),
        ("LaunchTemplateId", "ecs", "launchtemplate"),
    ] {
        if let Some(id) = p.optional(text(name))? {
            all.push(arn(service, &region, caller, (kind, &id)));
        }
    }
    for id in p.list(text("SecurityGroupIds"), 16)?.unwrap_or_default() {
        all.push(arn("ecs", &region, caller, ("securitygroup", &id)));
    }
    let snapshots = p.each("DataDisk", 100, |p| p.optional(text("SnapshotId")))?;
    for id in snapshots.into_iter().flatten() {
        all.push(arn("ecs", &region, caller, ("snapshot", &id)));
    }
    Ok(all)
};

/// The forms of [`RUN`].
pub(super) const OF_RUN: &[&str] = &[
    "acs:ecs:{region}:{account}:instance/*",
    "acs:ecs:{region}:{account}:eni/*",
    "acs:ecs:{region}:{account}:image/{ImageId}",
    "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}",
    "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
    "acs:ecs:{region}:{account}:keypair/{KeyPairName}",
    "acs:ecs:{region}:{account}:launchtemplate/{LaunchTemplateId}",
    "acs:ecs:{region}:{account}:snapshot/{DataDisk.N.SnapshotId}",
];

/// A group whose rules are changed, and the groups that these rules name.
pub(super) const AUTHORIZE: ResourceReader = |_, caller, p| {
    let region = region(p)?;
    let mut ids = vec![p.optional(text("SecurityGroupId"))?];
    for name in ["SourceGroupId", "DestGroupId"] {
        ids.push(p.optional(text(name))?);
        ids.extend(p.each("Permissions", 100, |p| p.optional(text(name)))?);
    }
    let mut all: Vec<String> = Vec::new();
    for id in ids.into_iter().flatten() {
        let one = arn("ecs", &region, caller, ("securitygroup", &id));
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
};
