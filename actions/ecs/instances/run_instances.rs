//! `RunInstances` creates instances and starts them.

use serde_json::{Value, json};

use super::creation;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::{DRY_RUN, NO_REGION, NO_ZONE_ID},
            groups::{BOTH_GROUP_FORMS, GROUP_TWICE},
            images::NO_IMAGE,
            instances::{
                ADDRESS_TAKEN, BAD_ADDRESS, BAD_AMOUNT, BAD_BANDWIDTH, BAD_CHARGE, BAD_CREDIT,
                BAD_DATA_CATEGORY, BAD_DATA_SIZE, BAD_DEVICE, BAD_ENDPOINT, BAD_HOST_NAME,
                BAD_INTERNET_CHARGE, BAD_INTERRUPTION, BAD_MINIMUM, BAD_NAME, BAD_PASSWORD,
                BAD_PERIOD, BAD_RELEASE_TIME, BAD_SEQUENCE, BAD_SPOT, BAD_SPOT_DURATION,
                BAD_SYSTEM_CATEGORY, BAD_SYSTEM_SIZE, BAD_TOKENS, BAD_TYPE, BAD_USER_DATA,
                BIG_USER_DATA, BOTH_HOST_NAMES, BOTH_PASSWORDS, DRY_RUN_AMOUNT, HOST_NAMES,
                IMAGE_AND_FAMILY, IMAGE_NOT_VALID, LONG_HOST_NAME, LONG_NAME, LOW_SPOT_PRICE,
                MANY_CORES, MANY_DATA_DISKS, MANY_IN_GROUP, MANY_INSTANCES, NO_GROUP, NO_PASS_ROLE,
                NO_PERIOD, NO_PROTECTION, NO_ROLE, NO_SNAPSHOT, NO_STOCK, NO_VSWITCH,
                NO_VSWITCH_GIVEN, NOT_ECS_ROLE, NOT_IN_ZONE, OTHER_ARCHITECTURE, OTHER_VPC,
                OTHER_ZONE, OUTSIDE, PREPAID_SPOT, VSWITCH_FULL, VSWITCH_STATE,
            },
            keys::{IS_WINDOWS, NO_PAIR_TO_RUN},
            tags::NO_RESOURCE_GROUP,
            templates::{NO_TEMPLATE, NO_VERSION},
        },
        given::{
            Given, Parameter, TAG_READER, checked, each, flag, int, list, need, tags, text, within,
        },
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
    text("InstanceType"),
    text("VSwitchId"),
    text("ZoneId"),
    text("SecurityGroupId"),
    list("SecurityGroupIds", 16),
    int("Amount"),
    int("MinAmount"),
    flag("UniqueSuffix"),
    text("InstanceName"),
    text("HostName"),
    list("HostNames", 100),
    checked("Description"),
    checked("Password"),
    flag("PasswordInherit"),
    text("KeyPairName"),
    int("InternetMaxBandwidthOut"),
    int("InternetMaxBandwidthIn"),
    text("InternetChargeType"),
    text("SystemDisk.Category"),
    text("SystemDisk.Size"),
    checked("SystemDisk.DiskName"),
    text("SystemDisk.Description"),
    text("SystemDisk.PerformanceLevel"),
    text("SystemDisk.AutoSnapshotPolicyId"),
    int("SystemDisk.ProvisionedIops"),
    flag("SystemDisk.BurstingEnabled"),
    text("SystemDisk.Encrypted"),
    text("SystemDisk.KMSKeyId"),
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
            text("Encrypted"),
            text("KMSKeyId"),
            text("PerformanceLevel"),
            text("AutoSnapshotPolicyId"),
            int("ProvisionedIops"),
            flag("BurstingEnabled"),
        ],
    ),
    text("PrivateIpAddress"),
    each(
        "NetworkInterface",
        8,
        &[
            text("VSwitchId"),
            text("SecurityGroupId"),
            list("SecurityGroupIds", 100),
            text("PrimaryIpAddress"),
            checked("NetworkInterfaceName"),
            text("Description"),
            text("InstanceType"),
            text("NetworkInterfaceId"),
            flag("DeleteOnRelease"),
        ],
    ),
    int("Ipv6AddressCount"),
    list("Ipv6Address", 10),
    text("UserData"),
    text("RamRoleName"),
    text("InstanceChargeType"),
    int("Period"),
    text("PeriodUnit"),
    flag("AutoRenew"),
    int("AutoRenewPeriod"),
    flag("AutoPay"),
    text("SpotStrategy"),
    checked("SpotPriceLimit"),
    int("SpotDuration"),
    text("SpotInterruptionBehavior"),
    text("AutoReleaseTime"),
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
    text("LaunchTemplateId"),
    text("LaunchTemplateName"),
    int("LaunchTemplateVersion"),
    flag("DryRun"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct RunInstances(Given);

impl Action for RunInstances {
    const NAME: &'static str = "RunInstances";
    const DOC: &'static str = "Creates instances and starts them.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = policy_resources::OF_RUN;
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::RUN);
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[
        NO_IMAGE,
        IMAGE_AND_FAMILY,
        IMAGE_NOT_VALID,
        BAD_TYPE,
        OTHER_ARCHITECTURE,
        NO_VSWITCH,
        VSWITCH_STATE,
        NO_ZONE_ID,
        OTHER_ZONE,
        NO_VSWITCH_GIVEN,
        NO_GROUP,
        BOTH_GROUP_FORMS,
        GROUP_TWICE,
        OTHER_VPC,
        BAD_AMOUNT,
        BAD_MINIMUM,
        DRY_RUN,
        DRY_RUN_AMOUNT,
        BAD_NAME,
        BAD_SEQUENCE,
        BAD_HOST_NAME,
        BOTH_HOST_NAMES,
        HOST_NAMES,
        BAD_PASSWORD,
        BOTH_PASSWORDS,
        NO_PAIR_TO_RUN,
        IS_WINDOWS,
        BAD_BANDWIDTH,
        BAD_INTERNET_CHARGE,
        BAD_SYSTEM_CATEGORY,
        BAD_SYSTEM_SIZE,
        BAD_DATA_CATEGORY,
        BAD_DATA_SIZE,
        MANY_DATA_DISKS,
        NO_SNAPSHOT,
        BAD_DEVICE,
        BAD_ADDRESS,
        OUTSIDE,
        ADDRESS_TAKEN,
        BAD_USER_DATA,
        NO_ROLE,
        NOT_ECS_ROLE,
        BAD_CHARGE,
        NO_PERIOD,
        BAD_PERIOD,
        BAD_SPOT,
        BAD_SPOT_DURATION,
        BAD_INTERRUPTION,
        PREPAID_SPOT,
        LOW_SPOT_PRICE,
        BAD_CREDIT,
        BAD_RELEASE_TIME,
        NO_PROTECTION,
        BAD_ENDPOINT,
        BAD_TOKENS,
        NO_STOCK,
        MANY_INSTANCES,
        MANY_CORES,
        NO_REGION,
        NO_RESOURCE_GROUP,
        NO_TEMPLATE,
        NO_VERSION,
        LONG_NAME,
        LONG_HOST_NAME,
        BIG_USER_DATA,
        MANY_IN_GROUP,
        VSWITCH_FULL,
        NOT_IN_ZONE,
        NO_PASS_ROLE,
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

/// How instances that are run are made.
const HOW: Making = Making {
    runs: true,
    action: "ecs:RunInstances",
    asked: true,
    refusals: Refusals { none: |_| NO_GROUP.into(), far: creation::far_group },
};

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let all = creation::make(cx, it, &HOW)?;
    let mut answer = json!({"InstanceIdSets": {"InstanceIdSet": all}});
    if it.text("InstanceChargeType") == "PrePaid" {
        answer["OrderId"] = ids::digits(cx.random, 15).into();
        answer["TradePrice"] = 0.0.into();
    }
    Ok(answer)
}
