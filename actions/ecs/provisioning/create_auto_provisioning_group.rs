//! `CreateAutoProvisioningGroup` makes instances of several types at once, until there are as many as wanted. Every type of group is taken for `instant` (modelled).

use serde_json::{Value, json};

use super::configurations;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::missing,
            images::NO_IMAGE,
            instances::{NO_GROUP, NO_STOCK, NOT_IN_ZONE},
        },
        given::{Given, Parameter, each, flag, int, list, need, tags, text},
        groups::membership::Refusals,
        instances::creation::{self, Making},
        network, numbered,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("AutoProvisioningGroupName"),
    text("AutoProvisioningGroupType"),
    text("TotalTargetCapacity"),
    text("PayAsYouGoTargetCapacity"),
    text("SpotTargetCapacity"),
    text("DefaultTargetCapacityType"),
    text("SpotAllocationStrategy"),
    text("PayAsYouGoAllocationStrategy"),
    text("LaunchTemplateId"),
    text("LaunchTemplateVersion"),
    each(
        "LaunchTemplateConfig",
        20,
        &[
            text("InstanceType"),
            text("VSwitchId"),
            text("MaxPrice"),
            int("Priority"),
            text("WeightedCapacity"),
        ],
    ),
    each("SystemDiskConfig", 10, &[text("DiskCategory")]),
    text("LaunchConfiguration.ImageId"),
    text("LaunchConfiguration.ImageFamily"),
    text("LaunchConfiguration.SecurityGroupId"),
    list("LaunchConfiguration.SecurityGroupIds", 16),
    text("LaunchConfiguration.UserData"),
    text("LaunchConfiguration.InstanceName"),
    text("LaunchConfiguration.InstanceDescription"),
    text("LaunchConfiguration.HostName"),
    text("LaunchConfiguration.KeyPairName"),
    text("LaunchConfiguration.Password"),
    flag("LaunchConfiguration.PasswordInherit"),
    text("LaunchConfiguration.RamRoleName"),
    text("LaunchConfiguration.InternetChargeType"),
    int("LaunchConfiguration.InternetMaxBandwidthIn"),
    int("LaunchConfiguration.InternetMaxBandwidthOut"),
    text("LaunchConfiguration.SystemDiskCategory"),
    int("LaunchConfiguration.SystemDiskSize"),
    text("LaunchConfiguration.SystemDiskName"),
    text("LaunchConfiguration.SystemDiskPerformanceLevel"),
    text("LaunchConfiguration.ResourceGroupId"),
    text("LaunchConfiguration.CreditSpecification"),
    each(
        "LaunchConfiguration.DataDisk",
        16,
        &[
            text("Category"),
            int("Size"),
            text("DiskName"),
            text("Device"),
            flag("DeleteWithInstance"),
            text("PerformanceLevel"),
            text("SnapshotId"),
        ],
    ),
    tags("LaunchConfiguration.Tag"),
    text("ResourceGroupId"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateAutoProvisioningGroup(Given);

impl Action for CreateAutoProvisioningGroup {
    const NAME: &'static str = "CreateAutoProvisioningGroup";
    const DOC: &'static str = "Makes instances of several types until there are as many as wanted; the group itself is not kept.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/*",
        "acs:ecs:{region}:{account}:autoprovisioninggroup/*",
    ];
    const FAULTS: &'static [Fault] = &[NO_IMAGE];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How the instances of a group are made.
const HOW: Making = Making {
    runs: true,
    action: "ecs:CreateAutoProvisioningGroup",
    asked: false,
    refusals: Refusals { none: |_| NO_GROUP.into(), far: creation::far_group },
};

/// How many instances one call makes at most.
const AT_ONCE: i64 = 100;

/// Makes instances until their weights reach the capacity, of one configuration after the other.
fn fill(
    cx: &mut Cx<'_>,
    it: &Given,
    (mut capacity, spot): (i64, bool),
    rows: &mut Vec<Value>,
) -> Result<()> {
    let strategy = if spot { "SpotAllocationStrategy" } else { "PayAsYouGoAllocationStrategy" };
    let alike = configurations::alike(it);
    for one in configurations::ordered(it, it.text(strategy)) {
        if capacity <= 0 {
            break;
        }
        let wanted = capacity.saturating_add(one.weight - 1) / one.weight;
        let call = configurations::call(&alike, &one, (wanted.min(AT_ONCE), spot));
        let vswitch = network::vswitch(cx, &one.vswitch)?;
        let zone = vswitch.map(|it| it.zone).unwrap_or_default();
        let mut row = json!({
            "InstanceType": one.instance_type,
            "ZoneId": zone,
            "SpotStrategy": if spot { "SpotAsPriceGo" } else { "NoSpot" },
            "Amount": 0,
            "InstanceIds": {"InstanceId": []},
        });
        match creation::make(cx, &call, &HOW) {
            Ok(all) => {
                let made = i64::try_from(all.len()).unwrap_or(i64::MAX);
                capacity = capacity.saturating_sub(made.saturating_mul(one.weight));
                row["Amount"] = made.into();
                row["InstanceIds"] = json!({"InstanceId": all});
            }
            Err(error) if [NO_STOCK.code, NOT_IN_ZONE.code].contains(&&*error.code) => {
                row["ErrorCode"] = error.code.as_ref().into();
                row["ErrorMsg"] = error.message.as_ref().into();
            }
            Err(error) => return Err(error),
        }
        rows.push(row);
    }
    Ok(())
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let whole = |name: &str| it.opt(name).and_then(|it| it.parse::<i64>().ok());
    let total = whole("TotalTargetCapacity").ok_or_else(|| missing("TotalTargetCapacity"))?;
    let (spot, paid) =
        (whole("SpotTargetCapacity").unwrap_or(0), whole("PayAsYouGoTargetCapacity").unwrap_or(0));
    let rest = total.saturating_sub(spot).saturating_sub(paid).max(0);
    let rest_is_spot = it.text("DefaultTargetCapacityType").eq_ignore_ascii_case("Spot");
    let mut rows = Vec::new();
    let paid = if rest_is_spot { paid } else { paid.saturating_add(rest) };
    fill(cx, it, (paid, false), &mut rows)?;
    let spot = if rest_is_spot { spot.saturating_add(rest) } else { spot };
    fill(cx, it, (spot, true), &mut rows)?;
    let region = calls::region(cx, it);
    let id = numbered::id(cx, "apg", &region);
    Ok(json!({"AutoProvisioningGroupId": id, "LaunchResults": {"LaunchResult": rows}}))
}
