//! `RunInstances` creates instances and starts them.

use serde_json::{Value, json};

use super::creation;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::TagReader;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::calls::DRY_RUN;
use crate::ecs::faults::calls::NO_REGION;
use crate::ecs::faults::calls::NO_ZONE_ID;
use crate::ecs::faults::groups::BOTH_GROUP_FORMS;
use crate::ecs::faults::groups::GROUP_TWICE;
use crate::ecs::faults::images::NO_IMAGE;
use crate::ecs::faults::instances::ADDRESS_TAKEN;
use crate::ecs::faults::instances::BAD_ADDRESS;
use crate::ecs::faults::instances::BAD_AMOUNT;
use crate::ecs::faults::instances::BAD_BANDWIDTH;
use crate::ecs::faults::instances::BAD_CHARGE;
use crate::ecs::faults::instances::BAD_DATA_CATEGORY;
use crate::ecs::faults::instances::BAD_DATA_SIZE;
use crate::ecs::faults::instances::BAD_ENDPOINT;
use crate::ecs::faults::instances::BAD_HOST_NAME;
use crate::ecs::faults::instances::BAD_INTERNET_CHARGE;
use crate::ecs::faults::instances::BAD_MINIMUM;
use crate::ecs::faults::instances::BAD_NAME;
use crate::ecs::faults::instances::BAD_PASSWORD;
use crate::ecs::faults::instances::BAD_PERIOD;
use crate::ecs::faults::instances::BAD_RELEASE_TIME;
use crate::ecs::faults::instances::BAD_SEQUENCE;
use crate::ecs::faults::instances::BAD_SPOT;
use crate::ecs::faults::instances::BAD_SYSTEM_CATEGORY;
use crate::ecs::faults::instances::BAD_SYSTEM_SIZE;
use crate::ecs::faults::instances::BAD_TOKENS;
use crate::ecs::faults::instances::BAD_TYPE;
use crate::ecs::faults::instances::BAD_USER_DATA;
use crate::ecs::faults::instances::BOTH_HOST_NAMES;
use crate::ecs::faults::instances::BOTH_PASSWORDS;
use crate::ecs::faults::instances::DRY_RUN_AMOUNT;
use crate::ecs::faults::instances::HOST_NAMES;
use crate::ecs::faults::instances::IMAGE_AND_FAMILY;
use crate::ecs::faults::instances::LOW_SPOT_PRICE;
use crate::ecs::faults::instances::MANY_CORES;
use crate::ecs::faults::instances::MANY_DATA_DISKS;
use crate::ecs::faults::instances::MANY_INSTANCES;
use crate::ecs::faults::instances::NO_GROUP;
use crate::ecs::faults::instances::NO_PERIOD;
use crate::ecs::faults::instances::NO_PROTECTION;
use crate::ecs::faults::instances::NO_ROLE;
use crate::ecs::faults::instances::NO_STOCK;
use crate::ecs::faults::instances::NO_VSWITCH;
use crate::ecs::faults::instances::NO_VSWITCH_GIVEN;
use crate::ecs::faults::instances::NOT_ECS_ROLE;
use crate::ecs::faults::instances::OTHER_ARCHITECTURE;
use crate::ecs::faults::instances::OTHER_VPC;
use crate::ecs::faults::instances::OTHER_ZONE;
use crate::ecs::faults::instances::OUTSIDE;
use crate::ecs::faults::instances::PREPAID_SPOT;
use crate::ecs::faults::instances::VSWITCH_STATE;
use crate::ecs::faults::keys::IS_WINDOWS;
use crate::ecs::faults::keys::NO_PAIR_TO_RUN;
use crate::ecs::faults::storage::NO_SNAPSHOT;
use crate::ecs::faults::tags::NO_RESOURCE_GROUP;
use crate::ecs::faults::templates::NO_TEMPLATE;
use crate::ecs::faults::templates::NO_VERSION;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::TAG_READER;
use crate::ecs::given::checked;
use crate::ecs::given::each;
use crate::ecs::given::flag;
use crate::ecs::given::int;
use crate::ecs::given::list;
use crate::ecs::given::need;
use crate::ecs::given::tags;
use crate::ecs::given::text;
use crate::ecs::given::within;
use crate::ecs::groups::membership::Refusals;
use crate::ecs::instances::creation::Making;
use crate::shared::ids;

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
        100,
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
    text("SpotPriceLimit"),
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
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/*",
        "acs:ecs:{region}:{account}:image/{ImageId}",
        "acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}",
        "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
    ];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[
        NO_IMAGE,
        IMAGE_AND_FAMILY,
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
        PREPAID_SPOT,
        LOW_SPOT_PRICE,
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
    refusals: Refusals { none: |_| NO_GROUP.into(), far: creation::far_group },
};

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let all = creation::make(cx, it, &HOW)?;
    let mut answer = json!({"InstanceIdSets": {"InstanceIdSet": all}});
    if it.text("InstanceChargeType") == "PrePaid" {
        answer["OrderId"] = ids::digits(cx.random, 15).into();
    }
    Ok(answer)
}
