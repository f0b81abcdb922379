//! The security group of a default network, which lets everything through.

use serde_json::json;

use crate::{
    Cx, Result,
    ecs::{
        numbered,
        tables::{
            resources::{self, GROUP, Resource},
            rules::{self, Rule},
        },
    },
    shared::format,
};

/// The id of the group; it is made where it is not there.
pub(super) fn of(cx: &mut Cx<'_>, region: &str, vpc: &str) -> Result<String> {
    let account = cx.account().to_owned();
    let all = resources::in_network(cx.tx, &GROUP, &account, vpc)?;
    if let Some(found) = all.into_iter().find(|it| it.flag("Default")) {
        return Ok(found.id);
    }
    let mut made = Resource {
        id: numbered::id(cx, "sg", region),
        region: region.to_owned(),
        network: vpc.to_owned(),
        made: cx.now,
        ..Resource::default()
    };
    made.name.clone_from(&made.id);
    made.set("Description", "System created security group.");
    made.set("SecurityGroupType", "normal");
    made.set("InnerAccessPolicy", "Accept");
    made.set("Default", true);
    resources::add(cx.tx, &GROUP, &account, &mut made)?;
    for (direction, source, destination) in
        [("ingress", "0.0.0.0/0", ""), ("egress", "", "0.0.0.0/0")]
    {
        let body = json!({
            "Direction": direction,
            "IpProtocol": "ALL",
            "PortRange": "-1/-1",
            "SourcePortRange": "",
            "Policy": "Accept",
            "Priority": "110",
            "NicType": "intranet",
            "Description": "System created rule.",
            "SourceCidrIp": source,
            "Ipv6SourceCidrIp": "",
            "SourceGroupId": "",
            "SourceGroupOwnerAccount": "",
            "SourcePrefixListId": "",
            "SourcePrefixListName": "",
            "DestCidrIp": destination,
            "Ipv6DestCidrIp": "",
            "DestGroupId": "",
            "DestGroupOwnerAccount": "",
            "DestPrefixListId": "",
            "DestPrefixListName": "",
            "PortRangeListId": "",
            "PortRangeListName": "",
            "CreateTime": format::iso(cx.now),
        });
        let mut rule = Rule {
            group: made.id.clone(),
            seq: 0,
            id: numbered::id(cx, "sgr", region),
            peer: String::new(),
            body: body.as_object().cloned().unwrap_or_default(),
        };
        rules::put(cx.tx, &account, &mut rule)?;
    }
    Ok(made.id)
}
