//! The resources that policies are asked about where a call names some of several kinds, and leaves others out.

use crate::{
    Caller, Params, ResourceReader, Result, in_resource,
    request::{params::MAX_JSON_BYTES, spec::text},
    shared::text::each_once,
};

/// How many resources of a kind a call may name.
const MOST_NAMED: usize = 100;

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
    let ids = p.list(text(list), MOST_NAMED)?.unwrap_or_default();
    Ok(ids.iter().map(|id| arn("ecs", &region, caller, (kind, id))).collect())
}

/// How a call names resources.
#[derive(Clone, Copy)]
enum Named {
    /// By one id.
    One,
    /// By a list of ids: `Name.1`…
    List,
    /// By a list of ids in JSON.
    Json,
}

/// What a call names: the main kind, which is all of it where the call names none, and others, which it may leave out.
fn named(
    p: &mut Params<'_>,
    caller: &Caller,
    rows: &[(&str, &str, &'static str, Named)],
) -> Result<Vec<String>> {
    let region = region(p)?;
    let mut all = Vec::new();
    for (at, (service, kind, name, how)) in rows.iter().enumerate() {
        let ids = match how {
            Named::One => p.optional(text(name))?.into_iter().collect(),
            Named::List => p.list(text(name), MOST_NAMED)?.unwrap_or_default(),
            // What is no list, or too long, is refused by the action.
            Named::Json => p
                .optional(text(name))?
                .filter(|it| it.len() <= MAX_JSON_BYTES)
                .and_then(|it| serde_json::from_str::<Vec<String>>(&it).ok())
                .filter(|it| it.len() <= MOST_NAMED)
                .unwrap_or_default(),
        };
        if at == 0 && ids.is_empty() {
            all.push(arn(service, &region, caller, (kind, "*")));
        }
        all.extend(ids.iter().map(|id| arn(service, &region, caller, (kind, id))));
    }
    Ok(all)
}

/// An instance, and the groups that it gets.
pub(super) const GROUPS_OF_INSTANCE: ResourceReader = |_, caller, p| {
    let groups = ("ecs", "securitygroup", "SecurityGroupIds", Named::List);
    named(p, caller, &[("ecs", "instance", "InstanceId", Named::One), groups])
};

/// A network interface, and the groups that it gets.
pub(super) const GROUPS_OF_INTERFACE: ResourceReader = |_, caller, p| {
    let groups = ("ecs", "securitygroup", "SecurityGroupId", Named::List);
    named(p, caller, &[("ecs", "eni", "NetworkInterfaceId", Named::One), groups])
};

/// What a new network interface is made in.
pub(super) const NEW_INTERFACE: ResourceReader = |_, caller, p| {
    let mut all = named(
        p,
        caller,
        &[
            ("vpc", "vswitch", "VSwitchId", Named::One),
            ("ecs", "securitygroup", "SecurityGroupId", Named::One),
            ("ecs", "securitygroup", "SecurityGroupIds", Named::List),
        ],
    )?;
    all.insert(0, arn("ecs", &region(p)?, caller, ("eni", "*")));
    Ok(all)
};

/// The instances of a list in JSON.
pub(super) const INSTANCES_IN_JSON: ResourceReader =
    |_, caller, p| named(p, caller, &[("ecs", "instance", "InstanceIds", Named::Json)]);

/// A key pair, and the instances of a list in JSON.
pub(super) const PAIR_AND_INSTANCES: ResourceReader = |_, caller, p| {
    let instances = ("ecs", "instance", "InstanceIds", Named::Json);
    named(p, caller, &[("ecs", "keypair", "KeyPairName", Named::One), instances])
};

/// The form that a parameter has in ARNs: kinds of resources are in lower case there, whatever the call has.
pub(super) fn in_arns(name: &str, value: &str) -> Option<String> {
    (name == "ResourceType").then(|| value.to_ascii_lowercase())
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
    listed(p, caller, (in_resource(&kind.to_ascii_lowercase()), "ResourceId"))
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
    let one = |id: String| arn("ecs", &region, caller, ("securitygroup", &id));
    Ok(each_once(ids.into_iter().flatten().map(one)))
};
