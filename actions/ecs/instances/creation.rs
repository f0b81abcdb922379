//! How instances come to be: each with its disks, its primary interface, and addresses.

use core::net::Ipv4Addr;

use super::{
    amounts, choices, naming,
    planning::{self, DataDisk, Plan},
};
use crate::{
    Cx, Result,
    core::resource_question,
    ecs::{
        disks::making::{self, Place},
        faults::{calls::bad_parameter, instances::OTHER_VPC, interfaces},
        given::Given,
        groups::membership::Refusals,
        interfaces::holding::{self, NewInterface},
        lists,
        machines::NO_MACHINE,
        numbered, states,
        tables::resources::{self, INSTANCE, INTERFACE, Resource},
        tagged,
        templates::known_templates,
    },
    in_resource,
    ports::store,
    shared::ids,
};

/// How the instances of a call are made.
pub(in crate::ecs) struct Making {
    /// Whether they are started.
    pub(in crate::ecs) runs: bool,
    /// The action that makes them, as policies name it.
    pub(in crate::ecs) action: &'static str,
    /// Whether policies were asked about what the call names beside its interfaces and template.
    pub(in crate::ecs) asked: bool,
    /// How their groups are refused.
    pub(in crate::ecs) refusals: Refusals,
}

/// What a seed says of the id of an instance, which no call can.
pub(in crate::ecs) const WANTED_ID: &str = "(id)";

/// Groups of another VPC than the vSwitch's, which are refused with this code (assumed).
pub(in crate::ecs) fn far_group(_: &str) -> crate::ApiError {
    OTHER_VPC.into()
}

/// Makes the instances that a call asks for, and answers their ids.
pub(in crate::ecs) fn make(cx: &mut Cx<'_>, it: &Given, how: &Making) -> Result<Vec<String>> {
    let values = known_templates::values(cx, it)?;
    let given = it;
    let it = &given.clone().or(&values);
    let asked = amounts::asked(it)?;
    let plan = planning::plan(cx, it, (how.runs, &how.refusals))?;
    ask(cx, (given, &plan), how)?;
    let windows = plan.image.text("OSType") == "windows";
    choices::check_payment(it, plan.kind)?;
    choices::check_bandwidth(it)?;
    choices::check_login(cx, it, &plan.region, windows)?;
    choices::check_metadata(it)?;
    choices::check_credit(it, plan.kind)?;
    if let Some(text) = it.opt("UserData") {
        choices::check_user_data(text)?;
        cx.hint(NO_MACHINE);
    }
    if let Some(name) = it.opt("RamRoleName") {
        choices::check_role(cx, name)?;
    }
    let release = match it.opt("AutoReleaseTime") {
        Some(text) => Some(choices::release_time(cx.now, text)?),
        None => None,
    };
    let group = tagged::group(cx, it)?;
    ask_within(cx, (given, it), (&plan, &group), how)?;
    naming::check_host_names(it, asked.1)?;
    let amount = amounts::granted(cx, (it, &plan), asked)?;
    let mut all = Vec::new();
    for at in 0..amount {
        let made = one(cx, it, (&plan, how.runs), (&group, (at, amount)))?;
        if let Some(at) = release {
            cx.schedule(at, "release", &made)?;
        }
        all.push(made);
    }
    Ok(all)
}

/// Asks policies about the groups, the vSwitch and the image that the call itself does not name.
fn ask(cx: &mut Cx<'_>, (given, plan): (&Given, &Plan), how: &Making) -> Result<()> {
    let named = |name: &str, id: &str| {
        let listed = || given.list(name).is_some_and(|all| all.iter().any(|it| *it == id));
        how.asked && (given.opt(name) == Some(id) || listed())
    };
    let mut about = Vec::new();
    for id in &plan.groups {
        if !named("SecurityGroupId", id) && !named("SecurityGroupIds", id) {
            about.push(("ecs", "securitygroup", id.as_str()));
        }
    }
    for (name, service, kind, id) in [
        ("VSwitchId", "vpc", "vswitch", plan.vswitch.id.as_str()),
        ("ImageId", "ecs", "image", plan.image.id.as_str()),
    ] {
        if !named(name, id) {
            about.push((service, kind, id));
        }
    }
    for (service, kind, id) in about {
        let account = cx.account();
        let arn = format!("acs:{service}:{}:{account}:{kind}/{}", plan.region, in_resource(id));
        resource_question::ask(cx, how.action, &arn)?;
    }
    Ok(())
}

/// Asks policies about instances in the resource group that the call itself does not name.
fn ask_within(
    cx: &mut Cx<'_>,
    (given, it): (&Given, &Given),
    (plan, group): (&Plan, &str),
    how: &Making,
) -> Result<()> {
    if how.asked && given.text("ResourceGroupId") == it.text("ResourceGroupId") {
        return Ok(());
    }
    let account = cx.account();
    let arn = format!("acs:ecs:{}:{account}:instance/*", plan.region);
    let default = ids::default_resource_group(account);
    let group = if group.is_empty() { &default } else { group };
    resource_question::ask_within(cx, how.action, (&arn, Some(group)))
}

