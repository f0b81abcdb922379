//! `CreateInstance` creates an instance, which is stopped.

use serde_json::{Value, json};

use super::creation;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::DRY_RUN,
            groups::NO_GROUP,
            images::NO_IMAGE,
            instances::{BAD_TYPE, CLASSIC, NO_VSWITCH},
        },
        given::{Given, Parameter, TAG_READER, checked, each, flag, int, need, tags, text, within},
        groups::membership::Refusals,
        instances::creation::Making,
        policy_resources,
    },
    shared::ids,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ImageId"),
    text("ImageFamily"),
    need("InstanceType"),
    text("VSwitchId"),
    text("ZoneId"),
    text("SecurityGroupId"),
    text("InstanceName"),
    text("HostName"),
    checked("Description"),
    checked("Password"),
    flag("PasswordInherit"),
    text("KeyPairName"),
    int("InternetMaxBandwidthOut"),
    int("InternetMaxBandwidthIn"),
    text("InternetChargeType"),
    text("SystemDisk.Category"),
    int("SystemDisk.Size"),
    checked("SystemDisk.DiskName"),
    text("SystemDisk.Description"),
    text("SystemDisk.PerformanceLevel"),
    each(
        "DataDisk",
        16,
        &[
            text("Category"),
            int("Size"),
            text("SnapshotId"),
            checked("DiskName"),
            text("Description"),
            text("Device"),
            flag("DeleteWithInstance"),
            flag("Encrypted"),
            text("KMSKeyId"),
            text("PerformanceLevel"),
        ],
    ),
    text("PrivateIpAddress"),
    text("UserData"),
    text("RamRoleName"),
    text("InstanceChargeType"),
    int("Period"),
    text("PeriodUnit"),
    flag("AutoRenew"),
    int("AutoRenewPeriod"),
    text("SpotStrategy"),
    checked("SpotPriceLimit"),
    int("SpotDuration"),
    text("SpotInterruptionBehavior"),
    flag("DeletionProtection"),
    text("CreditSpecification"),
    text("SecurityEnhancementStrategy"),
    text("HttpEndpoint"),
    text("HttpTokens"),
    within("HttpPutResponseHopLimit", 1, 64),
    text("ResourceGroupId"),
    text("DeploymentSetId"),
    text("DedicatedHostId"),
    text("HpcClusterId"),
    text("PrivatePoolOptions.Id"),
    text("PrivatePoolOptions.MatchCriteria"),
    text("IoOptimized"),
    flag("DryRun"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateInstance(Given);

impl Action for CreateInstance {
    const NAME: &'static str = "CreateInstance";
    const DOC: &'static str = "Creates an instance, which is stopped.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = policy_resources::OF_RUN;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::RUN);
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_IMAGE, BAD_TYPE, NO_VSWITCH, CLASSIC, NO_GROUP, DRY_RUN];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How instances that are created are made.
const HOW: Making = Making {
    runs: false,
    action: "ecs:CreateInstance",
    asked: true,
    refusals: Refusals { none: |_| NO_GROUP.into(), far: creation::far_group },
};

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let all = creation::make(cx, it, &HOW)?;
    let mut answer = json!({"InstanceId": all.into_iter().next().unwrap_or_default()});
    if it.text("InstanceChargeType") == "PrePaid" {
        answer["OrderId"] = ids::digits(cx.random, 15).into();
        answer["TradePrice"] = 0.0.into();
    }
    Ok(answer)
}
