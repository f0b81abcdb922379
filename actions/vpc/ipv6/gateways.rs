//! IPv6 gateways in answers.

use serde::Serialize;

use crate::vpc::{
    groups_of_resources,
    lists::{self, Listed},
    tables::ipv6_gateways::Ipv6Gateway,
    tags::tag_sets::{self, ShownTag},
};
use crate::{Cx, Result, shared::format};

/// The type of gateways that are tagged.
pub(in crate::vpc) const TAGGED: &str = "IPV6GATEWAY";
/// How many letters and digits the ids have.
pub(in crate::vpc) const ID_LENGTH: usize = 21;

/// A gateway in answers. All is empty of one that is not there.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownGateway {
    ipv6_gateway_id: String,
    vpc_id: String,
    region_id: String,
    name: String,
    description: String,
    status: &'static str,
    business_status: &'static str,
    instance_charge_type: &'static str,
    creation_time: String,
    expired_time: &'static str,
    resource_group_id: String,
    owner_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway_route_table_id: Option<&'static str>,
    tags: Listed<ShownTag>,
}

/// A gateway in answers; `alone` in the answer about one.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: Ipv6Gateway, alone: bool) -> Result<ShownGateway> {
    let is_there = !it.id.is_empty();
    let of_one = |text| if is_there { text } else { "" };
    Ok(ShownGateway {
        tags: tag_sets::shown(cx, &it.id)?,
        status: of_one(lists::pending(cx.now, &it)),
        business_status: of_one("Normal"),
        instance_charge_type: of_one("PostPaid"),
        creation_time: if is_there { format::iso(it.made) } else { String::new() },
        expired_time: "",
        resource_group_id: if is_there {
            groups_of_resources::shown(&it.account, &it.resource_group)
        } else {
            String::new()
        },
        owner_id: lists::number(&it.account),
        gateway_route_table_id: alone.then_some(""),
        ipv6_gateway_id: it.id,
        vpc_id: it.vpc,
        region_id: it.region,
        name: it.name,
        description: it.description,
    })
}
