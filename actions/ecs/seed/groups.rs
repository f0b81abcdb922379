//! Security groups of seed files.

use serde_json::Value;

use super::{TAGS, given, set_tags, shown_tags};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        groups::group_rules::{self, Direction},
        network, numbered,
        tables::{
            resources::{self, GROUP, Resource},
            rules,
        },
    },
    shared::format,
};

/// The members of a rule, with the parameters that they are.
const RULE: [(&str, &str); 8] = [
    ("protocol", "IpProtocol"),
    ("ports", "PortRange"),
    ("policy", "Policy"),
    ("priority", "Priority"),
    ("description", "Description"),
    ("source", "SourceCidrIp"),
    ("source_group", "SourceGroupId"),
    ("destination", "DestCidrIp"),
];

const RULES: &[SeedMember] = &[
    SeedMember::text("direction", "ingress, which is the default, or egress."),
    SeedMember::text("protocol", "The protocol: TCP, UDP, ICMP, ICMPv6, GRE or ALL.").required(),
    SeedMember::text("ports", "The ports, such as 22/22; -1/-1 for all.").required(),
    SeedMember::text("policy", "Accept, which is the default, or Drop."),
    SeedMember::text("priority", "The priority, from 1 to 100; 1 unless given."),
    SeedMember::text("description", "The description."),
    SeedMember::text("source", "The addresses that traffic comes from."),
    SeedMember::text("source_group", "The id of the group that traffic comes from."),
    SeedMember::text("destination", "The addresses that traffic goes to."),
];

pub(super) const GROUPS: SeedKind = SeedKind {
    name: "security_groups",
    doc: "Security groups.",
    key: &["id"],
    members: &[
        SeedMember::text("id", "The id, of any form: sg-shop.").required(),
        SeedMember::text("vpc", "The id of its VPC.").required(),
        SeedMember::text("name", "The name."),
        SeedMember::text("description", "The description."),
        SeedMember::text("type", "normal, which is the default, or enterprise."),
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
    resources::put(cx.tx, &GROUP, &account, &group)?;
    set_tags(cx, &GROUP, &group, it)?;
    if !it.contains_key("rules") {
        return Ok(());
    }
    rules::delete_all(cx.tx, &account, &group.id)?;
    for one in seed::objects(it, "rules") {
        let egress = seed::text(&one, "direction") == "egress";
        let direction = if egress { Direction::Egress } else { Direction::Ingress };
        let mut rule = group_rules::read(cx, &group, &given(&one, &RULE), (direction, ""))?;
        rule.id = numbered::id(cx, "sgr", &group.region);
        rule.body.insert("CreateTime".to_owned(), format::iso(cx.now).into());
        rules::put(cx.tx, &account, &mut rule)?;
    }
    Ok(())
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
        ("rules", all.into()),
        ("tags", shown_tags(cx, &GROUP, &it.id)?),
    ]))
}
