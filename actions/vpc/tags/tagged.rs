//! The resources that calls about tags name.

use std::collections::BTreeSet;

use crate::vpc::{
    faults::{BAD_TAGGED_TYPE, ID_TWICE, MANY_IDS, NO_TAGGED},
    lists::REGION,
    tags::kinds_of_tagged,
};
use crate::{Caller, Cx, Params, ResourceReader, Result, Spec, in_resource, text};

/// The most resources of a call (documented).
const MOST_IDS: usize = 20;

/// The type of the resources.
pub(in crate::vpc) const TYPE: Spec<String> = text("ResourceType").doc(
    "The type, in any case: VPC, VSWITCH, ROUTETABLE, EIP, NATGATEWAY, COMMONBANDWIDTHPACKAGE, NETWORKACL or IPV6GATEWAY.",
);

/// `ResourceId`: the resources of a call.
pub(in crate::vpc) fn ids(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    p.list(text("ResourceId").doc("The resources."), 100)
}

/// The ARNs of the resources of a call about tags.
pub(in crate::vpc) const RESOURCES_OF: ResourceReader = |_, caller, p| {
    let region = p.default(REGION, "*")?;
    let kind = p.default(TYPE, "")?;
    let found = ids(p)?.filter(|it| !it.is_empty()).unwrap_or_else(|| vec!["*".to_owned()]);
    let (account, kind) = (&caller.account, kinds_of_tagged::in_arns(&kind));
    let region = in_resource(&region);
    let arn = |id: &String| format!("acs:vpc:{region}:{account}:{kind}/{}", in_resource(id));
    Ok(found.iter().map(arn).collect())
};

/// The ARN of one resource, whose id this parameter has.
fn one(
    caller: &Caller,
    p: &mut Params<'_>,
    (kind, id): (&str, &'static str),
) -> Result<Vec<String>> {
    let region = p.default(REGION, "*")?;
    let id = p.default(text(id), "*")?;
    let (region, id) = (in_resource(&region), in_resource(&id));
    Ok(vec![format!("acs:vpc:{region}:{}:{kind}/{id}", caller.account)])
}

/// The ARN of a resource that is moved to another group.
pub(in crate::vpc) const MOVED: ResourceReader = |_, caller, p| {
    let kind = p.default(text("ResourceType"), "")?;
    let package = kind.eq_ignore_ascii_case("BandwidthPackage");
    let kind = if package { "bandwidthpackage" } else { kinds_of_tagged::in_arns(&kind) };
    one(caller, p, (kind, "ResourceId"))
};

/// The ARN of a resource that is protected.
pub(in crate::vpc) const PROTECTED: ResourceReader = |_, caller, p| {
    let kind = match p.default(text("Type"), "")?.as_str() {
        "EIP" => "eip",
        "CBWP" => "bandwidthpackage",
        "NATGW" => "natgateway",
        _ => "*",
    };
    one(caller, p, (kind, "InstanceId"))
};

/// The type of a call about tags.
pub(in crate::vpc) fn kind(given: &str) -> Result<&'static str> {
    kinds_of_tagged::named(given).ok_or_else(|| BAD_TAGGED_TYPE.into())
}

/// Refuses resources that are not there, are too many, or are named twice.
pub(in crate::vpc) fn check(
    cx: &mut Cx<'_>,
    (kind, ids): (&str, &[String]),
    region: &str,
) -> Result<()> {
    if ids.len() > MOST_IDS {
        return Err(MANY_IDS.into());
    }
    let different: BTreeSet<&String> = ids.iter().collect();
    if different.len() < ids.len() {
        return Err(ID_TWICE.into());
    }
    for id in ids {
        if !kinds_of_tagged::is_there(cx, (kind, id), region)? {
            return Err(NO_TAGGED.into());
        }
    }
    Ok(())
}
