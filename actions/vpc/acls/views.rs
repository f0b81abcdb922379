//! Network ACLs in answers.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::vpc::{
    acls::{acl_entries::AclEntry, bound},
    lists::{self, Listed},
    tables::{acls::Acl, switches::VSwitch},
    tags::tag_sets::{self, ShownTag},
};
use crate::{ApiError, Cx, Result};

/// The type of ACLs that are tagged.
pub(in crate::vpc) const TAGGED: &str = "NETWORKACL";

/// An ACL. What only some answers have is left out in the others.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownAcl {
    network_acl_id: String,
    network_acl_name: String,
    description: String,
    region_id: String,
    vpc_id: String,
    status: &'static str,
    creation_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_id: Option<i64>,
    ingress_acl_entries: Listed<ShownEntry>,
    egress_acl_entries: Listed<ShownEntry>,
    resources: Listed<ShownResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Listed<ShownTag>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownEntry {
    network_acl_entry_id: String,
    network_acl_entry_name: String,
    policy: String,
    protocol: String,
    port: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_cidr_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_cidr_ip: Option<String>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_version: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownResource {
    resource_id: String,
    resource_type: &'static str,
    status: &'static str,
}

/// A time as ACLs have it (observed).
fn time(millis: i64) -> String {
    let time = DateTime::<Utc>::from_timestamp_millis(millis);
    time.map(|it| it.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

fn entries(stored: &str, comes_in: bool, is_whole: bool) -> Result<Vec<ShownEntry>> {
    let all: Vec<AclEntry> = serde_json::from_str(stored).map_err(ApiError::internal)?;
    let shown = |it: AclEntry| {
        let version = if it.cidr.contains(':') { "IPv6" } else { "IPv4" };
        let (source, destination) =
            if comes_in { (Some(it.cidr), None) } else { (None, Some(it.cidr)) };
        ShownEntry {
            network_acl_entry_id: it.id,
            network_acl_entry_name: it.name,
            policy: it.policy,
            protocol: it.protocol,
            port: it.port,
            source_cidr_ip: source,
            destination_cidr_ip: destination,
            description: it.description,
            entry_type: is_whole.then_some(it.kind),
            ip_version: is_whole.then_some(version),
        }
    };
    Ok(all.into_iter().map(shown).collect())
}

/// An ACL: all of it, or what the answer to its creation has.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: Acl, is_whole: bool) -> Result<ShownAcl> {
    let now = cx.now;
    let resource = |it: VSwitch| ShownResource {
        status: bound::binding(now, &it),
        resource_id: it.id,
        resource_type: "VSwitch",
    };
    let bound = bound::vswitches(cx, &it.id)?.into_iter().map(resource).collect();
    let tags = if is_whole { Some(tag_sets::shown(cx, &it.id)?) } else { None };
    Ok(ShownAcl {
        status: bound::status(now, &it),
        creation_time: time(it.made),
        owner_id: is_whole.then(|| lists::number(&it.account)),
        ingress_acl_entries: Listed("IngressAclEntry", entries(&it.ingress, true, is_whole)?),
        egress_acl_entries: Listed("EgressAclEntry", entries(&it.egress, false, is_whole)?),
        resources: Listed("Resource", bound),
        tags,
        network_acl_id: it.id,
        network_acl_name: it.name,
        description: it.description,
        region_id: it.region,
        vpc_id: it.vpc,
    })
}