/// The address of the instance with this place, where the call gives that of the first.
fn address(plan: &Plan, at: i64) -> Option<Ipv4Addr> {
    let more = u32::try_from(at).unwrap_or_default();
    plan.address.map(|first| Ipv4Addr::from(u32::from(first).saturating_add(more)))
}

/// A public address for an instance. They are of a block of their own (modelled).
pub(in crate::ecs) fn public_address(cx: &mut Cx<'_>) -> Result<String> {
    let number = store::tally_add(cx.tx, "", "ecs_public_address")?;
    Ok(format!("47.98.{}.{}", (number / 254) % 256, number % 254 + 1))
}

fn one(
    cx: &mut Cx<'_>,
    it: &Given,
    (plan, runs): (&Plan, bool),
    (group, place): (&str, (i64, i64)),
) -> Result<String> {
    let account = cx.account().to_owned();
    let id = match it.opt(WANTED_ID) {
        Some(wanted) => wanted.to_owned(),
        None => numbered::id(cx, "i", &plan.region),
    };
    let windows = plan.image.text("OSType") == "windows";
    let mut made = Resource {
        name: naming::name(it, &id, place)?,
        region: plan.region.clone(),
        zone: plan.vswitch.zone.clone(),
        network: plan.vswitch.vpc.clone(),
        subnet: plan.vswitch.id.clone(),
        made: cx.now,
        group: group.to_owned(),
        id,
        ..Resource::default()
    };
    let host = naming::host_name(it, (&made.id, windows), place)?;
    made.set("HostName", host);
    made.set("InstanceType", plan.kind.id);
    made.set("Cpu", plan.kind.cores);
    made.set("ImageId", plan.image.id.as_str());
    for name in ["OSType", "OSName", "OSNameEn"] {
        made.set(name, plan.image.text(name));
    }
    let serial = ids::uuid(cx.random);
    made.set("SerialNumber", serial);
    describe(&mut made, it);
    let out = it.int("InternetMaxBandwidthOut").unwrap_or(0);
    made.set("InternetMaxBandwidthOut", out);
    made.set(
        "InternetMaxBandwidthIn",
        choices::bandwidth_in(it.int("InternetMaxBandwidthIn"), out),
    );
    if out > 0 && runs {
        let address = public_address(cx)?;
        made.set("PublicIp", address);
    }
    if let Some(text) = it.opt("AutoReleaseTime") {
        made.set("AutoReleaseTime", numbered::minute(choices::release_time(cx.now, text)?));
    }
    if made.text("InstanceChargeType") == "PrePaid" {
        let months = it.int("Period").unwrap_or(1);
        let days = if made.text("PeriodUnit").eq_ignore_ascii_case("week") { 7 } else { 30 };
        made.set("ExpiredTime", numbered::minute(cx.now + months * days * 24 * 60 * 60 * 1000));
    }
    if runs {
        states::begin(cx, &mut made, &["instance.Pending", "instance.Starting"], "Running")?;
        made.set("StartedAt", states::settles(&made, cx.now).unwrap_or(cx.now));
    } else {
        states::begin(cx, &mut made, &["instance.Pending"], "Stopped")?;
    }
    resources::add(cx.tx, &INSTANCE, &account, &mut made)?;
    let tags = it.tags("Tag");
    tagged::put(cx, &INSTANCE, (&made.region, &made.id), &tags)?;
    let system =
        DataDisk { new: plan.system.clone(), device: "/dev/xvda".to_owned(), goes_with: true };
    for disk in std::iter::once(&system).chain(&plan.data) {
        let mut new = disk.new.clone();
        new.region.clone_from(&made.region);
        new.zone.clone_from(&made.zone);
        new.group.clone_from(&made.group);
        new.tags.clone_from(&tags);
        let place = Place {
            instance: made.id.clone(),
            device: disk.device.clone(),
            goes_with: disk.goes_with,
        };
        making::make(cx, new, Some(place))?;
    }
    primary(cx, it, plan, (&made, address(plan, place.0)))?;
    secondary(cx, it, plan, &made)?;
    Ok(made.id)
}

