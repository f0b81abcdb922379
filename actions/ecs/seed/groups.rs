//! Security groups of seed files.

use serde_json::Value;

use super::{
    TAGS,
    forms::{
        BLOCK, DESCRIPTION, DIRECTION, GROUP_ID, GROUP_TYPE, IPV6_BLOCK, NAME, POLICY, PRIORITY,
        PROTOCOL, RULE_DESCRIPTION,
    },
    given, set_tags, shown_tags,
};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        faults::groups::{FIXED_INNER_POLICY, TWICE_IN_CALL},
        groups::{
            group_changes,
            group_rules::{self, Direction},
        },
        network, numbered,
        tables::{
            resources::{self, GROUP, Resource},
            rules,
        },
    },
    shared::format,
};

/// The members of a rule, with the parameters that they are.
const RULE: [(&str, &str); 14] = [
    ("protocol", "IpProtocol"),
    ("ports", "PortRange"),
    ("policy", "Policy"),
    ("priority", "Priority"),
    ("description", "Description"),
    ("source_ports", "SourcePortRange"),
    ("source", "SourceCidrIp"),
    ("ipv6_source", "Ipv6SourceCidrIp"),
    ("source_group", "SourceGroupId"),
    ("source_prefix_list", "SourcePrefixListId"),
    ("destination", "DestCidrIp"),
    ("ipv6_destination", "Ipv6DestCidrIp"),
    ("destination_group", "DestGroupId"),
    ("destination_prefix_list", "DestPrefixListId"),
];

const RULES: &[SeedMember] = &[
    SeedMember::form("direction", DIRECTION, "ingress, which is the default, or egress."),
    SeedMember::form("protocol", PROTOCOL, "The protocol: TCP, UDP, ICMP, ICMPv6, GRE or ALL.")
        .required(),
    SeedMember::text("ports", "The ports, such as 22/22; -1/-1 for all.").required(),
    SeedMember::form("policy", POLICY, "Accept, which is the default, or Drop."),
    SeedMember::form("priority", PRIORITY, "The priority, from 1 to 100; 1 unless given."),
    SeedMember::form("description", RULE_DESCRIPTION, "The description."),
    SeedMember::text("source_ports", "The ports that traffic comes from."),
    SeedMember::form("source", BLOCK, "The addresses that traffic comes from."),
    SeedMember::form("ipv6_source", IPV6_BLOCK, "The IPv6 addresses that traffic comes from."),
    SeedMember::text("source_group", "The id of the group that traffic comes from."),
    SeedMember::text("source_prefix_list", "The id of the prefix list that traffic comes from."),
    SeedMember::form("destination", BLOCK, "The addresses that traffic goes to."),
    SeedMember::form("ipv6_destination", IPV6_BLOCK, "The IPv6 addresses that traffic goes to."),
    SeedMember::text("destination_group", "The id of the group that traffic goes to."),
    SeedMember::text("destination_prefix_list", "The id of the prefix list that traffic goes to."),
];

pub(super) const GROUPS: SeedKind = SeedKind {
    name: "security_groups",
    doc: "Security groups.",
    key: &["id"],
    members: &[
        GROUP_ID,
        SeedMember::text("vpc", "The id of its VPC.").required(),
        NAME,
        DESCRIPTION,
        SeedMember::form("type", GROUP_TYPE, "normal, which is the default, or enterprise."),
        SeedMember::form(
            "inner_access",
            POLICY,
            "Whether its members reach each other: Accept, the default of normal ones, or Drop.",
        ),
        SeedMember::new("rules", SeedType::Objects(RULES), "All of its rules."),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &GROUP, &account)?;
        all.into_iter().rev().map(|it| shown(cx, &it)).collect()
    },
    create,
    update: Some(|cx, it, there| {
        let id = seed::text(it, "id");
        seed::refuse_change(&format!("the security group {id}"), it, there, &["vpc", "type"])?;
        let account = cx.account().to_owned();
        let found = resources::one(cx.tx, &GROUP, &account, id)?;
        let none = || ControlError::Wrong(format!("there is no security group {id}"));
        set(cx, found.ok_or_else(none)?, it).map(|()| true)
    }),
};

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let vpc = seed::text(it, "vpc");
    let none = || ControlError::Wrong(format!("there is no VPC {vpc}"));
    let vpc = network::vpc(cx, vpc)?.ok_or_else(none)?;
    let mut made = Resource {
        id: seed::text(it, "id").to_owned(),
        region: vpc.region,
        network: vpc.id,
        made: cx.now,
        ..Resource::default()
    };
    let enterprise = seed::text(it, "type") == "enterprise";
    made.set("SecurityGroupType", if enterprise { "enterprise" } else { "normal" });
    made.set("InnerAccessPolicy", if enterprise { "Drop" } else { "Accept" });
    resources::add(cx.tx, &GROUP, &account, &mut made)?;
    set(cx, made, it)
}

/// Makes of a group all that an entry says of it.
fn set(cx: &mut Cx<'_>, mut group: Resource, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    if it.contains_key("name") {
        seed::text(it, "name").clone_into(&mut group.name);
    }
    if it.contains_key("description") {
        group.set("Description", seed::text(it, "description"));
    }
    if it.contains_key("inner_access") {
        let inner = seed::text(it, "inner_access");
        if group.text("SecurityGroupType") == "enterprise" && inner != "Drop" {
            return Err(FIXED_INNER_POLICY.into());
        }
        group.set("InnerAccessPolicy", inner);
    }
    resources::put(cx.tx, &GROUP, &account, &group)?;
    set_tags(cx, &GROUP, &group, it)?;
    if !it.contains_key("rules") {
        return Ok(());
    }
    rules::delete_all(cx.tx, &account, &group.id)?;
    let mut all: Vec<rules::Rule> = Vec::new();
    for one in seed::objects(it, "rules") {
        let egress = seed::text(&one, "direction") == "egress";
        let direction = if egress { Direction::Egress } else { Direction::Ingress };
        let mut rule = group_rules::read(cx, &group, &given(&one, &RULE), (direction, ""))?;
        if all.iter().any(|before| group_rules::are_equal(&before.body, &rule.body)) {
            return Err(TWICE_IN_CALL.into());
        }
        rule.id = numbered::id(cx, "sgr", &group.region);
        rule.body.insert("CreateTime".to_owned(), format::iso(cx.now).into());
        rules::put(cx.tx, &account, &mut rule)?;
        all.push(rule);
    }
    Ok(group_changes::check_count(cx, &all)?)
}

fn shown(cx: &mut Cx<'_>, it: &Resource) -> Result<Fields, ControlError> {
    let account = cx.account().to_owned();
    let rule = |rule: rules::Rule| {
        let mut fields = Fields::new();
        for (member, name) in RULE.iter().chain(&[("direction", "Direction")]) {
            let text = rule.body.get(*name).and_then(Value::as_str).unwrap_or_default();
            if !text.is_empty() {
                fields.insert((*member).to_owned(), text.into());
            }
        }
        Value::Object(fields)
    };
    let all: Vec<Value> = rules::of(cx.tx, &account, &it.id)?.into_iter().map(rule).collect();
    Ok(seed::fields([
        ("id", it.id.clone().into()),
        ("vpc", it.network.clone().into()),
        ("name", it.name.clone().into()),
        ("description", it.text("Description").into()),
        ("type", it.text("SecurityGroupType").into()),
        ("inner_access", it.text("InnerAccessPolicy").into()),
        ("rules", all.into()),
        ("tags", shown_tags(cx, &GROUP, &it.id)?),
    ]))
}
