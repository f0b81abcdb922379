//! Instances of seed files.

use serde_json::{Value, json};

use super::{
    TAGS,
    forms::{DESCRIPTION, HOST_NAME, INSTANCE_ID, NAME},
    given, given_groups, set_tags, shown_tags,
};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        faults::instances::NO_GROUP,
        groups::{joining, membership::Refusals},
        instances::creation::{self, Making},
        interfaces::holding,
        network, states,
        tables::{
            members,
            resources::{self, INSTANCE, Resource},
        },
    },
};

/// How the instances of seeds are made.
const HOW: Making = Making {
    runs: true,
    action: "ecs:RunInstances",
    asked: false,
    refusals: Refusals { none: |_| NO_GROUP.into(), far: creation::far_group },
};

/// The members of an entry, with the parameters that they are.
const NAMES: [(&str, &str); 11] = [
    ("id", creation::WANTED_ID),
    ("name", "InstanceName"),
    ("description", "Description"),
    ("host_name", "HostName"),
    ("image", "ImageId"),
    ("type", "InstanceType"),
    ("vswitch", "VSwitchId"),
    ("security_groups", "SecurityGroupIds"),
    ("private_ip", "PrivateIpAddress"),
    ("key_pair", "KeyPairName"),
    ("user_data", "UserData"),
];

pub(super) const INSTANCES: SeedKind = SeedKind {
    name: "instances",
    doc: "Instances, with a system disk and a primary network interface each.",
    key: &["id"],
    members: &[
        INSTANCE_ID,
        SeedMember::text("image", "The id of its image.").required(),
        SeedMember::text("type", "The instance type.").required(),
        SeedMember::text("vswitch", "The id of its vSwitch.").required(),
        SeedMember::new("security_groups", SeedType::Texts, "The ids of its security groups.")
            .required(),
        NAME,
        DESCRIPTION,
        SeedMember::form("host_name", HOST_NAME, "The host name."),
        SeedMember::text("private_ip", "The private address; a free one unless given."),
        SeedMember::text("key_pair", "The name of its key pair."),
        SeedMember::text("role", "The name of its RAM role."),
        SeedMember::text("user_data", "The user data, in Base64."),
        SeedMember::new("stopped", SeedType::Flag, "Whether it is stopped."),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &INSTANCE, &account)?;
        all.into_iter().rev().map(|it| shown(cx, &it)).collect()
    },
    create: |cx, it| {
        let vswitch = seed::text(it, "vswitch");
        let none = || ControlError::Wrong(format!("there is no vSwitch {vswitch}"));
        let vswitch = network::vswitch(cx, vswitch)?.ok_or_else(none)?;
        given_groups(it)?;
        let mut call = given(it, &NAMES);
        call.0.insert("RegionId".to_owned(), vswitch.region.into());
        call.0.insert("RamRoleName".to_owned(), seed::text(it, "role").into());
        if seed::text(it, "role").is_empty() {
            call.0.shift_remove("RamRoleName");
        }
        creation::make(cx, &call, &HOW)?;
        set(cx, it)
    },
    update: Some(|cx, it, there| {
        let id = seed::text(it, "id");
        let fixed = [
            "image",
            "type",
            "vswitch",
            "security_groups",
            "private_ip",
            "key_pair",
            "role",
            "user_data",
            "host_name",
        ];
        seed::refuse_change(&format!("the instance {id}"), it, there, &fixed)?;
        set(cx, it).map(|()| true)
    }),
};

/// Makes of an instance what an entry says of what changes: its name, its description, its tags and its state.
fn set(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let id = seed::text(it, "id");
    let found = resources::one(cx.tx, &INSTANCE, &account, id)?;
    let mut found =
        found.ok_or_else(|| ControlError::Wrong(format!("there is no instance {id}")))?;
    if it.contains_key("name") {
        seed::text(it, "name").clone_into(&mut found.name);
    }
    if it.contains_key("description") {
        found.set("Description", seed::text(it, "description"));
    }
    found.course.clear();
    if it.contains_key("stopped") {
        let state = if seed::flag(it, "stopped") { "Stopped" } else { "Running" };
        state.clone_into(&mut found.state);
    }
    found.set("StartedAt", cx.now);
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(set_tags(cx, &INSTANCE, &found, it)?)
}

fn shown(cx: &mut Cx<'_>, it: &Resource) -> Result<Fields, ControlError> {
    let account = cx.account().to_owned();
    let primary = joining::primary(cx, &it.id)?.unwrap_or_default();
    let groups: Vec<Value> =
        members::groups(cx.tx, &account, &primary.id)?.into_iter().map(Value::from).collect();
    Ok(seed::fields([
        ("id", it.id.clone().into()),
        ("image", it.text("ImageId").into()),
        ("type", it.text("InstanceType").into()),
        ("vswitch", it.subnet.clone().into()),
        ("security_groups", json!(groups)),
        ("name", it.name.clone().into()),
        ("description", it.text("Description").into()),
        ("host_name", it.text("HostName").into()),
        ("private_ip", holding::address(&primary).into()),
        ("key_pair", it.text("KeyPairName").into()),
        ("role", it.text("RamRoleName").into()),
        ("user_data", it.text("UserData").into()),
        ("stopped", seed::set(states::of(it, cx.now) == "Stopped")),
        ("tags", shown_tags(cx, &INSTANCE, &it.id)?),
    ]))
}
