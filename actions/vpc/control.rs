//! Routes of the control API: how networks fare, with their quotas and how long each step takes.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Operation, OwnerSource, Type},
    sts::instance_role::own_account,
    vpc::{
        cidr::Cidr,
        tables::settings::{self, Settings},
    },
};

type Result<T> = std::result::Result<T, ControlError>;

/// The longest time that may be set: 366 days.
const LONGEST: i64 = 366 * 24 * 60 * 60 * 1000;
/// The greatest quota that may be set.
const MOST: i64 = 1_000_000;

const TIME: Type = Type::Integer(0, LONGEST);
const QUOTA: Type = Type::Integer(0, MOST);

/// Each setting, with what it means and what it may be.
const MEMBERS: &[(&str, &str)] = &[
    ("vpc_ms", "how long a new VPC is pending, in milliseconds; default 1000"),
    ("vswitch_ms", "how long a new vSwitch is pending; default 1000"),
    ("association_ms", "how long a vSwitch is pending when its route table changes; default 500"),
    ("route_ms", "how long a route is pending or being modified, and a route table; default 500"),
    ("eip_ms", "how long an address is associated or unassociated; default 1000"),
    ("nat_create_ms", "how long a NAT gateway is created; default 3000"),
    ("nat_delete_ms", "how long a NAT gateway is deleted; default 2000"),
    ("nat_entry_ms", "how long a SNAT or DNAT entry is pending or being modified; default 1000"),
    ("acl_ms", "how long a network ACL is modified, bound or unbound; default 500"),
    ("ipv6_gateway_ms", "how long an IPv6 gateway is pending; default 1000"),
    ("max_vpcs", "the quota of VPCs in a region; default 10"),
    ("max_secondary_cidrs", "the quota of secondary blocks of a VPC; default 5"),
    ("max_vswitches", "the quota of vSwitches of a VPC; default 150"),
    ("max_route_tables", "the quota of custom route tables of a VPC; default 9"),
    ("max_route_entries", "the quota of custom routes of a table; default 200"),
    ("max_eips", "the quota of elastic IP addresses; default 20"),
    ("max_nat_gateways", "the quota of NAT gateways of a VPC; default 5"),
    ("max_nat_eips", "the quota of addresses of a NAT gateway; default 20"),
    ("max_snat_entries", "the quota of SNAT entries of a gateway; default 40"),
    ("max_forward_entries", "the quota of DNAT entries of a gateway; default 100"),
    ("max_network_acls", "the quota of network ACLs of a VPC; default 200"),
    ("max_network_acl_entries", "the quota of entries of an ACL in each direction; default 20"),
    ("max_package_eips", "the quota of addresses in shared bandwidth; default 100"),
    (
        "one_vswitch_at_a_time",
        "whether no vSwitch can be created while another one of its VPC is pending; default false",
    ),
    (
        "task_conflict",
        "whether a call meets TaskConflict while another change of the same is under way; default false",
    ),
    ("eip_pool", "the block that elastic IP addresses are of; default 47.96.0.0/16"),
];

const TYPES: &[(&str, Type)] = &[
    ("vpc_ms", TIME),
    ("vswitch_ms", TIME),
    ("association_ms", TIME),
    ("route_ms", TIME),
    ("eip_ms", TIME),
    ("nat_create_ms", TIME),
    ("nat_delete_ms", TIME),
    ("nat_entry_ms", TIME),
    ("acl_ms", TIME),
    ("ipv6_gateway_ms", TIME),
    ("max_vpcs", QUOTA),
    ("max_secondary_cidrs", QUOTA),
    ("max_vswitches", QUOTA),
    ("max_route_tables", QUOTA),
    ("max_route_entries", QUOTA),
    ("max_eips", QUOTA),
    ("max_nat_gateways", QUOTA),
    ("max_nat_eips", QUOTA),
    ("max_snat_entries", QUOTA),
    ("max_forward_entries", QUOTA),
    ("max_network_acls", QUOTA),
    ("max_network_acl_entries", QUOTA),
    ("max_package_eips", QUOTA),
    ("one_vswitch_at_a_time", Type::Boolean),
    ("task_conflict", Type::Boolean),
];

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("vpc/settings", "Answers how the networks of an account fare.")
            .owner(OwnerSource::Query),
        |cx, _| shown(cx),
    ),
    ControlRoute::new(
        Operation::post(
            "vpc/settings",
            "Sets how the networks of an account fare, and answers it.",
        )
        .owner(OwnerSource::Query)
        .object(MEMBERS, &[r#"{"vpc_ms": 0}"#, r#"{"max_vswitches": 2}"#])
        .types(TYPES),
        set,
    ),
];

fn shown(cx: &mut Cx<'_>) -> Result<Value> {
    let account = own_account(cx)?;
    Ok(json!(settings::read(cx.tx, &account)?))
}

fn set(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value> {
    let account = own_account(cx)?;
    let mut whole = json!(settings::read(cx.tx, &account)?);
    for (name, value) in request.members() {
        let of = TYPES.iter().find(|(known, _)| *known == name).map(|(_, of)| *of);
        let why = match of {
            Some(Type::Boolean) if !value.is_boolean() => "it must be true or false",
            Some(Type::Integer(least, most))
                if !value.as_i64().is_some_and(|it| (least..=most).contains(&it)) =>
            {
                "it must be a number that is not negative: of milliseconds, 366 days at most; of a quota, a million"
            }
            None if value.as_str().and_then(Cidr::parse).is_none() => {
                "it must be a block of IPv4 addresses"
            }
            _ => {
                whole[&*name] = value;
                continue;
            }
        };
        return Err(ControlError::member(&name, why));
    }
    let it: Settings =
        serde_json::from_value(whole).map_err(|why| ControlError::WrongBody(why.to_string()))?;
    settings::put(cx.tx, &account, &it)?;
    shown(cx)
}
