//! `CreateAutoProvisioningGroup` makes instances of several types at once, until there are as many as wanted. Every type of group is taken for `instant` (modelled).

use serde_json::{Value, json};

use super::configurations::{self, Configuration};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            images::NO_IMAGE,
            instances::{LOW_SPOT_PRICE, NO_GROUP, NO_STOCK, NOT_IN_ZONE, VSWITCH_FULL},
            provisioning::{
                BAD_CAPACITY, BAD_PRICE, BAD_WEIGHT, MANY_CONFIGURATIONS, MUCH_IN_ALL, MUCH_PAID,
                MUCH_SPOT, NO_CONFIGURATION,
            },
        },
        given::{Given, Parameter, checked, each, flag, int, list, need, tags, text},
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
        100,
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
    checked("LaunchConfiguration.SystemDiskName"),
    text("LaunchConfiguration.SystemDiskPerformanceLevel"),
    text("LaunchConfiguration.ResourceGroupId"),
    text("LaunchConfiguration.CreditSpecification"),
    each(
        "LaunchConfiguration.DataDisk",
        16,
        &[
            text("Category"),
            int("Size"),
            checked("DiskName"),
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
    const FAULTS: &'static [Fault] = &[
        BAD_CAPACITY,
        MUCH_IN_ALL,
        MUCH_PAID,
        MUCH_SPOT,
        NO_CONFIGURATION,
        MANY_CONFIGURATIONS,
        BAD_WEIGHT,
        BAD_PRICE,
        NO_IMAGE,
    ];
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

/// How many instances are made at once.
const AT_ONCE: i64 = 100;

/// Why a configuration is left for the next one.
const PASSED_OVER: [&str; 4] =
    [NO_STOCK.code, NOT_IN_ZONE.code, VSWITCH_FULL.code, LOW_SPOT_PRICE.code];

/// Makes instances until their weights reach the capacity, of one configuration after the other.
fn fill(
    cx: &mut Cx<'_>,
    (it, all): (&Given, &mut [Configuration]),
    (mut capacity, spot): (i64, bool),
    rows: &mut Vec<Value>,
) -> Result<()> {
    let strategy = if spot { "SpotAllocationStrategy" } else { "PayAsYouGoAllocationStrategy" };
    configurations::order(all, it.text(strategy));
    let alike = configurations::alike(it);
    for one in all {
        if capacity <= 0 {
            break;
        }
        let vswitch = network::vswitch(cx, &one.vswitch)?;
        let zone = vswitch.map(|it| it.zone).unwrap_or_default();
        let mut row = json!({
            "InstanceType": one.instance_type,
            "ZoneId": zone,
            "SpotStrategy": one.spot_strategy(spot),
            "Amount": 0,
            "InstanceIds": {"InstanceId": []},
        });
        let mut made: Vec<String> = Vec::new();
        while capacity > 0 {
            let wanted = capacity.saturating_add(one.weight - 1) / one.weight;
            let call = configurations::call(&alike, one, (wanted.min(AT_ONCE), spot));
            match creation::make(cx, &call, &HOW) {
                Ok(all) => {
                    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
                    capacity = capacity.saturating_sub(count.saturating_mul(one.weight));
                    made.extend(all);
                }
                Err(error) if PASSED_OVER.contains(&&*error.code) => {
                    if made.is_empty() {
                        row["ErrorCode"] = error.code.as_ref().into();
                        row["ErrorMsg"] = error.message.as_ref().into();
                    }
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        row["Amount"] = made.len().into();
        row["InstanceIds"] = json!({"InstanceId": made});
        rows.push(row);
    }
    Ok(())
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let capacity = configurations::capacity(it)?;
    let mut all = configurations::all(it)?;
    let mut rows = Vec::new();
    fill(cx, (it, &mut all), (capacity.paid, false), &mut rows)?;
    fill(cx, (it, &mut all), (capacity.spot, true), &mut rows)?;
    let region = calls::region(cx, it);
    let id = numbered::id(cx, "apg", &region);
    Ok(json!({"AutoProvisioningGroupId": id, "LaunchResults": {"LaunchResult": rows}}))
}