/// Writes into an instance what a call says of it as it is answered.
fn describe(made: &mut Resource, it: &Given) {
    for name in [
        "Description",
        "KeyPairName",
        "CreditSpecification",
        "DeploymentSetId",
        "UserData",
        "RamRoleName",
        "HpcClusterId",
        "PeriodUnit",
    ] {
        made.set(name, it.text(name));
    }
    for (name, usual) in [
        ("InstanceChargeType", "PostPaid"),
        ("InternetChargeType", "PayByTraffic"),
        ("SpotStrategy", "NoSpot"),
        ("SpotInterruptionBehavior", "Terminate"),
        ("HttpEndpoint", "enabled"),
        ("HttpTokens", "optional"),
        ("PoolMatch", "Open"),
    ] {
        made.set(name, it.opt(name).unwrap_or(usual));
    }
    for (name, given) in
        [("PoolMatch", "PrivatePoolOptions.MatchCriteria"), ("PoolId", "PrivatePoolOptions.Id")]
    {
        if let Some(text) = it.opt(given) {
            made.set(name, text);
        }
    }
    let spot = made.text("SpotStrategy") != "NoSpot";
    let limit = it.opt("SpotPriceLimit").and_then(|it| it.parse::<f64>().ok());
    made.set("SpotPriceLimit", limit.unwrap_or_default());
    made.set("SpotDuration", if spot { it.int("SpotDuration").unwrap_or(1) } else { 0 });
    made.set("HopLimit", it.int("HttpPutResponseHopLimit").unwrap_or(1));
    made.set("DeletionProtection", it.flag("DeletionProtection"));
    made.set("AutoRenew", it.flag("AutoRenew"));
    made.set("AutoRenewPeriod", it.int("AutoRenewPeriod").unwrap_or(0));
}

fn primary(
    cx: &mut Cx<'_>,
    it: &Given,
    plan: &Plan,
    (made, address): (&Resource, Option<Ipv4Addr>),
) -> Result<()> {
    let account = cx.account().to_owned();
    let listed = planning::primary(it).unwrap_or_default();
    let tags = it.tags("Tag");
    let new = NewInterface {
        id: "",
        vswitch: &plan.vswitch,
        groups: &plan.groups,
        name: listed.text("NetworkInterfaceName"),
        description: listed.text("Description"),
        kind: "Primary",
        address,
        instance: &made.id,
        index: 0,
        goes_with: true,
        queues: plan.kind.cores.clamp(1, 8),
        traffic: "",
        source_check: false,
        group: made.group.clone(),
        tags: &tags,
    };
    let mut interface = holding::make(cx, &new, planning::no_address)?;
    let (ipv6, count) = (it.list("Ipv6Address").unwrap_or_default(), it.int("Ipv6AddressCount"));
    if !ipv6.is_empty() || count.unwrap_or(0) > 0 {
        let count = count.unwrap_or(0);
        crate::ecs::interfaces::ipv6_addresses::assign(cx, &mut interface, (&ipv6, count), true)?;
        resources::put(cx.tx, &INTERFACE, &account, &interface)?;
    }
    Ok(())
}

/// Makes or attaches the secondary interfaces that a call lists.
fn secondary(cx: &mut Cx<'_>, it: &Given, plan: &Plan, made: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    let listed = it.each("NetworkInterface");
    let all = listed.into_iter().filter(|it| it.text("InstanceType") != "Primary");
    for (index, one) in (1_i64..).zip(all) {
        if index >= plan.kind.interfaces {
            return Err(interfaces::MANY_INTERFACES.with(plan.kind.id));
        }
        if let Some(id) = one.opt("NetworkInterfaceId") {
            let none = interfaces::NO_INTERFACE.with(id);
            let mut found = lists::own(cx, &INTERFACE, it, id, none)?;
            if states::of(&found, cx.now) != "Available" {
                return Err(interfaces::STATE.with(id));
            }
            holding::attach(cx, &mut found, &made.id, index)?;
            resources::put(cx.tx, &INTERFACE, &account, &found)?;
            continue;
        }
        let id = one.opt("VSwitchId").unwrap_or(&plan.vswitch.id);
        let vswitch = crate::ecs::network::vswitch(cx, id)?
            .filter(|it| it.vpc == plan.vswitch.vpc && it.zone == plan.vswitch.zone)
            .ok_or_else(|| bad_parameter("NetworkInterface.N.VSwitchId"))?;
        let mut groups = one.list("SecurityGroupIds").unwrap_or_default();
        groups.extend(one.opt("SecurityGroupId").map(str::to_owned));
        if groups.is_empty() {
            groups.clone_from(&plan.groups);
        }
        let new = NewInterface {
            id: "",
            vswitch: &vswitch,
            groups: &groups,
            name: one.text("NetworkInterfaceName"),
            description: one.text("Description"),
            kind: "Secondary",
            address: one.opt("PrimaryIpAddress").and_then(|it| it.parse().ok()),
            instance: &made.id,
            index,
            goes_with: one.opt_flag("DeleteOnRelease").unwrap_or(true),
            queues: plan.kind.cores.clamp(1, 8),
            traffic: "",
            source_check: false,
            group: made.group.clone(),
            tags: &[],
        };
        holding::make(cx, &new, planning::no_address)?;
    }
    Ok(())
}
