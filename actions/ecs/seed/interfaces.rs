//! Secondary network interfaces of seed files.

use serde_json::Value;

use super::{
    TAGS,
    forms::{DESCRIPTION, INTERFACE_ID, NAME},
    given_groups, given_tags, set, shown_tags,
};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        groups::membership,
        interfaces::{
            finding,
            holding::{self, NewInterface},
        },
        network,
        tables::{
            members,
            resources::{self, INSTANCE, INTERFACE, Resource},
        },
    },
};

pub(super) const INTERFACES: SeedKind = SeedKind {
    name: "network_interfaces",
    doc: "Secondary network interfaces.",
    key: &["id"],
    members: &[
        INTERFACE_ID,
        SeedMember::text("vswitch", "The id of its vSwitch.").required(),
        SeedMember::new("security_groups", SeedType::Texts, "The ids of its security groups.")
            .required(),
        SeedMember::text("private_ip", "The primary private address; a free one unless given."),
        SeedMember::new("more_private_ips", SeedType::Texts, "The secondary private addresses."),
        NAME,
        DESCRIPTION,
        SeedMember::text("instance", "The id of the instance that it is attached to."),
        SeedMember::new(
            "goes_with_instance",
            SeedType::Flag,
            "Whether it is deleted with its instance.",
        ),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &INTERFACE, &account)?;
        let more = all.into_iter().rev().filter(|it| it.text("Type") != "Primary");
        more.map(|it| shown(cx, &it)).collect()
    },
    create,
    update: Some(|cx, it, there| {
        let id = seed::text(it, "id");
        let fixed = ["vswitch", "security_groups", "private_ip", "more_private_ips", "instance"];
        seed::refuse_change(&format!("the network interface {id}"), it, there, &fixed)?;
        let account = cx.account().to_owned();
        let found = resources::one(cx.tx, &INTERFACE, &account, id)?;
        let none = || ControlError::Wrong(format!("there is no network interface {id}"));
        set(cx, (&INTERFACE, "DeleteOnRelease"), found.ok_or_else(none)?, it).map(|()| true)
    }),
};

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let id = seed::text(it, "vswitch");
    let none = || ControlError::Wrong(format!("there is no vSwitch {id}"));
    let vswitch = network::vswitch(cx, id)?.ok_or_else(none)?;
    let groups = given_groups(it)?;
    membership::check(cx, &vswitch.vpc, &groups, &finding::GROUP_REFUSALS)?;
    let instance = seed::text(it, "instance");
    let mut index = 0;
    if !instance.is_empty() {
        let none = || {
            ControlError::Wrong(format!(
                "there is no instance {instance} in {} and {}",
                vswitch.vpc, vswitch.zone
            ))
        };
        let found = resources::one(cx.tx, &INSTANCE, &account, instance)?;
        let near = |it: &Resource| it.network == vswitch.vpc && it.zone == vswitch.zone;
        let found = found.filter(near).ok_or_else(none)?;
        index = finding::next_index(cx, &found)?;
    }
    let address = match seed::text(it, "private_ip") {
        "" => None,
        text => {
            let why = |_| ControlError::member("private_ip", format!("{text} is no address"));
            Some(text.parse().map_err(why)?)
        }
    };
    let new = NewInterface {
        id: seed::text(it, "id"),
        vswitch: &vswitch,
        groups: &groups,
        name: "",
        description: "",
        kind: "Secondary",
        address,
        instance,
        index,
        goes_with: false,
        queues: 2,
        traffic: "",
        source_check: false,
        group: String::new(),
        tags: &given_tags(it),
    };
    let mut made = holding::make(cx, &new, finding::no_new_address)?;
    let more = seed::texts(it, "more_private_ips");
    finding::check_addresses(cx, &made, more.len())?;
    holding::take_more(cx, &mut made, (&more, 0), finding::no_new_address)?;
    set(cx, (&INTERFACE, "DeleteOnRelease"), made, it)
}

fn shown(cx: &mut Cx<'_>, it: &Resource) -> Result<Fields, ControlError> {
    let account = cx.account().to_owned();
    let mut more = it.texts("Addresses");
    let primary = if more.is_empty() { String::new() } else { more.remove(0) };
    let list = |all: Vec<String>| Value::from(all.into_iter().map(Value::from).collect::<Vec<_>>());
    Ok(seed::fields([
        ("id", it.id.clone().into()),
        ("vswitch", it.subnet.clone().into()),
        ("security_groups", list(members::groups(cx.tx, &account, &it.id)?)),
        ("private_ip", primary.into()),
        ("more_private_ips", list(more)),
        ("name", it.name.clone().into()),
        ("description", it.text("Description").into()),
        ("instance", it.holder.clone().into()),
        ("goes_with_instance", seed::set(it.flag("DeleteOnRelease"))),
        ("tags", shown_tags(cx, &INTERFACE, &it.id)?),
    ]))
}
